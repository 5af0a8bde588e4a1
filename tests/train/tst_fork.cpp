// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/api/spec_json.h"
#include "core/engine/model_session.h"
#include "core/train/checkpoint.h"
#include "tests/support/engine_bench.h"

#include <QtTest>

using namespace cpw;
using spec::StageKind;
using tests::Bench;
using tests::smallSpec;
using Points = std::vector<std::pair<std::int64_t, double>>;

namespace {

constexpr std::int64_t kForkStep = 5;

/// The curves of a run after a step, without what the clock decides.
std::map<std::string, Points> tail(Bench& bench, api::RunId run, std::int64_t after) {
    std::map<std::string, Points> curves;
    const auto names = bench.store->metricNames(run).value();
    for (const auto& name : names) {
        if (name == "train/rows_per_second")
            continue;
        const auto series = bench.store->metric(run, name).value();
        for (const auto& point : series.points)
            if (point.step > after)
                curves[name].emplace_back(point.step, point.value);
    }
    return curves;
}

/// Trains `spec` to its end with a checkpoint at step 5 that is kept.
api::RunId trainedParent(Bench& bench, const api::RunSpec& spec, const std::vector<api::RunCommand>& before = {}) {
    // The commands lie in the store before the first step, so that each is applied at step 1.
    const auto run = bench.engine->submit(spec).value();
    for (const auto& command : before)
        static_cast<void>(bench.store->postCommand(run, command));
    static_cast<void>(bench.store->postCommand(run, {api::CommandKind::Step, double(kForkStep), {}}));
    bench.waitFor([&](const api::RunEvent& e) {
        const auto* state = std::get_if<api::StateChanged>(&e.body);
        return state && state->isPaused && state->step >= kForkStep;
    });
    bench.engine->command(run, {api::CommandKind::CheckpointNow, 0, {}});
    bench.engine->command(run, {api::CommandKind::Resume, 0, {}});
    bench.waitForEnd(run);
    static_cast<void>(bench.store->flush());
    return run;
}

std::string warningsOf(const Bench& bench, api::RunId run) {
    std::string text;
    for (const auto& line : bench.bodies<api::LogLine>(run))
        if (line.level == api::LogLevel::Warning)
            text += line.text + "\n";
    return text;
}

std::int64_t firstCheckpoint(const Bench& bench, api::RunId run) {
    return bench.bodies<api::CheckpointWritten>(run).front().step;
}

} // namespace

class TestFork : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aForkWithoutEditsGoesOnBitForBit_data() {
        QTest::addColumn<QVector<int>>("stages");
        QTest::newRow("CTR alone") << QVector<int>{int(StageKind::FinetuneCtr)};
        QTest::newRow("with PLM") << QVector<int>{int(StageKind::FinetuneWithPlm)};
        QTest::newRow("PA-MLM, then CTR") << QVector<int>{int(StageKind::PaMlm), int(StageKind::FinetuneCtr)};
    }
    void aForkWithoutEditsGoesOnBitForBit() {
        QFETCH(QVector<int>, stages);
        std::vector<StageKind> kinds;
        for (const int kind : stages)
            kinds.push_back(StageKind(kind));
        Bench bench;
        const auto parent = trainedParent(bench, smallSpec(kinds));
        const auto step = firstCheckpoint(bench, parent);
        const auto point = bench.engine->forkPoint(parent, step);
        QVERIFY2(point.has_value(), point ? "" : point.error().text().c_str());
        QCOMPARE(point->step, step);
        const auto fork = bench.engine->fork(parent, point->step, point->spec);
        QVERIFY2(fork.has_value(), fork ? "" : fork.error().text().c_str());
        QVERIFY(fork->notes.empty());
        QVERIFY(bench.waitForEnd(fork->run));
        QCOMPARE(bench.bodies<api::RunFinished>(fork->run).size(), std::size_t{1});
        QVERIFY(bench.store->flush().has_value());
        const auto expected = tail(bench, parent, step);
        QVERIFY(expected.at("train/loss").size() > 10 && expected.contains("test/auc"));
        QCOMPARE(tail(bench, fork->run, 0), expected); // nothing of before the fork is in its curves
        const auto origin = api::ForkOrigin{parent, step};
        QVERIFY(bench.store->run(fork->run)->parent == origin);
    }

    void valuesChangedByHandAreInTheForksSpec() {
        Bench bench;
        const auto parent = trainedParent(bench, smallSpec({StageKind::FinetuneWithPlm}),
                                          {{api::CommandKind::SetLearningRatePlm, 1e-4, {}}, {api::CommandKind::SetWeightDecay, 0.25, {}},
                                           {api::CommandKind::SetClipNorm, 2.5, {}}, {api::CommandKind::Freeze, 0, "plm"}});
        const auto step = firstCheckpoint(bench, parent);
        const auto point = bench.engine->forkPoint(parent, step).value();
        const auto& stage = point.spec.stages[0];
        QCOMPARE(stage.optimizer.learningRatePlm, 1e-4);
        QCOMPARE(stage.optimizer.weightDecay, 0.25);
        QCOMPARE(stage.optimizer.clipNorm, 2.5);
        QVERIFY(stage.freeze.languageModel);
        const auto fork = bench.engine->fork(parent, point.step, point.spec).value();
        QVERIFY(bench.waitForEnd(fork.run));
        QVERIFY(bench.store->flush().has_value());
        QCOMPARE(tail(bench, fork.run, 0), tail(bench, parent, step));
    }

    void anEditedRateIsThatOfTheCommand() {
        // A fork at a checkpoint under another rate is what the parent does when the rate is set at that step.
        Bench forked, steered;
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].schedule = {};
        const auto parent = trainedParent(forked, spec);
        const auto point = forked.engine->forkPoint(parent, firstCheckpoint(forked, parent)).value();
        auto edited = point.spec;
        edited.stages[0].optimizer.learningRateCtr = 5e-4;
        const auto fork = forked.engine->fork(parent, point.step, edited).value();
        QVERIFY(forked.waitForEnd(fork.run));
        QVERIFY(forked.store->flush().has_value());

        const auto run = steered.engine->submit(spec).value();
        static_cast<void>(steered.store->postCommand(run, {api::CommandKind::Step, double(point.step), {}}));
        QVERIFY(steered.waitFor([&](const api::RunEvent& e) {
            const auto* state = std::get_if<api::StateChanged>(&e.body);
            return state && state->isPaused;
        }));
        QCOMPARE(steered.bodies<api::StateChanged>(run).front().step, point.step);
        steered.engine->command(run, {api::CommandKind::SetLearningRateCtr, 5e-4, {}});
        steered.engine->command(run, {api::CommandKind::Resume, 0, {}});
        QVERIFY(steered.waitForEnd(run));
        QVERIFY(steered.store->flush().has_value());
        QCOMPARE(tail(forked, fork.run, 0), tail(steered, run, point.step));
    }

    void moreEpochsGoOnWithAFinishedRun() {
        Bench bench;
        const auto spec = smallSpec({StageKind::FinetuneCtr});
        const auto parent = trainedParent(bench, spec);
        auto point = bench.engine->forkPoint(parent, std::nullopt).value();
        const auto last = point.step;
        QCOMPARE(last, bench.store->run(parent)->step);
        point.spec.stages[0].epochs = 5;
        const auto fork = bench.engine->fork(parent, last, point.spec).value();
        QVERIFY(bench.waitForEnd(fork.run));
        QVERIFY(bench.store->flush().has_value());
        QCOMPARE(bench.store->run(fork.run)->step, last / 3 * 5);
        QCOMPARE(tail(bench, fork.run, 0).at("train/loss").front().first, last + 1);
    }

    void whatIsNotTakenOverIsSaid() {
        Bench bench;
        const auto parent = trainedParent(bench, smallSpec({StageKind::FinetuneCtr}));
        auto point = bench.engine->forkPoint(parent, firstCheckpoint(bench, parent)).value();
        auto& stage = point.spec.stages[0];
        stage.optimizer.kind = spec::OptimizerKind::Sgd;
        stage.batch = 128;
        stage.stopping.metric = "log_loss";
        point.spec.seed = 99;
        const auto fork = bench.engine->fork(parent, point.step, point.spec);
        QVERIFY2(fork.has_value(), fork ? "" : fork.error().text().c_str());
        QVERIFY(bench.waitForEnd(fork->run));
        QCOMPARE(bench.bodies<api::RunFinished>(fork->run).size(), std::size_t{1});
        const auto told = warningsOf(bench, fork->run);
        for (const char* part : {"the optimiser state of adamw", "from 64 to 128 rows", "from 11 to 99", "another metric chooses"})
            QVERIFY2(told.find(part) != std::string::npos, told.c_str());
        QCOMPARE(fork->notes.size(), std::size_t{4});
        // 5 of 15 steps of 64 rows are 2 of 8 steps of 128 rows; three epochs less those.
        QVERIFY(bench.store->flush().has_value());
        const auto whole = bench.bodies<api::StageStarted>(fork->run).front().steps;
        QCOMPARE(bench.store->run(fork->run)->step - point.step, whole - point.step * 64 / 128);
    }

    void anotherModelIsRefusedAndNothingIsCreated() {
        Bench bench;
        const auto parent = trainedParent(bench, smallSpec({StageKind::FinetuneCtr}));
        const auto point = bench.engine->forkPoint(parent, std::nullopt).value();
        auto other = point.spec;
        other.backbone.options["tower_width"] = std::int64_t{16};
        auto refused = bench.engine->fork(parent, point.step, other);
        QVERIFY(!refused.has_value());
        QVERIFY2(refused.error().text().find("backbone.options.tower_width") != std::string::npos, refused.error().text().c_str());
        other = point.spec;
        other.stages[0].kind = StageKind::PaMlm;
        QVERIFY(!bench.engine->fork(parent, point.step, other).has_value());
        const auto early = bench.engine->forkPoint(parent, 1);
        QVERIFY2(!early.has_value() && early.error().text().find("no checkpoint at step 1") != std::string::npos, early ? "" : early.error().text().c_str());
        QCOMPARE(bench.store->runs()->size(), std::size_t{1});
    }

    void aRunningParentIsForkedAndBothEnd() {
        Bench bench;
        const auto parent = bench.engine->submit(tests::longSpec()).value();
        QVERIFY(bench.waitFor([](const api::RunEvent& e) { return std::holds_alternative<api::CheckpointWritten>(e.body); }));
        const auto point = bench.engine->forkPoint(parent, std::nullopt);
        QVERIFY2(point.has_value(), point ? "" : point.error().text().c_str());
        bench.engine->command(parent, {api::CommandKind::Pause, 0, {}});
        QVERIFY(bench.waitFor([](const api::RunEvent& e) {
            const auto* state = std::get_if<api::StateChanged>(&e.body);
            return state && state->isPaused;
        }));
        const auto last = bench.engine->forkPoint(parent, std::nullopt).value();
        auto edited = last.spec;
        edited.stages[0].epochs = static_cast<int>(last.step / 15 + 2);
        const auto fork = bench.engine->fork(parent, last.step, edited);
        QVERIFY2(fork.has_value(), fork ? "" : fork.error().text().c_str());
        bench.engine->command(parent, {api::CommandKind::Discard, 0, {}});
        QVERIFY(bench.waitForEnd(fork->run));
        QCOMPARE(bench.bodies<api::RunFinished>(fork->run).size(), std::size_t{1});
    }

    void aStageThatWasSteeredIsNotKeptForOthers() {
        Bench bench;
        const auto spec = smallSpec({StageKind::PaMlm, StageKind::FinetuneCtr});
        const auto steered = trainedParent(bench, spec, {{api::CommandKind::SetLearningRatePlm, 1e-5, {}}});
        QCOMPARE(bench.bodies<api::RunFinished>(steered).size(), std::size_t{1});
        const auto next = bench.engine->submit(spec).value();
        QVERIFY(bench.waitForEnd(next));
        QVERIFY(!bench.bodies<api::StageStarted>(next).front().isReused);
        const auto third = bench.engine->submit(spec).value();
        QVERIFY(bench.waitForEnd(third));
        QVERIFY(bench.bodies<api::StageStarted>(third).front().isReused);
    }

    void aCheckpointThatWasAskedForStays() {
        Bench bench;
        const auto parent = trainedParent(bench, smallSpec({StageKind::FinetuneCtr}));
        const auto asked = firstCheckpoint(bench, parent);
        const auto steps = bench.engine->forkPoint(parent, std::nullopt)->steps;
        QCOMPARE(steps.front(), asked);
        QVERIFY(steps.size() >= 2 && steps.back() > asked);
    }
};

QTEST_GUILESS_MAIN(TestFork)
#include "tst_fork.moc"
