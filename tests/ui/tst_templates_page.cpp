// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/window_bench.h"
#include "ui/pages/templates/template_document.h"
#include "ui/pages/templates_page.h"
#include "ui/widgets/length_histogram.h"
#include "ui/widgets/token_chips.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTableWidget>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

namespace {

TemplatesPage& open(WindowBench& bench) {
    bench.sessions.draft.restore();
    (void)QTest::qWaitFor([&] { return !bench.sessions.draft.spec().stages.empty(); });
    bench.window->showPage(PageId::Templates);
    auto& page = bench.window->templatesPage();
    (void)QTest::qWaitFor([&] { return !page.document().fields().empty(); }, 20'000);
    return page;
}

} // namespace

class TemplatesPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void theDocumentIsOneModelWithUndo() {
        TemplateDocument document;
        QAbstractItemModelTester tester(&document);
        document.open({}, {"user", "age", "title"});
        QCOMPARE(document.text(), QStringLiteral("user is {user}. age is {age}. title is {title}."));
        document.moveRow(2, -2);
        QCOMPARE(document.text(), QStringLiteral("title is {title}. user is {user}. age is {age}."));
        document.setInText(1, false);
        QCOMPARE(document.text(), QStringLiteral("title is {title}. age is {age}."));
        QCOMPARE(document.fieldOf(2), std::string("user")); // those that are out come last
        document.setPhrase(0, QStringLiteral("The book <value>,"));
        QCOMPARE(document.text(), QStringLiteral("The book {title}, age is {age}."));
        QVERIFY(document.setText(QStringLiteral("{age}: {title}")));
        QCOMPARE(document.rowCount(), 3);
        QVERIFY(!document.setText(QStringLiteral("{age")));
        QCOMPARE(document.text(), QStringLiteral("{age}: {title}"));
        while (document.undoStack().canUndo())
            document.undoStack().undo();
        QCOMPARE(document.text(), QStringLiteral("user is {user}. age is {age}. title is {title}."));
        while (document.undoStack().canRedo())
            document.undoStack().redo();
        QCOMPARE(document.text(), QStringLiteral("{age}: {title}"));
    }

    void theLastFieldStays() {
        TemplateDocument document;
        document.open({}, {"user"});
        document.setInText(0, false);
        QCOMPARE(document.spec().fields.size(), std::size_t{1});
    }

    void tokensOfARowFollowTheEdit() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        QTRY_VERIFY(page.chips(0).twin().contains(QStringLiteral("user is ")));
        QTRY_VERIFY(page.chips(1).twin() != page.chips(0).twin());
        QTRY_VERIFY(page.chips(3).twin().contains(QStringLiteral("[mask]")));
        QTRY_VERIFY(page.chips(7).twin().contains(QStringLiteral("user is "))); // the fifth row after it
        QVERIFY(page.chips(7).twin() != page.chips(4).twin() && page.chips(4).twin() != page.chips(1).twin());
        QVERIFY(page.chips(0).heightForWidth(200) > page.chips(0).heightForWidth(800));
        page.textEdit().setPlainText(QStringLiteral("A reader of {age} years. The shelf is {shelf}."));
        QTRY_VERIFY2(page.chips(0).twin().contains(QStringLiteral("a reader of ")), qPrintable(page.chips(0).twin()));
        QVERIFY(!page.chips(0).twin().contains(QStringLiteral("user")));
        const auto before = page.row();
        page.stepRow(1);
        QCOMPARE(page.row(), before + 1);
        page.stepRow(-2);
        QCOMPARE(page.row(), std::uint64_t{39'999});
    }

    void lengthsAreCountedOverAllRows() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        QTRY_VERIFY2_WITH_TIMEOUT(page.lengthText().contains(QStringLiteral("all 40,000 rows")), qPrintable(page.lengthText()), 20'000);
        QVERIFY(page.lengthText().contains(QStringLiteral("no row is over the limit")));
        auto* histogram = page.findChild<LengthHistogram*>();
        QVERIFY(histogram);
        histogram->setFocus();
        histogram->setLimit(12);
        QTest::keyClick(histogram, Qt::Key_Left);
        QCOMPARE(bench.sessions.draft.spec().plm.maximumTokens, 11);
        QTRY_VERIFY2_WITH_TIMEOUT(page.lengthText().contains(QStringLiteral("over the limit of 11")), qPrintable(page.lengthText()), 20'000);
    }

    void rowsThatAreTooLongAreMendedByOneClick() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        QTRY_VERIFY_WITH_TIMEOUT(page.lengthText().contains(QStringLiteral("no row is over the limit")), 20'000);
        QVERIFY(page.lengthFixButtons().isEmpty());
        QVERIFY(bench.sessions.draft.setValue("plm.maximum_tokens", "11", {}));
        QTRY_VERIFY2_WITH_TIMEOUT(page.lengthText().contains(QStringLiteral("over the limit of 11")), qPrintable(page.lengthText()), 20'000);
        QCOMPARE(page.lengthFixButtons().size(), 2);
        const auto fields = page.document().spec().fields.size();
        page.lengthFixButtons()[1]->click(); // leaves the longest field out
        QCOMPARE(page.document().spec().fields.size(), fields - 1);
        QTRY_VERIFY_WITH_TIMEOUT(page.document().areTokenMeansCurrent(), 20'000);
        page.document().undoStack().undo();
        QTRY_VERIFY_WITH_TIMEOUT(page.document().areTokenMeansCurrent() && page.lengthFixButtons().size() == 2, 20'000);
        page.lengthFixButtons()[0]->click();
        QTRY_VERIFY2_WITH_TIMEOUT(page.lengthText().contains(QStringLiteral("no row is over the limit")), qPrintable(page.lengthText()), 20'000);
        QVERIFY(page.lengthFixButtons().isEmpty());
        QVERIFY(bench.sessions.draft.spec().plm.maximumTokens > 11);
    }

    void segmentsShowTheirMeanTokens() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        auto& document = page.document();
        const auto shown = [&](const char* field) { return document.index(document.rowOf(field), TemplateDocument::Tokens).data().toString(); };
        QTRY_VERIFY_WITH_TIMEOUT(document.areTokenMeansCurrent(), 20'000);
        // An age of the sample is one of some words; "age is" and "." are three tokens before it.
        const double age = shown("age").toDouble();
        QVERIFY2(age > 3, qPrintable(shown("age")));
        QVERIFY(page.lengthText().contains(QStringLiteral("other segments")));
        document.setPhrase(document.rowOf("age"), QStringLiteral("the age is <value>."));
        QVERIFY(!document.areTokenMeansCurrent());
        QCOMPARE(shown("age"), QString::number(age, 'f', 1)); // what was counted stays until the new count
        QTRY_VERIFY_WITH_TIMEOUT(document.areTokenMeansCurrent(), 20'000);
        const double more = shown("age").toDouble() - age; // one word, which the tokenizer is trained on with all others
        QVERIFY2(more > 0.5 && more < 1.5, qPrintable(shown("age")));
        document.setInText(document.rowOf("age"), false);
        QVERIFY(shown("age").isEmpty());
    }

    void rulesAreToldWhileTyping() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        page.textEdit().setPlainText(QStringLiteral("It is {film}."));
        QVERIFY2(page.problem().contains(QStringLiteral("\"film\"")), qPrintable(page.problem()));
        QVERIFY(!page.useButton().isEnabled());
        page.textEdit().setPlainText(QStringLiteral("It is [MASK] {title}."));
        QTRY_VERIFY2(page.problem().contains(QStringLiteral("[MASK]")), qPrintable(page.problem()));
        page.textEdit().setPlainText(QStringLiteral("It is {title}."));
        QTRY_VERIFY(page.problem().isEmpty());
        QVERIFY(page.useButton().isEnabled());
    }

    void segmentsAreReorderedByKeysAndUndone() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        const auto before = page.document().text();
        page.segments().setFocus();
        page.segments().selectRow(1);
        QTest::keyClick(&page.segments(), Qt::Key_Up, Qt::AltModifier);
        QVERIFY(page.document().text().startsWith(QStringLiteral("age is")));
        QCOMPARE(page.segments().currentIndex().row(), 0); // the selection goes with it
        bench.press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(page.document().text(), before);
    }

    void valuesGetWords() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        page.segments().selectRow(page.document().rowOf("shelf"));
        QTRY_VERIFY(page.valueTable().rowCount() > 2); // the most frequent values are there already
        const QString raw = page.valueTable().item(0, 0)->text();
        page.valueTable().item(0, 1)->setText(QStringLiteral("something quite else"));
        QCOMPARE(page.document().wording(page.document().rowOf("shelf"))->values.at(raw.toStdString()), std::string("something quite else"));
        QCOMPARE(page.segments().currentIndex().row(), page.document().rowOf("shelf"));
    }

    void theNameIsAskedInPlace() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        page.textEdit().setPlainText(QStringLiteral("Only {title}."));
        auto* edit = &page.nameEdit();
        QVERIFY(!edit->isVisible());
        QTest::mouseClick(&page.saveButton(), Qt::LeftButton);
        QVERIFY(edit->isVisible());
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(!edit->isVisible());
        QVERIFY(bench.store.templates()->empty());
        QTest::mouseClick(&page.saveButton(), Qt::LeftButton);
        edit->clear();
        QTest::keyClick(edit, Qt::Key_Return); // no name: stays
        QVERIFY(edit->isVisible());
        QTest::keyClicks(edit, QStringLiteral("Titles alone"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(!edit->isVisible());
        QTRY_COMPARE(bench.store.templates()->size(), std::size_t(1));
        QCOMPARE(bench.store.templates()->front().name, std::string("Titles alone"));
    }

    void savedTemplatesHaveVersionsAndAreUsed() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        page.textEdit().setPlainText(QStringLiteral("The title is {title}."));
        page.saveAs(QStringLiteral("Titles"));
        QTRY_COMPARE(bench.store.templates()->size(), std::size_t{1});
        QCOMPARE(bench.store.templates()->front().text.fields.front().phrase, std::string("The title is <value>."));
        page.useButton().click();
        QCOMPARE(bench.window->page(), PageId::Experiment);
        QCOMPARE(bench.sessions.draft.spec().text.fields.size(), std::size_t{1});
        bench.sessions.draft.undoStack().undo();
        QVERIFY(bench.sessions.draft.spec().text.fields.empty());
    }

    void dataThatCannotBeReadIsToldHere() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        spec::DataSpec gone;
        gone.source = "csv";
        gone.path = bench.folder.filePath(QStringLiteral("gone.csv")).toStdString();
        bench.sessions.draft.setData(gone);
        QTRY_VERIFY(page.problem().contains(QStringLiteral("gone.csv")));
        QVERIFY(!page.useButton().isEnabled());
        bench.sessions.draft.undoStack().undo();
        QTRY_VERIFY(!page.document().fields().empty());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(TemplatesPageTest)
#include "tst_templates_page.moc"
