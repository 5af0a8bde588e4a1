// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_engine.h"
#include "ui/models/log_model.h"
#include "ui/models/navigation_model.h"
#include "ui/models/run_cells.h"
#include "ui/models/runs_model.h"
#include "ui/session/selection.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include <cmath>

using namespace cpw;
using namespace cpw::ui;
using tests::FakeEngine;

namespace {

/// The table as text, one line a row, cells separated by " | ".
QString drawn(const QAbstractItemModel& model, const std::vector<int>& columns) {
    QString text = QStringLiteral("\n");
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (const int column : columns)
            cells << model.index(row, column).data().toString();
        text += cells.join(QStringLiteral(" | ")) + QLatin1Char('\n');
    }
    return text;
}

QString cells(const RunsModel& model, const std::vector<int>& columns) {
    QString text = QStringLiteral("\n");
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList line;
        for (const int column : columns)
            line << runCell(model.runAt(row), column);
        text += line.join(QStringLiteral(" | ")) + QLatin1Char('\n');
    }
    return text;
}

api::RunSummary summary(std::int64_t id, const std::string& name, api::RunState state) {
    api::RunSummary run;
    run.id = {id};
    run.name = name;
    run.state = state;
    run.dataset = "Bookshop";
    run.backbone = "dcn_v2";
    run.stages = "pa_mlm, finetune_with_plm";
    run.seed = 3;
    return run;
}

RunFeed feedWith(const std::vector<std::pair<LogKind, QString>>& lines) {
    RunFeed feed({1}, FakeEngine::makeSpec("a", {spec::StageKind::FinetuneCtr}), {});
    for (const auto& [kind, text] : lines) {
        api::LogLine line;
        line.level = kind == LogKind::Warning ? api::LogLevel::Warning
                     : kind == LogKind::Error ? api::LogLevel::Error
                                              : api::LogLevel::Info;
        line.text = text.toStdString();
        feed.apply({{1}, api::Clock::time_point(std::chrono::seconds(0)), line});
    }
    return feed;
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsAreDrawnInOrderOfTheirNumbers();
    void emptyCellsAreEmptyNotZero();
    void aChangedRunIsToldWithTheNextUpdate();
    void newRunIsInsertedAtItsPlace();
    void deletedRunsLeave();
    void orderIsOfNumbersNotOfTheirText();
    void plainWordsAreOfEverythingThatARowSays();
    void colorsAreSevenLooksThreeTimes();
    void editedNoteSurvivesAWaitingUpdate();
    void logIsNewestFirst();
    void logGrowsByInsertions();
    void logFilterKeepsKindsAndText();
    void logFilterKeepsTheSelectedSteps();
    void rangeOfStepsHasTwoEnds();
    void badgeChangesOneRow();
};

void ModelsTest::runsAreDrawnInOrderOfTheirNumbers() {
    auto finished = summary(2, "with PLM", api::RunState::Finished);
    finished.results = {{"test/auc", 0.7453912}, {"test/log_loss", 0.593}};
    finished.step = 12345;
    finished.seconds = 65;
    finished.note = "keep";
    RunsModel model;
    model.setRuns(knownRuns({finished, summary(1, "alone", api::RunState::Failed)}));
    QCOMPARE(cells(model, {RunColumns::Name, RunColumns::State, RunColumns::Backbone, RunColumns::Stages, RunColumns::Seed, RunColumns::TestAuc,
                           RunColumns::LogLoss, RunColumns::Steps, RunColumns::Time, RunColumns::Note}),
             QStringLiteral(R"(
r-0001 | failed | DCNv2 | PA-MLM, with PLM | 3 |  |  |  |  | 
r-0002 | finished | DCNv2 | PA-MLM, with PLM | 3 | 0.74539 | 0.5930 | 12,345 | 1 min 05 s | keep
)"));
}

void ModelsTest::emptyCellsAreEmptyNotZero() {
    RunsModel model;
    model.setRuns(knownRuns({summary(1, "a", api::RunState::Waiting)}));
    QCOMPARE(cells(model, {RunColumns::TestAuc, RunColumns::LogLoss, RunColumns::Steps, RunColumns::Time}), QStringLiteral("\n |  |  | \n"));
}

void ModelsTest::aChangedRunIsToldWithTheNextUpdate() {
    RunsModel model;
    model.setRuns(knownRuns({summary(1, "a", api::RunState::Running), summary(2, "b", api::RunState::Waiting)}));
    const RunList before = model.runs();
    QSignalSpy changed(&model, &RunsModel::changed);
    auto later = summary(1, "a", api::RunState::Running);
    later.step = 40;
    model.putRun(later);
    later.step = 50;
    model.putRun(later);
    QCOMPARE(changed.size(), 0); // not before the next update
    model.applyUpdates();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first()[0].toInt(), 0);
    QCOMPARE(model.runAt(0).step, std::int64_t{50});
    QCOMPARE(before[0]->summary.step, std::int64_t{0}); // who holds the old list sees the old run
}

void ModelsTest::newRunIsInsertedAtItsPlace() {
    RunsModel model;
    model.setRuns(knownRuns({summary(1, "a", api::RunState::Finished), summary(5, "e", api::RunState::Finished)}));
    model.putRun(summary(3, "c", api::RunState::Waiting));
    QCOMPARE(cells(model, {RunColumns::Name}), QStringLiteral("\nr-0001\nr-0003\nr-0005\n"));
    QCOMPARE(model.rowOf({5}), 2);
    QCOMPARE(model.rowOf({4}), -1);
}

void ModelsTest::deletedRunsLeave() {
    RunsModel model;
    model.setRuns(knownRuns({summary(1, "a", api::RunState::Finished), summary(2, "b", api::RunState::Finished),
                             summary(3, "c", api::RunState::Finished)}));
    model.removeRuns({{1}, {3}, {99}});
    QCOMPARE(cells(model, {RunColumns::Name}), QStringLiteral("\nr-0002\n"));
}

void ModelsTest::orderIsOfNumbersNotOfTheirText() {
    auto slow = summary(1, "slow", api::RunState::Finished);
    slow.seconds = 100;
    slow.step = 9;
    auto quick = summary(2, "quick", api::RunState::Finished);
    quick.seconds = 9;
    quick.step = 100;
    QVERIFY(runSortKey(quick, RunColumns::Time).number < runSortKey(slow, RunColumns::Time).number);
    QVERIFY(runSortKey(slow, RunColumns::Steps).number < runSortKey(quick, RunColumns::Steps).number);
    QVERIFY(std::isnan(runSortKey(slow, RunColumns::TestAuc).number)); // missing
    QCOMPARE(runSortKey(slow, RunColumns::Backbone).text, QStringLiteral("dcnv2"));
}

void ModelsTest::plainWordsAreOfEverythingThatARowSays() {
    auto run = summary(7, "Night Run", api::RunState::Failed);
    run.dataset = "sample";
    run.note = "Größer";
    run.tags = {"Paper"};
    run.results = {{"test/auc", 0.71234}};
    const auto words = knownRun(run)->words;
    for (const char* word : {"r-0007", "night run", "failed", "sample", "bookshop", "dcnv2", "dcn_v2", "with plm", "größer", "paper", "0.71234"})
        QVERIFY2(words.find(word) != std::string::npos, word);
    QCOMPARE(knownRuns({run}).front()->words, words);
}

void ModelsTest::colorsAreSevenLooksThreeTimes() {
    QCOMPARE(runLook(0), (RunLook{0, 0}));
    QCOMPARE(runLook(6), (RunLook{7, 0})); // the seventh of the palette is the baseline's
    QCOMPARE(runLook(7), (RunLook{0, 1}));
    QCOMPARE(runLook(20), (RunLook{7, 2}));
    QCOMPARE(runLook(-1), (RunLook{0, 0}));
}

void ModelsTest::editedNoteSurvivesAWaitingUpdate() {
    RunsModel model;
    QSignalSpy edited(&model, &RunsModel::noteEdited);
    model.setRuns(knownRuns({summary(1, "a", api::RunState::Running)}));
    auto later = summary(1, "a", api::RunState::Running);
    later.step = 40;
    model.putRun(later);
    model.setNote(0, QStringLiteral(" mine "));
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited.first()[1].toString(), QStringLiteral("mine"));
    model.applyUpdates();
    QCOMPARE(model.runAt(0).step, std::int64_t{40});
    QCOMPARE(model.runAt(0).note, std::string("mine"));
}

void ModelsTest::logIsNewestFirst() {
    const RunFeed feed = feedWith({{LogKind::Note, "one"}, {LogKind::Note, "two"}});
    LogModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.follow(&feed);
    QCOMPARE(drawn(model, {0}), QStringLiteral("\ntwo\none\n"));
}

void ModelsTest::logGrowsByInsertions() {
    RunFeed feed = feedWith({{LogKind::Note, "one"}});
    LogModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.follow(&feed);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    feed.apply({{1}, {}, api::LogLine{api::LogLevel::Info, 0, "two"}});
    feed.apply({{1}, {}, api::LogLine{api::LogLevel::Info, 0, "three"}});
    model.follow(&feed);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(drawn(model, {0}), QStringLiteral("\nthree\ntwo\none\n"));
    model.follow(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void ModelsTest::logFilterKeepsKindsAndText() {
    const RunFeed feed =
        feedWith({{LogKind::Note, "Reading rows"}, {LogKind::Warning, "Rows are few"}, {LogKind::Error, "Broken"}});
    LogModel model;
    model.follow(&feed);
    LogFilterModel filter;
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    filter.setKind(LogFilter::Warnings);
    QCOMPARE(drawn(filter, {0}), QStringLiteral("\nBroken\nRows are few\n"));
    filter.setText(QStringLiteral("rOWs"));
    QCOMPARE(drawn(filter, {0}), QStringLiteral("\nRows are few\n"));
    filter.setKind(LogFilter::All);
    QCOMPARE(drawn(filter, {0}), QStringLiteral("\nRows are few\nReading rows\n"));
    filter.setKind(LogFilter::Events);
    QCOMPARE(filter.rowCount(), 0);
}

void ModelsTest::logFilterKeepsTheSelectedSteps() {
    RunFeed feed({1}, FakeEngine::makeSpec("a", {spec::StageKind::FinetuneCtr}), {});
    for (const int step : {4, 5, 7, 9})
        feed.apply({{1}, {}, api::LogLine{api::LogLevel::Info, step, "at " + std::to_string(step)}});
    LogModel model;
    model.follow(&feed);
    LogFilterModel filter;
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    filter.setSteps(StepRange{5, 7});
    QCOMPARE(drawn(filter, {0}), QStringLiteral("\nat 7\nat 5\n"));
    filter.setSteps(std::nullopt);
    QCOMPARE(filter.rowCount(), 4);
}

void ModelsTest::rangeOfStepsHasTwoEnds() {
    Selection selection;
    selection.setRangeStart(30);
    QCOMPARE(selection.stepRange(), std::optional(StepRange{30, 30}));
    selection.setRangeEnd(50);
    QCOMPARE(selection.stepRange(), std::optional(StepRange{30, 50}));
    selection.setRangeStart(60); // beyond the end: the end goes along
    QCOMPARE(selection.stepRange(), std::optional(StepRange{60, 60}));
    selection.setRangeEnd(40);
    QCOMPARE(selection.stepRange(), std::optional(StepRange{40, 40}));
    selection.setStepRange(StepRange{9, 2});
    QCOMPARE(selection.stepRange(), std::optional(StepRange{2, 9}));
    QSignalSpy told(&selection, &Selection::stepRangeChanged);
    selection.chooseRun({7}); // steps of another run
    QVERIFY(!selection.stepRange());
    QTRY_COMPARE(told.size(), 1);
}

void ModelsTest::badgeChangesOneRow() {
    NavigationModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setItems(
        {{"home", "home", "Home", {}, {}, Tone::Accent, false}, {"live", "live", "Live", {}, {}, Tone::Accent, false}});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setBadge(QStringLiteral("live"), QStringLiteral("57 %"), Tone::Accent);
    model.setBadge(QStringLiteral("live"), QStringLiteral("57 %"), Tone::Accent);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(model.index(1).data(NavigationModel::BadgeRole).toString(), QStringLiteral("57 %"));
    QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Live, 57 %"));
}

QTEST_GUILESS_MAIN(ModelsTest)
#include "tst_models.moc"
