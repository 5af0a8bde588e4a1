// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_run.h"
#include "ui/session/run_feed.h"

#include <QtTest>

#include <limits>

using namespace cpw;
using namespace cpw::ui;
using tests::FakeEngine;
using tests::FakeStore;

namespace {

/// A feed and an engine that speaks to it.
struct Bench {
    FakeStore store;
    FakeEngine engine{store};
    api::RunSpec spec = FakeEngine::makeSpec("with PLM", {spec::StageKind::PaMlm, spec::StageKind::FinetuneWithPlm});
    api::RunId run = *store.createRun(spec);
    RunFeed feed{run, spec, *store.run(run)};

    RunChanges deliver() {
        RunChanges changes;
        for (const auto& event : engine.poll())
            changes |= feed.apply(event);
        return changes;
    }
    RunChanges tell(api::EventBody body, double seconds = 0) {
        engine.push(run, std::move(body), seconds);
        return deliver();
    }
    void startStage(int stage, std::int64_t firstStep, std::int64_t steps) {
        tell(api::StageStarted{stage, spec.stages[static_cast<std::size_t>(stage)].kind, firstStep, steps, false});
    }
};

} // namespace

class RunFeedTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stagesFollowTheirEvents();
    void aValidationHasAShareOfItsOwn();
    void reusedStageCountsAsDone();
    void metricsOfStagesAreKeptApart();
    void appliedCommandChangesTheValueAndPlantsAFlag();
    void stageStartTakesTheValuesOfItsStage();
    void pauseAndResumeAreStates();
    void bestIsTheHighestAucOrTheLowestMaskedLoss();
    void checkpointIsKeptAsTheStepToGoBackTo();
    void firstNaNPlantsOneFlag();
    void failureStopsTheRunningStage();
    void resumedRunDropsRepeatedSteps();
    void aWholeScriptedRunFinishes();
    void loadedRunEqualsTheLiveOneInItsCurves();
    void storedSentencesBecomeFlagsAndLog();
};

void RunFeedTest::stagesFollowTheirEvents() {
    Bench bench;
    QCOMPARE(bench.feed.currentStage(), -1);
    bench.tell(api::RunStarted{"h", "host", false, 0});
    QCOMPARE(bench.feed.state(), api::RunState::Running);
    bench.startStage(0, 1, 100);
    bench.tell(api::Progress{0, api::Phase::Train, 25, 25, 100, 1.5, 500, 30});
    const auto& stage = bench.feed.stages()[0];
    QCOMPARE(stage.state, StageState::Running);
    QCOMPARE(stage.stageStep, 25);
    QCOMPARE(stage.epoch, 1.5);
    QCOMPARE(bench.feed.throughput(), std::vector<double>{500});
    // Planned epochs 6 and 8: a quarter of the first stage is 1.5 of 14.
    QCOMPARE(bench.feed.share(), 1.5 / 14);
    bench.tell(api::StageFinished{0, 100, 12, 500});
    QCOMPARE(bench.feed.stages()[0].state, StageState::Done);
    QCOMPARE(bench.feed.stages()[1].state, StageState::Waiting);
}

void RunFeedTest::aValidationHasAShareOfItsOwn() {
    Bench bench;
    bench.tell(api::RunStarted{"h", "host", false, 0});
    bench.startStage(0, 1, 100);
    const auto& stage = bench.feed.stages()[0];
    bench.tell(api::Progress{0, api::Phase::Train, 100, 100, 100, 1, 500, 0});
    QVERIFY(!stage.validated);
    bench.tell(api::Progress{0, api::Phase::Validate, 100, 100, 100, 1, 500, 0, 0.25});
    QCOMPARE(stage.validated, std::optional(0.25));
    QVERIFY(!bench.feed.isEvaluating());
    bench.tell(api::Progress{0, api::Phase::Test, 100, 100, 100, 1, 0, 0, 0.5});
    QVERIFY(!stage.validated && bench.feed.isEvaluating());
}

void RunFeedTest::reusedStageCountsAsDone() {
    Bench bench;
    bench.tell(api::StageStarted{0, spec::StageKind::PaMlm, 0, 0, true});
    QCOMPARE(bench.feed.stages()[0].state, StageState::Reused);
    bench.tell(api::StageFinished{0, 0, 0, 0});
    QCOMPARE(bench.feed.stages()[0].state, StageState::Reused);
    QCOMPARE(bench.feed.share(), 6.0 / 14);
}

void RunFeedTest::metricsOfStagesAreKeptApart() {
    Bench bench;
    bench.tell(api::Metric{"train/loss", 0, 1, 0.1, 6.0});
    bench.tell(api::Metric{"train/loss", 1, 2, 0.1, 0.69});
    QCOMPARE(bench.feed.curve(0, "train/loss")->value(0), 6.0);
    QCOMPARE(bench.feed.curve(1, "train/loss")->value(0), 0.69);
    QVERIFY(!bench.feed.curve(1, "valid/auc"));
}

void RunFeedTest::appliedCommandChangesTheValueAndPlantsAFlag() {
    Bench bench;
    bench.startStage(0, 1, 100);
    const auto changes = bench.tell(
        api::CommandApplied{{api::CommandKind::SetLearningRatePlm, 5e-5, {}}, 840, "learning rate, PLM: 3e-4 to 5e-5"});
    QVERIFY(changes & RunChange::Values);
    QCOMPARE(bench.feed.values().inForce(LiveValue::RatePlm), 5e-5);
    const auto& flag = bench.feed.flags().back();
    QCOMPARE(flag.kind, FlagKind::ValueChanged);
    QCOMPARE(flag.step, 840);
    QCOMPARE(flag.label, QStringLiteral("PLM 3e-4 → 5e-5"));
    QCOMPARE(bench.feed.log().back().text, QStringLiteral("learning rate, PLM: 3e-4 to 5e-5; in force from step 840"));
}

void RunFeedTest::stageStartTakesTheValuesOfItsStage() {
    Bench bench;
    bench.spec.stages[1].optimizer.learningRateCtr = 7e-4;
    bench.feed = RunFeed(bench.run, bench.spec, {});
    bench.tell(api::CommandApplied{{api::CommandKind::SetLearningRateCtr, 9e-9, {}}, 3, ""});
    bench.startStage(1, 101, 100);
    QCOMPARE(bench.feed.values().inForce(LiveValue::RateCtr), 7e-4);
}

void RunFeedTest::pauseAndResumeAreStates() {
    Bench bench;
    bench.tell(api::RunStarted{"h", "host", false, 0});
    bench.tell(api::StateChanged{true, 12});
    QCOMPARE(bench.feed.state(), api::RunState::Paused);
    QVERIFY(bench.feed.isLive());
    bench.tell(api::StateChanged{false, 12});
    QCOMPARE(bench.feed.state(), api::RunState::Running);
    QCOMPARE(bench.feed.flags().size(), std::size_t(2));
}

void RunFeedTest::bestIsTheHighestAucOrTheLowestMaskedLoss() {
    Bench bench;
    for (const auto& [step, value] : {std::pair{10, 3.0}, {20, 2.0}, {30, 2.5}})
        bench.tell(api::Metric{"valid/masked_loss", 0, step, 0, value});
    for (const auto& [step, value] : {std::pair{40, 0.70}, {50, 0.72}, {60, 0.71}, {70, 0.715}})
        bench.tell(api::Metric{"valid/auc", 1, step, 0, value});
    QCOMPARE(bench.feed.best(0)->step, 20);
    QCOMPARE(bench.feed.best(0)->validationsSince, 1);
    QCOMPARE(bench.feed.best(1)->value, 0.72);
    QCOMPARE(bench.feed.best(1)->validationsSince, 2);
    QCOMPARE(bench.feed.summary().results.at("valid/auc"), 0.72);
    bench.tell(api::Metric{"valid/auc", 2, 80, 0, 0.71});
    bench.tell(api::Metric{"valid/auc", 2, 90, 0, 0.70});
    QCOMPARE(bench.feed.summary().results.at("valid/auc"), 0.71); // another stage, another model
}

void RunFeedTest::checkpointIsKeptAsTheStepToGoBackTo() {
    Bench bench;
    bench.tell(api::CheckpointWritten{0, 220, "step-220", false, std::numeric_limits<double>::quiet_NaN()});
    bench.tell(api::CheckpointWritten{0, 440, "step-440", true, 0.7});
    QCOMPARE(*bench.feed.lastCheckpointStep(), 440);
    QCOMPARE(bench.feed.flags()[0].kind, FlagKind::Checkpoint);
    QCOMPARE(bench.feed.flags()[1].kind, FlagKind::BestCheckpoint);
}

void RunFeedTest::firstNaNPlantsOneFlag() {
    Bench bench;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    bench.tell(api::Metric{"train/loss", 0, 1, 0, 1.0});
    bench.tell(api::Metric{"train/loss", 0, 2, 0, nan});
    bench.tell(api::Metric{"train/loss", 0, 3, 0, nan});
    QCOMPARE(bench.feed.flags().size(), std::size_t(1));
    QCOMPARE(bench.feed.flags()[0].kind, FlagKind::NotFinite);
    QCOMPARE(bench.feed.flags()[0].step, 2);
    QCOMPARE(bench.feed.curve(0, "train/loss")->gaps(), (std::vector<std::size_t>{1, 2}));
}

void RunFeedTest::failureStopsTheRunningStage() {
    Bench bench;
    bench.tell(api::RunStarted{"h", "host", false, 0});
    bench.startStage(0, 1, 100);
    bench.tell(api::RunFailed{37, Error{ErrorCode::RunFailed, "out of memory", {}, {}}});
    QCOMPARE(bench.feed.state(), api::RunState::Failed);
    QCOMPARE(bench.feed.stages()[0].state, StageState::Failed);
    QCOMPARE(bench.feed.flags().back().kind, FlagKind::Failed);
    QVERIFY(!bench.feed.isLive());
}

void RunFeedTest::resumedRunDropsRepeatedSteps() {
    Bench bench;
    bench.startStage(0, 1, 100);
    for (int step = 1; step <= 50; ++step)
        bench.tell(api::Metric{"train/loss", 0, step, 0, 1.0});
    bench.tell(api::RunStarted{"h", "host", true, 41});
    QCOMPARE(bench.feed.curve(0, "train/loss")->size(), std::size_t(40));
    QCOMPARE(bench.feed.flags().back().kind, FlagKind::Resumed);
}

void RunFeedTest::aWholeScriptedRunFinishes() {
    Bench bench;
    tests::ScriptedRun script(bench.engine, bench.run, bench.spec);
    script.advance(100000);
    bench.deliver();
    QCOMPARE(bench.feed.state(), api::RunState::Finished);
    QCOMPARE(bench.feed.share(), 1.0);
    QCOMPARE(bench.feed.summary().results.at("test/auc"), 0.75);
    QCOMPARE(bench.feed.curve(0, "train/loss")->size(), std::size_t(6 * 220));
    QCOMPARE(bench.feed.curve(1, "valid/auc")->size(), std::size_t(16));
    QCOMPARE(bench.feed.lastStep(), 14 * 220);
}

void RunFeedTest::loadedRunEqualsTheLiveOneInItsCurves() {
    Bench bench;
    tests::ScriptedRun script(bench.engine, bench.run, bench.spec);
    script.advance(100000);
    bench.deliver();
    StoredRun stored;
    stored.summary = *bench.store.run(bench.run);
    stored.spec = bench.spec;
    const auto names = *bench.store.metricNames(bench.run);
    for (const auto& name : names)
        stored.metrics.push_back(*bench.store.metric(bench.run, name));
    RunFeed loaded(bench.run, bench.spec, stored.summary);
    loaded.load(stored);
    QCOMPARE(loaded.currentStage(), 1);
    QCOMPARE(loaded.stages()[0].state, StageState::Done);
    QCOMPARE(loaded.stages()[1].state, StageState::Done);
    for (const int stage : {0, 1})
        QCOMPARE(loaded.timeline(stage)->values().values(), bench.feed.timeline(stage)->values().values());
    QCOMPARE(loaded.stages()[1].stageStep, 8 * 220);
}

void RunFeedTest::storedSentencesBecomeFlagsAndLog() {
    Bench bench;
    StoredRun stored;
    stored.summary.state = api::RunState::Interrupted;
    stored.spec = bench.spec;
    const auto time = api::Clock::time_point(std::chrono::seconds(1000));
    stored.metrics.push_back({"train/loss", {{1, 0.1, 3.0, time, 0}, {2, 0.2, 2.0, time, 0}}});
    stored.events = {{0, time, "started", "Started.", api::LogLevel::Info},
                     {2, time, "command", "From step 2: learning rate, PLM: 1e-3 to 5e-4.", api::LogLevel::Info},
                     {2, time, "checkpoint", "Checkpoint of step 2 in step-2, the best so far.", api::LogLevel::Info},
                     {2, time, "log", "Rows are few", api::LogLevel::Warning}};
    bench.feed.load(stored);
    QCOMPARE(bench.feed.log().size(), std::size_t(4));
    QCOMPARE(bench.feed.flags().size(), std::size_t(3));
    QCOMPARE(bench.feed.flags()[0].label, QStringLiteral("learning rate, PLM: 1e-3 to 5e-4"));
    QCOMPARE(bench.feed.flags()[1].kind, FlagKind::BestCheckpoint);
    QCOMPARE(bench.feed.flags()[2].kind, FlagKind::Warning);
    QCOMPARE(*bench.feed.lastCheckpointStep(), 2);
    QCOMPARE(bench.feed.stages()[0].state, StageState::Stopped);
}

QTEST_GUILESS_MAIN(RunFeedTest)
#include "tst_run_feed.moc"
