// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/window_bench.h"
#include "ui/models/data_rows_model.h"
#include "ui/models/dataset_list_model.h"
#include "ui/models/field_facts_model.h"
#include "ui/pages/data/fields_card.h"
#include "ui/pages/data/import_panel.h"
#include "ui/pages/data/rows_card.h"
#include "ui/pages/data/split_card.h"
#include "ui/pages/data_page.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>

#include <fstream>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

namespace {

/// A table of a hundred users, of whom every other one clicks.
QString hundredClicks(const WindowBench& bench) {
    const QString path = bench.folder.filePath(QStringLiteral("clicks.csv"));
    std::ofstream file(path.toStdString());
    file << "user,label\n";
    for (int i = 0; i < 100; ++i)
        file << "u" << i << ',' << i % 2 << '\n';
    return path;
}

} // namespace

class DataPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void modelsKeepTheirPromises() {
        FieldFactsModel fields;
        DataRowsModel rows;
        DatasetListModel sets;
        QAbstractItemModelTester fieldsTester(&fields), rowsTester(&rows), setsTester(&sets);
        api::FieldFacts user;
        user.name = "user";
        user.distinct = 1200;
        user.coverage = 0.99999;
        user.shares = {0.5F, 0.25F};
        user.unseenTestShare = 0.0001;
        fields.setFields({user}, {"title"});
        QCOMPARE(fields.index(0, FieldFactsModel::Distinct).data().toString(), QStringLiteral("1,200"));
        QCOMPARE(fields.index(0, FieldFactsModel::Coverage).data().toString(), QStringLiteral("> 99.9 %"));
        QCOMPARE(fields.index(0, FieldFactsModel::MostFrequent).data().toString(), QStringLiteral("50.0 %"));
        QCOMPARE(fields.index(0, FieldFactsModel::Unseen).data().toString(), QStringLiteral("< 0.1 %"));
        QCOMPARE(fields.index(0, FieldFactsModel::InText).data().toString(), QStringLiteral("no"));
        rows.setRows({"user", "title"}, {{41, "train", true, {"7", "a\tb"}}});
        QCOMPARE(rows.columnCount(), 4);
        QCOMPARE(rows.index(0, 3).data().toString(), QStringLiteral("1"));
        QCOMPARE(rows.tabSeparated({rows.index(0, 0)}).count(QLatin1Char('\n')), 1);
        sets.setDatasets({{"clicks", {}, R"({"rows": 1500, "fields": [1, 2, 3]})", {}}, {"old", {}, "damaged", {}}});
        QCOMPARE(sets.rowCount(), 3);
        QCOMPARE(sets.index(1).data(DatasetListModel::DetailRole).toString(), QStringLiteral("1,500 rows, 3 fields"));
        QCOMPARE(sets.rowOf(QStringLiteral("old")), 2);
    }

    void sharesAreReadAndWritten() {
        QVERIFY(!sharesFromText(QStringLiteral("8:1")));
        QVERIFY(!sharesFromText(QStringLiteral("0:1:1")));
        QVERIFY(!sharesFromText(QStringLiteral("8:-1:1")));
        const auto shares = sharesFromText(QStringLiteral(" 6 : 2 : 2 "));
        QVERIFY(shares);
        QCOMPARE(shares->train, 0.6);
        QCOMPARE(shares->valid, 0.2);
        spec::SplitSpec split;
        QCOMPARE(sharesText(split), QStringLiteral("8 : 1 : 1"));
    }

    void theSampleIsShownWithItsRowsAndSentence() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        QCOMPARE(page.facts()->rows, std::uint64_t{40'000});
        QCOMPARE(page.fieldsCard().model().rowCount(), 7);
        QTRY_VERIFY(page.rowsCard().model().rowCount() > 0);
        QTRY_VERIFY(page.rowsCard().sentence().contains(QStringLiteral("user is ")));
        const auto before = page.rowsCard().model().rowAt(0)->row;
        page.rowsCard().table().setFocus();
        QTest::keyClick(&page.rowsCard().table(), Qt::Key_R);
        QTRY_VERIFY(page.rowsCard().model().rowAt(0)->row != before);
        page.rowsCard().table().selectRow(1);
        QTRY_VERIFY(page.rowsCard().sentence().contains(QString::fromStdString(page.rowsCard().model().rowAt(1)->values[0])));
        page.fieldsCard().filter().setText(QStringLiteral("tit"));
        QCOMPARE(page.fieldsCard().table().model()->rowCount(), 1);
    }

    void aTableIsImportedCorrectedAndUsed() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        const QString path = bench.folder.filePath(QStringLiteral("clicks.csv"));
        std::ofstream file(path.toStdString());
        file << "user;item;stars\n";
        for (int i = 0; i < 60; ++i)
            file << "u" << i % 7 << ";i" << i % 11 << ';' << 1 + i % 5 << '\n';
        file << "u1;i1;many\n";
        file.close();
        page.importPath(path);
        auto& panel = page.importPanel();
        QTRY_VERIFY(panel.previewModel().rowCount() > 0 && !panel.isBusy());
        QVERIFY(page.isImporting());
        QCOMPARE(panel.previewModel().columnCount(), 3);
        QCOMPARE(panel.spec().label.column, std::string("stars"));
        QAbstractItemModelTester tester(&panel.previewModel());
        panel.importButton().click();
        QTRY_VERIFY(!panel.problem().isEmpty());
        QVERIFY2(panel.problem().contains(QStringLiteral("ine 62 of clicks.csv")), qPrintable(panel.problem()));
        QVERIFY(page.isImporting()); // nothing that was set is lost
        QVERIFY(bench.store.datasets()->empty());

        std::ofstream again(path.toStdString());
        again << "user;item;stars\n";
        for (int i = 0; i < 60; ++i)
            again << "u" << i % 7 << ";i" << i % 11 << ';' << 1 + i % 5 << '\n';
        again.close();
        panel.importButton().click();
        QTRY_VERIFY(!page.isImporting());
        QTRY_COMPARE(bench.store.datasets()->size(), std::size_t{1});
        QTRY_COMPARE(page.dataset(), QStringLiteral("clicks"));
        QCOMPARE(page.facts()->rows, std::uint64_t{60});
        QTRY_COMPARE(page.list().currentIndex().data().toString(), QStringLiteral("clicks"));
        page.useButton().click();
        QCOMPARE(bench.sessions.draft.spec().data.path, path.toStdString());
        QCOMPARE(bench.sessions.draft.spec().data.dataset, std::string("clicks"));
        bench.sessions.draft.undoStack().undo();
        QVERIFY(bench.sessions.draft.spec().data.path.empty());
    }

    void badLinesAreLeftOutOnRequest() {
        WindowBench bench(*m_theme);
        OptionSchema skip{"skip_bad_lines", "Bad lines skipped", "", std::int64_t{0}, 0.0, 1e9, false, "", Effect::NewStart, {}};
        bench.engine.editCatalog().sources = {{"csv", "Comma-separated values", "", {skip}}};
        const QString path = bench.folder.filePath(QStringLiteral("clicks.csv"));
        std::ofstream file(path.toStdString());
        file << "user,label\n";
        for (int i = 0; i < 50; ++i)
            file << "u" << i % 9 << ',' << i % 2 << '\n';
        file << "u1\nu2,1,7\nu3,maybe\nu4,1\n";
        file.close();
        auto& page = open(bench);
        page.importPath(path);
        auto& panel = page.importPanel();
        QTRY_VERIFY(!panel.isBusy() && panel.previewModel().rowCount() > 0);
        QVERIFY(panel.skipButton().isHidden());
        panel.importButton().click();
        QTRY_VERIFY2(panel.problem().contains(QStringLiteral("ine 52")), qPrintable(panel.problem()));
        QVERIFY(!panel.skipButton().isHidden());
        panel.skipButton().click();
        QTRY_VERIFY(page.facts() && page.facts()->rows == 51);
        QCOMPARE(page.facts()->notes.size(), std::size_t{3});
        QVERIFY(page.facts()->notes[2].find("maybe") != std::string::npos);
    }

    void aChangedSplitIsCountedAndKept() {
        WindowBench bench(*m_theme);
        const QString path = hundredClicks(bench);
        auto& page = open(bench);
        page.importPath(path);
        QTRY_VERIFY(!page.importPanel().isBusy() && page.importPanel().previewModel().rowCount() > 0);
        page.importPanel().importButton().click();
        QTRY_VERIFY(page.facts() && page.facts()->rows == 100);
        QCOMPARE(page.facts()->parts[0].rows, std::uint64_t{80});
        auto& shares = page.splitCard().editor().shares();
        shares.setText(QStringLiteral("5 : 2 : 3"));
        QTest::keyClick(&shares, Qt::Key_Return);
        QTRY_VERIFY(page.facts() && page.facts()->parts[0].rows == 50);
        QTRY_COMPARE(bench.store.datasets()->front().data.split.train, 0.5);
        shares.setText(QStringLiteral("5 : x : 3"));
        QTest::keyClick(&shares, Qt::Key_Return);
        QCOMPARE(shares.property("state").toString(), QStringLiteral("error"));
        QCOMPARE(page.facts()->parts[0].rows, std::uint64_t{50});
    }

    void everyValueIsKnownWhereItIsAskedFor() {
        WindowBench bench(*m_theme);
        const QString path = hundredClicks(bench);
        auto& page = open(bench);
        for (const bool isAll : {false, true}) {
            page.importPath(path);
            QTRY_VERIFY(!page.importPanel().isBusy() && page.importPanel().previewModel().rowCount() > 0);
            auto* allValues = page.importPanel().findChild<QCheckBox*>(QStringLiteral("allValues"));
            QVERIFY(allValues && !allValues->isChecked());
            allValues->setChecked(isAll);
            page.importPanel().importButton().click();
            QTRY_VERIFY(!page.isImporting());
            QTRY_VERIFY(page.facts() && page.facts()->fields.size() == 1);
            QTRY_COMPARE(page.facts()->fields[0].ids, std::int64_t{isAll ? 101 : 81});
        }
        QTRY_COMPARE(bench.store.datasets()->front().data.vocabulary, spec::VocabularyOf::All);
    }

    void aMissingFileSaysWhatIsWrong() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        spec::DataSpec gone;
        gone.source = "csv";
        gone.path = bench.folder.filePath(QStringLiteral("gone.csv")).toStdString();
        gone.label.column = "label";
        bench.sessions.data.saveDataset(QStringLiteral("gone"), gone, "{}");
        page.chooseDataset(QStringLiteral("gone"));
        QTRY_COMPARE(page.dataset(), QStringLiteral("gone"));
        QTRY_VERIFY(page.problem().contains(QStringLiteral("gone.csv")));
        QVERIFY(!page.useButton().isEnabled());
        page.chooseDataset(QStringLiteral("Bookshop"));
        QTRY_VERIFY(page.facts());
        QVERIFY(page.problem().isEmpty());
    }

    void aDataSetIsRemovedAfterAsking() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        bench.sessions.data.saveDataset(QStringLiteral("clicks"), {}, "{}");
        page.chooseDataset(QStringLiteral("clicks"));
        QTRY_COMPARE(page.dataset(), QStringLiteral("clicks"));
        bench.window->actions().find(QStringLiteral("data.remove"))->trigger();
        auto* box = page.findChild<QMessageBox*>(QStringLiteral("data.remove_question"));
        QVERIFY(box);
        for (auto* button : box->buttons())
            if (box->buttonRole(button) == QMessageBox::DestructiveRole)
                button->click();
        QTRY_VERIFY(bench.store.datasets()->empty());
        QTRY_COMPARE(page.dataset(), QStringLiteral("Bookshop"));
    }

    void rowsAreCopiedWithTheirHeads() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        QTRY_VERIFY(page.rowsCard().model().rowCount() > 2);
        page.rowsCard().table().setFocus();
        page.rowsCard().table().selectRow(2);
        QTest::keySequence(&page.rowsCard().table(), QKeySequence::Copy);
        const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[0].startsWith(QStringLiteral("Row\tuser")));
        QVERIFY(lines[1].startsWith(QStringLiteral("2\t")));
    }

private:
    static DataPage& open(WindowBench& bench) {
        bench.window->showPage(PageId::Data);
        auto& page = bench.window->dataPage();
        const bool isRead = QTest::qWaitFor([&] { return page.facts() != nullptr; }, 20'000);
        Q_ASSERT(isRead);
        return page;
    }

    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(DataPageTest)
#include "tst_data_page.moc"
