// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/known_runs.h"
#include "tests/support/scripted_inspector.h"
#include "tests/support/two_groups.h"
#include "ui/pages/experiment_page.h"
#include "ui/pages/runs/compare_view.h"
#include "ui/pages/runs/compared_curves.h"
#include "ui/pages/runs_page.h"
#include "ui/widgets/choice_button.h"
#include "ui/widgets/labels.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <thread>

using namespace cpw;
using namespace cpw::ui;
using tests::FakeEngine;
using tests::FakeStore;
using tests::kNan;
using tests::makeRun;

namespace {

compare::ValueColumn column(const char* key, std::vector<double> values) {
    return {key, std::move(values), {}};
}

std::shared_ptr<const LineData> lineOf(const std::vector<std::pair<std::int64_t, double>>& points, compare::RowCount rows = {}) {
    api::MetricSeries series{"m", {}};
    for (const auto& [step, value] : points)
        series.points.push_back({step, static_cast<double>(step) / 10, value, api::Clock::time_point(std::chrono::seconds(step)), 0});
    return std::make_shared<const LineData>(compare::meanCurve({&series}), std::move(rows));
}

struct Bench : tests::TwoGroups {
    explicit Bench(Theme& shared) : TwoGroups(shared, [](FakeStore::Run& run, bool isSmall, double seed) {
        run.summary.results["test/auc"] = (isSmall ? .7 : .6) + .01 * seed;
        run.metrics["valid/auc"] = {"valid/auc", {{10, 1, .5, {}, 0}, {20, 2, .6, {}, 0}}};
    }) {}
    RunsPage& page() { return window->runsPage(); }
    void wait() { QTRY_COMPARE(page().tree().rowCount(), 2); }
};

} // namespace

class RunsChartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void aLineIsMeasuredInEveryUnit();
    void epochsGoOnFromStageToStage();
    void rowsComeFromTheHistoryOfTheRun();
    void aSparkKeepsTheExtremes();
    void aLongCurveIsDrawnByItsExtremes();
    void oneOfManyChoicesCanStandAlone();
    void aBoxChoosesTheRunsInside();
    void pointsWithoutAValueAreLeftOutAndCounted();
    void aBrushChoosesTheRunsThatPass();
    void scoresAreAskedForOnceAndOnlyWhenWanted();
    void scoringTellsItsRowsAndStopsInsideARun();
    void nothingToPairPaintsNoScale();
    void colorAndHidingAreKeptInTheFile();
    void duplicateMakesTheDraft();
    void aChartChoosesRowsOfTheTable();
    void whatAFilterHidesIsStillChosenAfterwards();
    void theSidebarNamesAChosenRunBeforeAnyPageReadsIt();
    void namesTakeTheRoomThatOthersLeave();
    void everyChartOfThePageCanBeWritten();
    void theTableHasTheNumbersOfTheChart();
    void theDataSetIsFoundByTheNameOnTheScreen();
    void aLineWithoutEpochsHasNoPlaceOnTheirAxis();

private:
    std::unique_ptr<Theme> m_theme;
};

void RunsChartsTest::aLineIsMeasuredInEveryUnit() {
    const auto line = lineOf({{10, 1}, {20, 2}, {40, 4}}, compare::RowCount({{1, 64}}));
    QCOMPARE(line->x(1, CompareAxis::Step), 20.0);
    QCOMPARE(line->x(1, CompareAxis::Epoch), 2.0);
    QCOMPARE(line->x(1, CompareAxis::Rows), 1280.0);
    QCOMPARE(line->x(1, CompareAxis::Time), 10.0); // since the first point
    QCOMPARE(line->x(1, CompareAxis::Relative), 0.5);
    QCOMPARE(*line->near(28, CompareAxis::Step), std::size_t{1});
    QCOMPARE(*line->near(31, CompareAxis::Step), std::size_t{2});
    QCOMPARE(*line->at(39), std::size_t{1});
    QVERIFY(!line->at(9));
}

void RunsChartsTest::epochsGoOnFromStageToStage() {
    api::MetricSeries series{"m", {{10, 1, 5, {}, 0}, {20, 2, 4, {}, 0}, {30, .5, 3, {}, 1}, {40, 1, 2, {}, 1}}};
    QCOMPARE(compare::meanCurve({&series}).epochs, (std::vector<double>{1, 2, 2.5, 3}));
    QCOMPARE(compare::meanCurve({&series, &series}).epochs, (std::vector<double>{1, 2, 2.5, 3}));
}

void RunsChartsTest::rowsComeFromTheHistoryOfTheRun() {
    const auto spec = FakeEngine::makeSpec("two", {spec::StageKind::PaMlm, spec::StageKind::FinetuneCtr}); // batches 64 and 256
    const auto told = [](int stage, std::int64_t step) {
        return api::StoredEvent{step, {}, "stage_started", fmt::format("Stage {}, a stage: started, 100 steps planned.", stage), api::LogLevel::Info};
    };
    // Stage 2 begins at step 101 and is told again by a resume.
    const auto rows = rowCount(spec, {told(1, 1), {50, {}, "log", "Stage 9, is not one", {}}, told(2, 101), told(2, 150)});
    QCOMPARE(rows.after(100), 6400.0);
    QCOMPARE(rows.after(110), 6400.0 + 2560.0);
    const auto reused = rowCount(spec, {told(1, 1), told(2, 1)}); // the first was taken from an earlier run
    QCOMPARE(reused.after(10), 2560.0);
}

void RunsChartsTest::aSparkKeepsTheExtremes() {
    FakeStore store;
    const auto run = *store.createRun(FakeEngine::makeSpec("a", {spec::StageKind::FinetuneCtr}));
    store.edit(run, [](FakeStore::Run& entry) {
        api::MetricSeries series{"valid/auc", {}};
        for (int i = 0; i < 1000; ++i)
            series.points.push_back({i, 0, i == 500 ? 9.0 : i == 501 ? -9.0 : i * .001, {}, 0});
        entry.metrics["valid/auc"] = series;
    });
    const auto spark = readSpark(store, run, "valid/auc", 64);
    QVERIFY(spark.size() <= 64 && spark.size() >= 32);
    const auto high = std::find(spark.begin(), spark.end(), 9.0F), low = std::find(spark.begin(), spark.end(), -9.0F);
    QVERIFY(high != spark.end() && low != spark.end() && high < low); // in their order
    QVERIFY(readSpark(store, run, "no/such", 64).empty());
}

void RunsChartsTest::aLongCurveIsDrawnByItsExtremes() {
    std::vector<std::pair<std::int64_t, double>> points;
    for (int i = 0; i < 200'000; ++i)
        points.emplace_back(i, i == 123'456 ? 50 : std::sin(i * .001));
    CompareChart chart(*m_theme, ValueStyle::Loss);
    chart.resize(600, 300);
    chart.show();
    chart.setLines({{QStringLiteral("a"), {}, false, lineOf(points)}});
    QCOMPARE(chart.canvas().graphCount(), 1);
    QVERIFY(chart.canvas().graph(0)->dataCount() <= 2 * 600 + 3);
    QVERIFY(chart.canvas().yAxis->range().upper > 50); // the single peak is not lost
    chart.setXRange(1000, 1100);
    QVERIFY(chart.canvas().graph(0)->dataCount() >= 100 && chart.canvas().graph(0)->dataCount() <= 104); // each point of the stretch
    chart.setStepCursor(123'456);
    QVERIFY(chart.valueBox().contains(QStringLiteral("50.0000")));
}

void RunsChartsTest::oneOfManyChoicesCanStandAlone() {
    ChoiceButton button(*m_theme, ChoiceButton::Mode::Many, QStringLiteral("Group by"));
    button.setChoices({{QStringLiteral("all"), "", true}, {QStringLiteral("a"), "a"}, {QStringLiteral("b"), "b"}});
    QSignalSpy picked(&button, &ChoiceButton::picked);
    QCOMPARE(button.chosen(), std::vector<std::string>{""});
    button.pick("a");
    button.pick("b");
    QCOMPARE(button.chosen(), (std::vector<std::string>{"a", "b"}));
    button.pick("a");
    QCOMPARE(button.chosen(), std::vector<std::string>{"b"});
    button.pick("");
    QCOMPARE(button.chosen(), std::vector<std::string>{""});
    button.pick("no such");
    QCOMPARE(picked.size(), 4);
    button.pick("b");
    button.setChoices({{QStringLiteral("all"), "", true}, {QStringLiteral("a"), "a"}}); // b is gone
    QCOMPARE(button.chosen(), std::vector<std::string>{""});
}

void RunsChartsTest::aBoxChoosesTheRunsInside() {
    RunScatter view(*m_theme);
    view.resize(500, 400);
    view.show();
    view.setContent({{makeRun(1), makeRun(2), makeRun(3)}, column("seconds", {0, 5, 10}), column("auc", {0, 5, 10}), std::nullopt});
    std::vector<api::RunId> picked;
    connect(&view, &RunScatter::runsPicked, this, [&](const std::vector<api::RunId>& runs) { picked = runs; });
    const auto at = [&](std::size_t run) { return view.placeOf(run)->toPoint(); };
    QVERIFY(at(0).x() < at(1).x() && at(0).y() > at(1).y()); // greater values are on the right and above
    QTest::mousePress(&view, Qt::LeftButton, {}, at(0) + QPoint(-10, 10));
    QTest::mouseMove(&view, at(1));
    QTest::mouseRelease(&view, Qt::LeftButton, {}, at(1) + QPoint(10, -10));
    QCOMPARE(picked, (std::vector<api::RunId>{{1}, {2}}));
    QTest::mouseClick(&view, Qt::LeftButton, {}, at(2) + QPoint(3, 3));
    QCOMPARE(picked, std::vector<api::RunId>{{3}});
}

void RunsChartsTest::pointsWithoutAValueAreLeftOutAndCounted() {
    RunScatter view(*m_theme);
    view.setContent({{makeRun(1), makeRun(2), makeRun(3)}, column("seconds", {1, kNan, 3}), column("auc", {.5, .6, kNan}), std::nullopt});
    QCOMPARE(view.leftOut(), std::size_t{2});
    QVERIFY(view.placeOf(0) && !view.placeOf(1) && !view.placeOf(2));
    QCOMPARE(view.csv(false), QStringLiteral("run,name,\"seconds\",\"auc\"\nr-0001,\"run\",1,0.5\nr-0002,\"run\",,0.59999999999999998\nr-0003,\"run\",3,\n"));
}

void RunsChartsTest::aBrushChoosesTheRunsThatPass() {
    ParallelView view(*m_theme);
    view.resize(500, 300);
    view.show();
    view.setContent({makeRun(1), makeRun(2), makeRun(3)}, {column("a", {0, 5, 10}), column("b", {1, kNan, 0})});
    QSignalSpy picks(&view, &ParallelView::runsPicked);
    std::vector<api::RunId> picked;
    connect(&view, &ParallelView::runsPicked, this, [&](const std::vector<api::RunId>& runs) { picked = runs; });
    const QPoint low(static_cast<int>(view.xOf(0)), static_cast<int>(view.yOf(0, -0.3))), high(low.x(), static_cast<int>(view.yOf(0, 6)));
    QTest::mousePress(&view, Qt::LeftButton, {}, low);
    QTest::mouseMove(&view, high);
    QTest::mouseRelease(&view, Qt::LeftButton, {}, high);
    QCOMPARE(picked, (std::vector<api::RunId>{{1}, {2}}));
    view.setBrush(1, compare::ValueColumn::Range{-1, 2});
    QCOMPARE(picked, std::vector<api::RunId>{{1}}); // run 2 has no b
    QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(low.x(), low.y() - 5)); // a click lifts the first brush
    QCOMPARE(picked, (std::vector<api::RunId>{{1}, {3}}));
    QCOMPARE(view.csv(true), QStringLiteral("run,name,\"a\",\"b\"\nr-0001,\"run\",0,1\nr-0003,\"run\",10,0\n"));
}

void RunsChartsTest::scoresAreAskedForOnceAndOnlyWhenWanted() {
    tests::ScriptedInspector inspector;
    api::ScoreCurves curves;
    curves.auc = .75;
    curves.averagePrecision = .5;
    curves.roc = {{0, 0}, {.25, .75}, {1, 1}};
    inspector.known[{1}] = curves;
    InspectSession session(inspector);
    ScorePanel panel(*m_theme, &session);
    const std::vector<ComparedGroup> groups = {{"a", QStringLiteral("with"), {}, {makeRun(1)}, nullptr, {}, false},
                                               {"b", QStringLiteral("without"), {1, 0}, {makeRun(2)}, nullptr, {}, false}};
    panel.show(groups, {});
    QCOMPARE(inspector.asked.load(), 0);
    QVERIFY(panel.chart().lines().empty());
    QTest::mouseClick(&panel.scoreButton(), Qt::LeftButton);
    QTRY_COMPARE(inspector.asked.load(), 2);
    QTRY_COMPARE(panel.chart().lines().size(), std::size_t{1}); // the other has no checkpoint
    QCOMPARE(panel.chart().summary(), QStringLiteral("with, r-0001: AUC 0.75000"));
    QCOMPARE(panel.chart().csv(false), QStringLiteral("run,x,y\n\"with, r-0001\",0,0\n\"with, r-0001\",0.25,0.75\n\"with, r-0001\",1,1\n"));
    QCOMPARE(panel.table().rows.size(), std::size_t{3});
    panel.show({groups[0]}, {});
    panel.score();
    QTest::qWait(20);
    QCOMPARE(inspector.asked.load(), 2); // known already
}

void RunsChartsTest::scoringTellsItsRowsAndStopsInsideARun() {
    tests::ScriptedInspector inspector;
    for (const std::int64_t run : {1, 2}) {
        inspector.known[{run}].auc = .75;
        inspector.known[{run}].roc = {{0, 0}, {1, 1}};
    }
    std::atomic<bool> isHeld{true};
    inspector.scoring = [&](const api::ScoringProgress& onScored, const std::stop_token& stop) {
        onScored(100, 400);
        while (isHeld && !stop.stop_requested())
            std::this_thread::yield();
    };
    InspectSession session(inspector);
    ScorePanel panel(*m_theme, &session);
    const std::vector<ComparedGroup> groups = {{"a", QStringLiteral("with"), {}, {makeRun(1)}, nullptr, {}, false},
                                               {"b", QStringLiteral("without"), {1, 0}, {makeRun(2)}, nullptr, {}, false}};
    panel.show(groups, {});
    QTest::mouseClick(&panel.scoreButton(), Qt::LeftButton);
    QTRY_COMPARE(panel.facts(), QStringLiteral("Scoring run 1 of 2: 100 of 400 rows"));
    panel.show({groups[1], groups[0]}, {}); // still wanted: it goes on
    QCOMPARE(panel.scoreButton().text(), QStringLiteral("Stop"));
    QTest::mouseClick(&panel.scoreButton(), Qt::LeftButton);
    QCOMPARE(panel.facts(), QStringLiteral("Stopped in run 1 of 2, at 100 of 400 rows"));
    QCOMPARE(inspector.asked.load(), 1);
    QCOMPARE(panel.scoreButton().text(), QStringLiteral("Go on"));
    isHeld = false;
    QTest::mouseClick(&panel.scoreButton(), Qt::LeftButton);
    QTRY_COMPARE(panel.chart().lines().size(), std::size_t{2});
    QTRY_COMPARE(panel.facts(), QStringLiteral("Best checkpoint of each run, test rows"));
    QCOMPARE(panel.scoreButton().text(), QStringLiteral("Score the test rows"));
    QVERIFY(!panel.scoreButton().isEnabled()); // all are known
    isHeld = true;
    inspector.known[{3}] = inspector.known[{1}];
    panel.show({{"c", QStringLiteral("third"), {}, {makeRun(3)}, nullptr, {}, false}}, {});
    panel.score();
    QTRY_VERIFY(panel.facts().startsWith(QStringLiteral("Scoring run 1 of 1")));
    panel.show(groups, {}); // not wanted any more: stopped
    QCOMPARE(panel.facts(), QStringLiteral("Best checkpoint of each run, test rows"));
}

void RunsChartsTest::nothingToPairPaintsNoScale() {
    PairedView view(*m_theme);
    view.resize(420, 80);
    // Zero of the scale stands between names and dots, at 112; without a scale the ground is seen there.
    const auto scalePixels = [&] {
        const QImage image = view.grab().toImage().scaled(view.size());
        int count = 0;
        for (int y = 1; y < 20; ++y)
            for (int x = 111; x <= 112; ++x)
                count += image.pixelColor(x, y) == image.pixelColor(200, 2) ? 0 : 1;
        return count;
    };
    view.setRows({{QStringLiteral("alone"), {}, {}}});
    QCOMPARE(scalePixels(), 0);
    QCOMPARE(view.summary(), QStringLiteral("alone: no seed in common with the baseline"));
    view.setRows({{QStringLiteral("pair"), {}, {{{1}, 1, .5}}}});
    QVERIFY(scalePixels() > 0);
    QCOMPARE(view.csv(false), QStringLiteral("group,run,seed,difference\n\"pair\",r-0001,1,0.5\n"));
}

/// The column of differences is there with a baseline only; names have its place before, and the user's width once they were
/// dragged.
void RunsChartsTest::namesTakeTheRoomThatOthersLeave() {
    Bench bench(*m_theme);
    bench.wait();
    auto& table = bench.page().table();
    const auto press = [&] {
        for (QAction* action : table.actions())
            if (action->shortcut() == QKeySequence(Qt::Key_B))
                action->trigger();
    };
    const auto widthOfAll = [&] {
        int width = 0;
        for (int column = 0; column < RunTreeModel::ColumnCount; ++column)
            width += table.columnWidth(column); // 0 where it is hidden
        return width;
    };
    bench.window->resize(1500, 900);
    bench.window->show();
    QVERIFY(QTest::qWaitForWindowExposed(bench.window.get()));
    QVERIFY(table.isColumnHidden(RunTreeModel::Difference));
    const int before = table.columnWidth(RunTreeModel::Name) + table.columnWidth(RunTreeModel::Settings);
    QCOMPARE(widthOfAll(), table.viewport()->width());
    bench.page().chooseRuns(bench.page().tree().runsOf(bench.page().tree().index(0, 0)));
    press();
    QVERIFY(!table.isColumnHidden(RunTreeModel::Difference));
    QVERIFY(table.columnWidth(RunTreeModel::Name) + table.columnWidth(RunTreeModel::Settings) < before);
    QCOMPARE(widthOfAll(), table.viewport()->width());
    table.setColumnWidth(RunTreeModel::Name, 131);
    press(); // no baseline any more
    QVERIFY(table.isColumnHidden(RunTreeModel::Difference));
    QCOMPARE(table.columnWidth(RunTreeModel::Name), 131);
}

void RunsChartsTest::colorAndHidingAreKeptInTheFile() {
    Bench bench(*m_theme);
    bench.wait();
    auto& page = bench.page();
    page.table().sortByColumn(RunTreeModel::Name, Qt::AscendingOrder);
    const QModelIndex large = page.tree().index(0, 0);
    const auto first = page.tree().firstRunOf(large);
    page.chooseRuns(page.tree().runsOf(large));
    QCOMPARE(page.tree().index(0, 0).data(RunTreeModel::IsPlottedRole).toBool(), true);
    Q_EMIT page.table().circleClicked(page.tree().index(0, 0));
    QCOMPARE(page.tree().index(0, 0).data(RunTreeModel::IsPlottedRole).toBool(), false);
    QTRY_VERIFY(bench.store.run(first)->isHidden);
    page.colorSelected(4);
    QTRY_COMPARE(bench.store.run(first)->color, 4);
    QCOMPARE(page.tree().index(0, 0).data(RunTreeModel::LookRole).value<RunLook>(), (RunLook{4, 0}));
    bench.reopen(); // another window of the same file
    bench.window->showPage(PageId::Runs);
    bench.wait();
    auto& again = bench.page();
    again.table().sortByColumn(RunTreeModel::Name, Qt::AscendingOrder);
    QCOMPARE(again.tree().index(0, 0).data(RunTreeModel::LookRole).value<RunLook>(), (RunLook{4, 0}));
    again.chooseRuns(again.tree().runsOf(again.tree().index(0, 0)));
    QCOMPARE(again.tree().index(0, 0).data(RunTreeModel::IsPlottedRole).toBool(), false); // still hidden
}

void RunsChartsTest::duplicateMakesTheDraft() {
    Bench bench(*m_theme);
    bench.wait();
    auto& page = bench.page();
    page.chooseRuns({{5}}); // large, seed 2
    page.table().setFocus();
    QTest::keyClick(&page.table(), Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(bench.window->page(), PageId::Experiment);
    QCOMPARE(bench.sessions.draft.spec().stages[0].batch, 256);
    QCOMPARE(bench.sessions.draft.spec().name, std::string("large"));
}

void RunsChartsTest::aChartChoosesRowsOfTheTable() {
    Bench bench(*m_theme);
    bench.wait();
    auto& page = bench.page();
    page.compareView().setView(CompareView::Scatter);
    QCOMPARE(page.compareView().scatter().view().content().runs.size(), std::size_t{6});
    Q_EMIT page.compareView().scatter().view().runsPicked({{1}, {2}, {3}});
    QCOMPARE(bench.window->selection().runs(), (std::vector<api::RunId>{{1}, {2}, {3}}));
    QCOMPARE(page.table().selectionModel()->selectedRows().size(), 1); // the whole group
    Q_EMIT page.compareView().scatter().view().runsPicked({{1}, {4}});
    QCOMPARE(bench.window->selection().runs(), (std::vector<api::RunId>{{1}, {4}}));
    page.filter().setText(QStringLiteral("auc > 0.65"));
    QCOMPARE(page.compareView().scatter().view().content().runs.size(), std::size_t{3});
}

void RunsChartsTest::whatAFilterHidesIsStillChosenAfterwards() {
    Bench bench(*m_theme);
    bench.wait();
    auto& page = bench.page();
    page.chooseRuns({{1}, {2}, {3}});
    page.filter().setText(QStringLiteral("large"));
    QVERIFY(bench.window->selection().runs().empty());
    page.filter().clear();
    QCOMPARE(bench.window->selection().runs(), (std::vector<api::RunId>{{1}, {2}, {3}}));
}

void RunsChartsTest::theSidebarNamesAChosenRunBeforeAnyPageReadsIt() {
    Bench bench(*m_theme);
    bench.wait();
    const auto says = [&](const QString& words) {
        const auto labels = bench.window->findChildren<ElidedLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const ElidedLabel* label) { return label->fullText() == words; });
    };
    bench.page().chooseRuns({{5}}); // large, seed 2
    QTRY_VERIFY(says(QStringLiteral("r-0005 seed 2")));
    QVERIFY(!bench.session.knownFeed({5}));
    bench.window->selection().setStepCursor(20);
    QTRY_VERIFY(says(QStringLiteral("20")));
}

void RunsChartsTest::everyChartOfThePageCanBeWritten() {
    Bench bench(*m_theme);
    bench.wait();
    auto& page = bench.page();
    page.table().selectAll();
    QTRY_COMPARE(page.compareView().charts()[0]->lines().size(), std::size_t{2});
    QTemporaryDir folder;
    const FigureForm form{80, 50, 8, QStringLiteral("Caption"), true};
    int written = 0;
    for (const auto view : {CompareView::Curves, CompareView::Scatter, CompareView::Parallel, CompareView::Scores}) {
        page.compareView().setView(view);
        for (auto* figure : page.compareView().figures())
            for (const auto format : {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf, ExportFormat::Pgfplots}) {
                const QString path = folder.filePath(QString::number(++written) + QLatin1Char('.') + endingOf(format));
                QVERIFY(figure->exportFigure(path, format, form));
                QVERIFY(QFileInfo(path).size() > 500);
                QVERIFY(!figure->exportFigure(folder.filePath(QStringLiteral("no/such.") + endingOf(format)), format, form));
            }
    }
    QCOMPARE(written, (3 + 2 + 2 + 2) * 4); // two curves, each other chart, and the paired differences every time
}

void RunsChartsTest::theTableHasTheNumbersOfTheChart() {
    Bench bench(*m_theme);
    bench.wait();
    auto& page = bench.page();
    page.table().sortByColumn(RunTreeModel::Name, Qt::AscendingOrder);
    page.table().selectAll();
    QTRY_COMPARE(page.compareView().charts()[0]->lines().size(), std::size_t{2});
    page.compareView().setTableShown(true);
    auto& table = page.compareView().tableModel();
    QCOMPARE(table.rowCount(), 4); // two groups, two steps; there is no log loss
    QCOMPARE(table.index(1, 2).data().toString(), QStringLiteral("20"));
    QCOMPARE(table.index(1, 4).data().toString(), QStringLiteral("0.60000"));
    page.compareView().setView(CompareView::Scatter);
    QCOMPARE(table.rowCount(), 6);
}

void RunsChartsTest::theDataSetIsFoundByTheNameOnTheScreen() {
    Bench bench(*m_theme);
    for (const std::int64_t run : {1, 2, 3})
        bench.store.edit({run}, [](FakeStore::Run& entry) { entry.summary.dataset = "sample"; });
    for (const std::int64_t run : {4, 5, 6})
        bench.store.edit({run}, [](FakeStore::Run& entry) { entry.summary.dataset = "movielens_1m"; });
    bench.session.requestRuns();
    auto& page = bench.page();
    QTRY_VERIFY(page.model().rowCount() == 6 && page.model().runAt(0).dataset == "sample");
    for (const char* filter : {"data = Bookshop", "data = sample", "bookshop"}) {
        page.filter().setText(QString::fromLatin1(filter));
        QCOMPARE(page.tree().shownRuns(), 3);
    }
}

void RunsChartsTest::aLineWithoutEpochsHasNoPlaceOnTheirAxis() {
    Bench bench(*m_theme);
    for (const std::int64_t run : {4, 5, 6}) // of a program that counts none
        bench.store.edit({run}, [](FakeStore::Run& entry) { entry.metrics["valid/auc"] = {"valid/auc", {{10, 0, .5, {}, 0}, {20, 0, .6, {}, 0}}}; });
    bench.wait();
    auto& view = bench.page().compareView();
    bench.page().table().sortByColumn(RunTreeModel::Name, Qt::AscendingOrder);
    bench.page().table().selectAll();
    QTRY_COMPARE(view.charts()[0]->lines().size(), std::size_t{2});
    view.setTableShown(true);
    QCOMPARE(view.tableModel().index(0, 3).data().toString(), QString()); // "large", first by name
    QCOMPARE(view.tableModel().index(2, 3).data().toString(), QStringLiteral("1.00"));
    view.curves().setXAxis(CompareAxis::Epoch);
    QTRY_COMPARE(view.charts()[0]->lines().size(), std::size_t{1});
    QCOMPARE(view.charts()[0]->lines().front().data->x(1, CompareAxis::Epoch), 2.0);
    QVERIFY(view.curves().facts().contains(QStringLiteral("1 lines without epochs left out")));
    view.curves().setXAxis(CompareAxis::Step);
    QTRY_COMPARE(view.charts()[0]->lines().size(), std::size_t{2});
    QVERIFY(!view.curves().facts().contains(QStringLiteral("left out")));
}

QTEST_MAIN(RunsChartsTest)
#include "tst_runs_charts.moc"
