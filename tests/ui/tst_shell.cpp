// SPDX-License-Identifier: GPL-3.0-or-later
// The status bar's items, Home with files opened before, lines that wrap, fixes for sentences that are too long.
#include "tests/support/window_bench.h"
#include "ui/pages/experiment_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/templates/length_fixes.h"
#include "ui/session/machine_load.h"
#include "ui/widgets/stage_strip.h"
#include "ui/widgets/wrapped_label.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QStatusBar>
#include <QVBoxLayout>

#include <fstream>
#include <mutex>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

namespace {

/// A driver with one card whose numbers the test sets.
class ScriptedDriver : public CardDriver {
public:
    explicit ScriptedDriver(const std::vector<CardLoad>& cards) : m_cards(cards) {}
    [[nodiscard]] std::vector<CardLoad> loads() const override { return m_cards; }

private:
    std::vector<CardLoad> m_cards;
};

QPushButton* statusItem(WindowBench& bench, const char* name) {
    return bench.window->statusBar()->findChild<QPushButton*>(QLatin1String(name));
}

/// 100 rows of 20 tokens, 10 of 40, 1 of 60; the title takes most.
api::TokenLengths lengths() {
    api::TokenLengths lengths;
    lengths.counts.resize(61);
    lengths.counts[20] = 100;
    lengths.counts[40] = 10;
    lengths.counts[60] = 1;
    lengths.rows = lengths.rowsTotal = 111;
    lengths.segments = {{"user", 4}, {"title", 12.25}, {"age", 3}};
    return lengths;
}

} // namespace

class ShellTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void loadIsTheWorkBetweenTwoLooks() {
        double work = 10;
        double clock = 100;
        MachineLoad load({[&] { return work; }, [&] { return clock; }, 4, {}});
        load.look();
        QVERIFY(!load.processorShare()); // one look tells nothing
        work += 3;
        clock += 2;
        load.look();
        QCOMPARE(*load.processorShare(), 3.0 / 2 / 4);
        clock += 2;
        load.look();
        QCOMPARE(*load.processorShare(), 0.0);
        QVERIFY(load.cards().empty());
    }

    void cardsAreAskedWhereThereIsADriver() {
        const CardLoad card{0.78, 11'200'000'000, 24'000'000'000};
        int opened = 0;
        MachineLoad load({[] { return 0.0; }, [] { return 0.0; }, 1, [&] {
                              ++opened;
                              return std::make_unique<ScriptedDriver>(std::vector<CardLoad>{card});
                          }});
        QSignalSpy changed(&load, &MachineLoad::changed);
        load.look();
        QTRY_VERIFY((load.cards() == std::vector<CardLoad>{card}));
        QCOMPARE(changed.size(), 2);
        load.look();
        QTRY_COMPARE(changed.size(), 3); // the same again tells nothing new
        QCOMPARE(opened, 1);
    }

    void theStatusBarShowsTheLoadOfThisProgramAndNoCardWhereThereIsNone() {
        WindowBench bench(*m_theme);
        QVERIFY(!statusItem(bench, "statusProcessor")->isVisible()); // after one look
        QTest::qWait(5);
        bench.window->machineLoad().look();
        const double share = *bench.window->machineLoad().processorShare();
        QCOMPARE(statusItem(bench, "statusProcessor")->text(), QStringLiteral("CPU %1 %").arg(std::lround(100 * share)));
        QVERIFY(statusItem(bench, "statusProcessor")->toolTip().contains(QStringLiteral("processor cores")));
        QVERIFY(!statusItem(bench, "statusCard")->isVisible());
    }

    void returnPressesTheButtonThatHasTheFocus() {
        WindowBench bench(*m_theme);
        QTRY_VERIFY(bench.window->homePage().trainButton()->hasFocus()); // the first thing that a start offers
        bench.press(Qt::Key_Return);
        QCOMPARE(bench.engine.submitted.size(), std::size_t(3));
        QCOMPARE(bench.window->page(), PageId::Live);
    }

    void everyPartOfTheStatusBarLeadsSomewhere() {
        WindowBench bench(*m_theme);
        bench.startSample(50);
        for (auto* item : bench.window->statusBar()->findChildren<QPushButton*>())
            QVERIFY2(item->focusPolicy() & Qt::TabFocus, qPrintable(item->objectName()));
        bench.window->showPage(PageId::Home);
        QTest::mouseClick(statusItem(bench, "statusJob"), Qt::LeftButton);
        QCOMPARE(bench.window->page(), PageId::Live);
        QVERIFY(statusItem(bench, "statusQueue")->isVisible());
        QTest::keyClick(statusItem(bench, "statusQueue"), Qt::Key_Space);
        QCOMPARE(bench.window->page(), PageId::Experiment);
    }

    void aFileThatCannotBeWrittenIsNotSaidToBeSaved() {
        WindowBench bench(*m_theme);
        bench.store.failureToReport = Error{ErrorCode::Store, "the disk is full", {}, {}};
        bench.session.poll(); // tells the window that something is wrong
        QTRY_COMPARE(statusItem(bench, "statusFile")->property("tone").toString(), QStringLiteral("err"));
        bench.store.failureToReport.reset();
        bench.session.poll();
        QTRY_COMPARE(statusItem(bench, "statusFile")->property("tone").toString(), QString());
    }

    void firstStartShowsTheStagesAndNoList() {
        WindowBench bench(*m_theme);
        auto& home = bench.window->homePage();
        QVERIFY(home.findChild<StageStrip*>());
        QVERIFY(home.trainButton()->isVisible());
    }

    void filesOpenedBeforeComeFirstAndTheSampleTakesOneRow() {
        WindowBench bench(*m_theme);
        const QString other = bench.folder.filePath(QStringLiteral("earlier.cpw"));
        std::ofstream(other.toStdString()) << "x";
        bench.settings.setValue(QStringLiteral("files/recent"), QStringList{other});
        bench.reopen();
        auto& home = bench.window->homePage();
        QVERIFY(!home.findChild<StageStrip*>());
        QPushButton* file = nullptr;
        for (auto* button : home.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("earlier.cpw"))
                file = button;
        QVERIFY(file);
        const auto topOf = [&](const QWidget* widget) { return widget->mapTo(&home, QPoint()).y(); };
        QTRY_VERIFY(topOf(file) < topOf(home.trainButton()));
        QVERIFY(file->mapTo(&home, QPoint()).x() < 80);
        QSignalSpy asked(bench.window.get(), &MainWindow::fileRequested);
        QTest::mouseClick(file, Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toString(), other);
        QTest::mouseClick(home.trainButton(), Qt::LeftButton);
        QCOMPARE(bench.window->page(), PageId::Live);
    }

    void aWrappedLineIsNeverCut() {
        QWidget holder;
        auto* layout = new QVBoxLayout(&holder);
        auto* label = new WrappedLabel("help", &holder);
        layout->addWidget(label);
        layout->addStretch(1);
        label->setFullText(QStringLiteral("A line of words that needs more than one line where there is little room for it."));
        for (const int width : {600, 200, 120}) {
            holder.resize(width, 40);
            holder.show();
            QTRY_VERIFY(label->height() >= label->heightForWidth(label->width()));
        }
        QVERIFY(label->height() > 3 * label->fontMetrics().height());
        label->setFullText({});
        QCOMPARE(label->minimumHeight(), 0);
        label->keepLines(2);
        QCOMPARE(label->minimumHeight(), 2 * label->fontMetrics().lineSpacing());
    }

    void nothingIsFixedWhereNoRowIsTooLong() { QVERIFY(lengthFixes(lengths(), {60, 128, true}).empty()); }

    void aMaximumIsRaisedAsFarAsTheModelHasPositions() {
        const auto enough = lengthFixes(lengths(), {30, 128, false});
        QCOMPARE(enough.size(), std::size_t(2));
        QCOMPARE(enough[0].kind, LengthFixKind::RaiseMaximum);
        QCOMPARE(enough[0].tokens, std::size_t(60));
        QVERIFY(enough[0].toolTip.contains(QStringLiteral("No row")));
        const auto short_ = lengthFixes(lengths(), {30, 50, false});
        QCOMPARE(short_[0].tokens, std::size_t(50));
        QVERIFY(short_[0].toolTip.contains(QStringLiteral("One row stays")));
    }

    void positionsAreOursOnlyInAModelFromScratch() {
        const auto scratch = lengthFixes(lengths(), {50, 50, true});
        QCOMPARE(scratch[0].kind, LengthFixKind::RaisePositions);
        QCOMPARE(scratch[0].tokens, std::size_t(60));
        const auto pretrained = lengthFixes(lengths(), {50, 50, false});
        QCOMPARE(pretrained.size(), std::size_t(1));
        QCOMPARE(pretrained[0].kind, LengthFixKind::LeaveOut);
    }

    void theFieldWithTheMostTokensCanLeaveButNotTheLastOne() {
        auto counted = lengths();
        QCOMPARE(lengthFixes(counted, {30, 30, false})[0].field, std::string("title"));
        counted.segments = {{"title", 12}};
        QVERIFY(lengthFixes(counted, {30, 30, false}).empty());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
