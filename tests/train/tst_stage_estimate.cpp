// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "tests/support/stage_runs.h"

#include "core/engine/stage_estimate.h"
#include "core/train/memory_trace.h"
#include "core/train/stage_trial.h"

#include <cmath>

using namespace cpw;
using spec::StageKind;
using tests::assemble;
using tests::RecordingObserver;
using tests::runAll;
using tests::smallSpec;

namespace {

std::unique_ptr<train::StageTrial> trialOf(const train::TrainSetup& setup, int stage = 0) {
    at::set_num_threads(1);
    auto trial = train::StageTrial::make(setup, stage);
    if (!trial)
        throw std::runtime_error(trial.error().text());
    return std::move(*trial);
}

/// A shape whose activations outweigh its weights, as in real runs.
api::RunSpec mediumSpec(StageKind kind) {
    auto spec = smallSpec({kind});
    spec.plm.scratch = {3, 64, 4, 256, 64, 1e-12, 0.02, 0.1, 0.0};
    spec.stages[0].batch = 128;
    spec.stages[0].epochs = 1;
    return spec;
}

} // namespace

class StageEstimateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTraceFollowsTensors() {
        train::MemoryTrace trace(at::kCPU);
        auto first = at::empty({1000}, at::kFloat);
        QVERIFY(trace.liveBytes() >= 4000 && trace.liveBytes() < 4200);
        {
            const auto second = at::empty({500}, at::kDouble);
            QVERIFY(trace.liveBytes() >= 8000);
        }
        QVERIFY(trace.liveBytes() < 4200);
        QVERIFY(trace.peakBytes() >= 8000);
        QCOMPARE(trace.takeEvents().size(), 3U);
        first = at::Tensor();
        QCOMPARE(trace.liveBytes(), 0);
        QCOMPARE(trace.takeEvents(), std::vector<std::int64_t>{0});
    }

    void stepsAreContinuedEventByEvent() {
        // The first event grows by 10 for each row and falls behind the second, which grows by 30.
        QCOMPARE(train::peakAtRows({120, 60, 0}, 2, {140, 120, 0}, 4, 8), 240);
        QCOMPARE(train::peakAtRows({120, 60, 0}, 2, {140, 120, 0}, 4, 4), 140);
        QCOMPARE(train::peakAtRows({120, 60}, 2, {140, 120, 0}, 4, 8), 180); // other sequences: by their peaks
        QCOMPARE(train::peakAtRows({50}, 4, {50}, 4, 8), 50);
    }

    void sizesAreThoseOfTheRun() {
        const QTemporaryDir folder;
        auto spec = smallSpec({StageKind::PaMlm, StageKind::FinetuneCtr});
        spec.stages[0].maximumSteps = 20;
        const auto setup = assemble(spec, folder);
        const auto text = trialOf(setup, 0)->sizes(), clicks = trialOf(setup, 1)->sizes();
        RecordingObserver observer;
        runAll(setup, observer);
        QCOMPARE(observer.curves["train/loss"].size(), static_cast<std::size_t>(text.steps + clicks.steps));
        QCOMPARE(observer.curves["valid/masked_loss"].size(), static_cast<std::size_t>(text.validations));
        QCOMPARE(observer.curves["valid/auc"].size(), static_cast<std::size_t>(clicks.validations));
        QCOMPARE(observer.checkpoints.size(), static_cast<std::size_t>(text.checkpoints + clicks.checkpoints));
        std::int64_t numbers = 0;
        const auto model = *train::makeStageModel(setup, StageKind::PaMlm);
        for (const auto& parameter : model->parameters())
            numbers += parameter.numel();
        for (const auto& [part, count] : text.parameters)
            numbers -= count;
        QCOMPARE(numbers, 0);
    }

    void frozenPartsAreNotTrainedAndHaveNoGradients() {
        const QTemporaryDir folder;
        auto spec = mediumSpec(StageKind::FinetuneWithPlm);
        const auto whole = assemble(spec, folder);
        spec.stages[0].freeze.languageModel = true;
        const auto frozen = assemble(spec, folder);
        const auto all = trialOf(whole), some = trialOf(frozen);
        QVERIFY(some->sizes().trained < all->sizes().trained / 2);
        const auto a = all->memory(), b = some->memory();
        QCOMPARE(a.weights, b.weights);
        QVERIFY(b.gradients < a.gradients / 2);
        QVERIFY(b.moments < a.moments / 2);
    }

    void theMemoryOfAStepIsForetold_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("form");
        for (const auto form : {spec::PromptForm::Prefix, spec::PromptForm::LayerHidden, spec::PromptForm::Input}) {
            QTest::addRow("PA-MLM, %s", enumId(form)) << static_cast<int>(StageKind::PaMlm) << static_cast<int>(form);
            QTest::addRow("finetune, %s", enumId(form)) << static_cast<int>(StageKind::FinetuneWithPlm) << static_cast<int>(form);
        }
        QTest::addRow("CTR model alone") << static_cast<int>(StageKind::FinetuneCtr) << 0;
    }
    /// Against every tensor of a whole run, which the trial's small steps are a quarter of.
    void theMemoryOfAStepIsForetold() {
        QFETCH(int, kind);
        QFETCH(int, form);
        const QTemporaryDir folder;
        auto spec = mediumSpec(static_cast<StageKind>(kind));
        spec.prompts.form = static_cast<spec::PromptForm>(form);
        const auto setup = assemble(spec, folder);
        const auto foretold = static_cast<double>(trialOf(setup)->memory().tensors());
        train::MemoryTrace trace(at::kCPU);
        RecordingObserver observer;
        runAll(setup, observer);
        const auto used = static_cast<double>(trace.peakBytes());
        QVERIFY2(std::abs(foretold - used) < 0.15 * used, qPrintable(QString("%1 foretold, %2 used").arg(foretold).arg(used)));
    }

    void timesAreMeasuredOnWholeSteps() {
        const QTemporaryDir folder;
        const auto setup = assemble(mediumSpec(StageKind::FinetuneWithPlm), folder);
        const auto trial = trialOf(setup);
        const auto few = trial->times(3, 1000), brief = trial->times(1000, 0);
        QCOMPARE(few.steps, 3);
        QCOMPARE(brief.steps, 1);
        QVERIFY(few.secondsPerStep > 0 && brief.secondsPerStep > 0);
        QVERIFY(few.secondsPerValidation > 0 && few.testSeconds > 0);
    }

    void aTrialChangesNothingOfTheRun() {
        const QTemporaryDir one, two;
        const auto spec = smallSpec({StageKind::PaMlm, StageKind::FinetuneWithPlm});
        RecordingObserver plain, tried;
        runAll(assemble(spec, one), plain);
        const auto setup = assemble(spec, two);
        for (int stage : {0, 1}) {
            const auto trial = trialOf(setup, stage);
            (void)trial->memory();
            (void)trial->times(3, 10);
        }
        runAll(setup, tried);
        tests::compareTail(plain, tried, -1);
    }

    void aRunIsEstimatedStageByStage() {
        const auto estimate = engine::estimateRun(smallSpec({StageKind::PaMlm, StageKind::FinetuneCtr}), {.mostSteps = 3});
        QVERIFY2(estimate.has_value(), estimate ? "" : estimate.error().text().c_str());
        QCOMPARE(estimate->trainRows + estimate->validRows + estimate->testRows, 1200U);
        QVERIFY(estimate->shortestText > 4 && estimate->longestText <= 64 && estimate->vocabulary <= 300);
        QCOMPARE(estimate->stages.size(), 2U);
        for (const auto& stage : estimate->stages) {
            std::uint64_t sum = 0;
            for (const auto& [name, bytes] : stage.memory)
                sum += bytes;
            QCOMPARE(sum, stage.peakBytes);
            QCOMPARE(stage.measuredSteps, 3);
            QVERIFY(stage.seconds >= stage.secondsPerStep * static_cast<double>(stage.steps));
            QVERIFY(!stage.isKept);
        }
    }

    void theLargestMicroBatchFillsTheMemory() {
        auto spec = smallSpec({StageKind::PaMlm, StageKind::FinetuneCtr});
        spec.stages[0].accumulation = 2;
        const auto estimate = engine::estimateRun(spec, {.mostSteps = 1});
        QVERIFY2(estimate.has_value(), estimate ? "" : estimate.error().text().c_str());
        for (std::size_t i = 0; i < estimate->stages.size(); ++i) {
            const auto& stage = estimate->stages[i];
            QCOMPARE(stage.microBatch, std::int64_t(spec.stages[i].batch / spec.stages[i].accumulation));
            double growing = 0;
            for (const auto& [name, bytes] : stage.memory)
                if (name == "activations" || name == "masked-language logits")
                    growing += static_cast<double>(bytes);
            const double full = static_cast<double>(stage.fittingMicroBatch) / static_cast<double>(stage.microBatch) * growing;
            // Nine tenths of what the machine can give, up to what the program itself holds.
            const auto available = static_cast<double>(estimate->availableBytes);
            QVERIFY2(full > 0.85 * available - 2e9 && full < 0.95 * available + 2e9, qPrintable(QString::number(full)));
        }
    }

    void partsAreCountedFromWhatFits() {
        api::StageEstimate stage;
        stage.microBatch = 1000;
        QCOMPARE(api::fittingAccumulation(stage, 1000), std::int64_t(0)); // not known
        stage.fittingMicroBatch = 1000;
        QCOMPARE(api::fittingAccumulation(stage, 1000), std::int64_t(0)); // fits
        stage.fittingMicroBatch = 334;
        QCOMPARE(api::fittingAccumulation(stage, 1000), std::int64_t(3));
        stage.fittingMicroBatch = 333;
        QCOMPARE(api::fittingAccumulation(stage, 1000), std::int64_t(4));
    }

    void aWrongSpecIsRefusedBeforeAnythingIsRead() {
        auto spec = smallSpec({StageKind::PaMlm});
        spec.plm.scratch.heads = 3;
        const auto estimate = engine::estimateRun(spec, {});
        QVERIFY(!estimate.has_value());
        QCOMPARE(estimate.error().code, ErrorCode::BadInput);
    }
};

QTEST_APPLESS_MAIN(StageEstimateTest)
#include "tst_stage_estimate.moc"
