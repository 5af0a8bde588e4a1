// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/text/mlm_masking.h"
#include "core/train/device_batch.h"
#include "core/train/pa_mlm.h"
#include "core/train/scoring.h"
#include "core/train/step_runner.h"
#include "tests/support/stage_runs.h"

#include <algorithm>
#include <cmath>

using namespace cpw;
using spec::StageKind;
using tests::assemble;
using tests::compareCurves;
using tests::compareTail;
using tests::lastCheckpoint;
using tests::RecordingObserver;
using tests::runAll;
using tests::smallSpec;
using tests::withoutDropout;

namespace {

using Change = void (*)(spec::StageSpec&);

/// Settings whose state a resume must carry; each is put on both stages.
const std::vector<std::pair<const char*, Change>> kStates{
    {"adam, dense, L2",
     [](spec::StageSpec& s) {
         s.optimizer.kind = spec::OptimizerKind::Adam;
         s.optimizer.embeddingUpdates = spec::EmbeddingUpdates::Dense;
         s.optimizer.weightDecay = s.optimizer.embeddingWeightDecay = 0.01;
         s.optimizer.embeddingL2 = s.optimizer.denseL2 = 1e-3;
     }},
    {"sgd with momentum",
     [](spec::StageSpec& s) {
         s.optimizer.kind = spec::OptimizerKind::Sgd;
         s.optimizer.learningRateCtr = s.optimizer.learningRatePlm = s.optimizer.learningRateHeads = 0.05;
     }},
    {"decay of embedding rows",
     [](spec::StageSpec& s) {
         s.optimizer.embeddingWeightDecay = 0.5;
         s.optimizer.embeddingRateFactor = 2;
         s.optimizer.clipNorm = 0.5;
     }},
    {"lazy rows", [](spec::StageSpec& s) { s.optimizer.embeddingUpdates = spec::EmbeddingUpdates::Lazy; }},
    {"plateau",
     [](spec::StageSpec& s) {
         s.schedule = {};
         s.schedule.kind = spec::ScheduleKind::Plateau;
         s.schedule.plateauPatience = 2;
         s.schedule.warmUpSteps = 5;
         s.stopping.everySteps = 4;
         s.stopping.metric = s.kind == StageKind::PaMlm ? "masked_accuracy" : "log_loss";
         s.stopping.minimumGain = 0.01;
     }},
    {"shuffled fields, mixed masks",
     [](spec::StageSpec& s) {
         s.shufflesFields = true;
         s.masking.wordRate = 0.3;
         s.masking.mixture = {1, 1, 1};
         s.masking.fieldRates = {{"title", 0.5}};
     }},
};

api::RunSpec stateSpec(std::size_t index) {
    auto spec = smallSpec({StageKind::PaMlm, StageKind::FinetuneWithPlm});
    spec.stages[0].epochs = 4; // accuracies of fields are told after 50 steps
    spec.stages[1].epochs = 2;
    for (auto& stage : spec.stages)
        kStates[index].second(stage);
    return spec;
}

} // namespace

class TestTrainingOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyStateIsResumedBitForBit_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < kStates.size(); ++i)
            QTest::newRow(kStates[i].first) << static_cast<int>(i);
    }
    void everyStateIsResumedBitForBit() {
        QFETCH(int, index);
        const auto spec = stateSpec(static_cast<std::size_t>(index));
        const QTemporaryDir wholeFolder;
        RecordingObserver whole;
        runAll(assemble(spec, wholeFolder), whole);
        QVERIFY(!whole.curves["train/masked_accuracy/title"].empty());
        for (const std::int64_t step : {33, 71}) { // inside each stage
            const QTemporaryDir folder;
            const auto setup = assemble(spec, folder);
            RecordingObserver first, second;
            first.requests[step] = {.stopAndSave = true};
            QCOMPARE(runAll(setup, first), train::StageEnd::StoppedAndSaved);
            QCOMPARE(runAll(setup, second, lastCheckpoint(setup)), train::StageEnd::Finished);
            compareTail(whole, second, step);
        }
    }

    void rowUpdatesEqualDenseUpdatesOfEachKind_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("momentum");
        QTest::addColumn<double>("decay");
        QTest::addColumn<double>("rate");
        QTest::newRow("adam") << static_cast<int>(spec::OptimizerKind::Adam) << 0.0 << 0.0 << 3e-3;
        QTest::newRow("adamw with decay") << static_cast<int>(spec::OptimizerKind::AdamW) << 0.0 << 0.5 << 3e-3;
        QTest::newRow("sgd") << static_cast<int>(spec::OptimizerKind::Sgd) << 0.0 << 0.0 << 0.1;
        QTest::newRow("sgd with decay") << static_cast<int>(spec::OptimizerKind::Sgd) << 0.0 << 0.1 << 0.1;
        QTest::newRow("sgd with momentum") << static_cast<int>(spec::OptimizerKind::Sgd) << 0.9 << 0.0 << 0.05;
    }
    void rowUpdatesEqualDenseUpdatesOfEachKind() {
        QFETCH(int, kind);
        QFETCH(double, momentum);
        QFETCH(double, decay);
        QFETCH(double, rate);
        auto spec = withoutDropout({StageKind::FinetuneCtr});
        auto& optimizer = spec.stages[0].optimizer;
        optimizer.kind = static_cast<spec::OptimizerKind>(kind);
        optimizer.momentum = momentum;
        optimizer.embeddingWeightDecay = decay;
        optimizer.embeddingL2 = 1e-3;
        optimizer.learningRateCtr = optimizer.learningRateHeads = rate;
        const QTemporaryDir first, second;
        RecordingObserver rows, dense;
        runAll(assemble(spec, first), rows);
        optimizer.embeddingUpdates = spec::EmbeddingUpdates::Dense;
        runAll(assemble(spec, second), dense);
        compareCurves(rows, dense, "train/loss", 2e-5);
        compareCurves(rows, dense, "train/penalty", 1e-6);
        compareCurves(rows, dense, "valid/auc", 1e-3);
    }

    void lossWithoutPromptsIsThatOfAModelWithoutThem() {
        auto spec = smallSpec({StageKind::PaMlm});
        const QTemporaryDir folder;
        const auto setup = assemble(spec, folder);
        auto bareSetup = setup;
        bareSetup.model.prompts.count = 0;
        auto model = train::makeStageModel(setup, StageKind::PaMlm);
        auto bare = train::makeStageModel(bareSetup, StageKind::PaMlm);
        QVERIFY(model.has_value() && bare.has_value());
        plm::NamedTensors weights;
        for (const auto& item : (*model)->named_parameters())
            weights[item.key()] = item.value().detach();
        QVERIFY(train::loadParameters(*bare, weights).missing.empty());
        const auto& rows = setup.dataset->split.valid;
        const auto score = [&](clickprompt::ClickPromptModel of, const train::TrainSetup& with, clickprompt::PromptUse use) {
            return *train::scoreMasked(std::move(of), with, spec.stages[0].masking, rows, use, {});
        };
        const auto cut = score(*model, setup, clickprompt::PromptUse::CutOff);
        const auto without = score(*bare, bareSetup, clickprompt::PromptUse::Used);
        QCOMPARE(cut.loss, without.loss);
        QVERIFY(cut.byField == without.byField);
        QVERIFY(score(*model, setup, clickprompt::PromptUse::Used).loss != cut.loss);
    }

    void validationTellsBothAndARunWithoutPromptsOne() {
        auto spec = smallSpec({StageKind::PaMlm});
        spec.stages[0].epochs = 1;
        const QTemporaryDir first, second;
        RecordingObserver with, without;
        runAll(assemble(spec, first), with);
        spec.prompts.count = 0;
        runAll(assemble(spec, second), without);
        for (const char* name : {"valid/masked_loss_without_prompts", "valid/masked_accuracy_without_prompts",
                                 "valid/masked_accuracy_without_prompts/title"}) {
            QVERIFY2(with.curves.contains(name), name);
            QVERIFY2(!without.curves.contains(name), name);
        }
        QVERIFY(without.curves.contains("valid/masked_accuracy/title"));
    }

    void accuraciesOfFieldsEqualASlowCount() {
        auto spec = smallSpec({StageKind::PaMlm});
        spec.stages[0].masking.isTemplateMasked = true;
        const QTemporaryDir folder;
        const auto setup = assemble(spec, folder);
        RecordingObserver observer;
        runAll(setup, observer);
        auto model = *train::makeStageModel(setup, StageKind::PaMlm);
        train::loadParameters(model, train::readCheckpoint(*lastCheckpoint(setup), false)->model);
        model->eval();
        const at::NoGradGuard noGrad;
        std::map<std::string, std::pair<double, double>> counts; // correct, all
        const auto names = setup.dataset->table->columnNames();
        for (const auto row : setup.dataset->split.valid) {
            std::vector<std::int32_t> ids(setup.tokens->length(row));
            std::vector<std::int16_t> parts(ids.size());
            setup.tokens->assemble(row, ids, parts);
            const auto masked =
                text::maskRow(ids, parts, spec.stages[0].masking, setup.tokens->tokenizer(), setup.seed, row, 0x7fffffff);
            if (masked.positions.empty())
                continue;
            clickprompt::ModelBatch batch;
            const auto fieldIds = setup.dataset->rowIds(row);
            batch.fields.ids = at::tensor(std::vector<std::int64_t>(fieldIds.begin(), fieldIds.end()), at::kLong).unsqueeze(0);
            batch.tokens.ids = at::tensor(ids, at::kLong).unsqueeze(0);
            batch.maskedPositions = at::tensor(masked.positions, at::kLong);
            batch.maskedTargets = at::tensor(masked.targets, at::kLong);
            const auto correct = model->forwardMasked(batch, true).correct;
            for (std::size_t i = 0; i < masked.positions.size(); ++i) {
                const auto part = parts[static_cast<std::size_t>(masked.positions[i])];
                auto& count = counts[part < 0 ? "text" : names[static_cast<std::size_t>(part)]];
                count.first += correct[static_cast<std::int64_t>(i)].item<bool>() ? 1 : 0;
                count.second += 1;
            }
        }
        QVERIFY(counts.size() == names.size() + 1 && counts.at("text").first > 0);
        for (const auto& [name, count] : counts)
            QCOMPARE(observer.curves.at("valid/masked_accuracy/" + name).back().value, count.first / count.second);
    }

    void accuraciesOfTrainingAreToldEveryFiftySteps() {
        const QTemporaryDir folder;
        const auto setup = assemble(smallSpec({StageKind::PaMlm}), folder);
        const auto names = setup.dataset->table->columnNames();
        auto model = *train::makeStageModel(setup, StageKind::PaMlm);
        train::PaMlm task(setup, setup.stages[0], model);
        train::StepSums sums;
        sums.loss = 6;
        sums.correct = 2;
        const std::vector<std::int16_t> parts{-1, 1, 1, 1};
        const bool isCorrect[] = {true, true, false, false};
        sums.byField.add(parts, isCorrect);
        for (int step = 1; step < 30; ++step)
            QCOMPARE(task.stepMetrics(sums, 4).size(), std::size_t{2});
        train::PaMlm resumed(setup, setup.stages[0], model);
        resumed.restore(task.state());
        for (int step = 30; step < 50; ++step) {
            auto bad = sums;
            bad.loss = std::nan("");
            QCOMPARE(resumed.stepMetrics(bad, 4).size(), std::size_t{2}); // counts for nothing
            QCOMPARE(resumed.stepMetrics(sums, 4).size(), std::size_t{2});
        }
        std::map<std::string, double> told;
        for (const auto& metric : resumed.stepMetrics(sums, 4))
            told[metric.name] = metric.value;
        QCOMPARE(told.size(), std::size_t{4});
        QCOMPARE(told.at("train/loss"), 1.5);
        QCOMPARE(told.at("train/masked_accuracy/text"), 1.0);
        QCOMPARE(told.at("train/masked_accuracy/" + names[1]), 1.0 / 3.0);
        QCOMPARE(resumed.stepMetrics(sums, 4).size(), std::size_t{2}); // a new window
    }

    void aFieldCalledTextLeavesTheTemplateAnotherName() {
        train::FieldCounts counts;
        const std::vector<std::int16_t> parts{-1, 0};
        const bool isCorrect[] = {true, false};
        counts.add(parts, isCorrect);
        const auto told = counts.accuracies("a", {"text"});
        QCOMPARE(told.size(), std::size_t{2});
        QCOMPARE(told[0].name, std::string("a/template_text"));
        QCOMPARE(told[1].name, std::string("a/text"));
        QCOMPARE(told[1].value, 0.0);
    }

    void meansOfAnEpochAreThoseOfItsSteps() {
        const QTemporaryDir folder;
        const auto setup = assemble(smallSpec({StageKind::FinetuneCtr}), folder);
        RecordingObserver observer;
        runAll(setup, observer);
        const auto& steps = observer.curves["train/loss"];
        const auto& epochs = observer.curves["train/epoch_loss"];
        QCOMPARE(epochs.size(), std::size_t{3});
        const auto rows = static_cast<double>(setup.dataset->split.train.size());
        const auto perEpoch = steps.size() / 3;
        double sum = 0;
        for (std::size_t i = 0; i < perEpoch; ++i) // the last step has the rows that are left
            sum += steps[i].value * std::min(64.0, rows - 64.0 * static_cast<double>(i));
        QVERIFY2(std::abs(epochs[0].value - sum / rows) < 1e-12, qPrintable(QString::number(epochs[0].value - sum / rows)));
        QCOMPARE(epochs[0].step, static_cast<std::int64_t>(perEpoch));
    }

    void accumulationOfMaskedTokensEqualsOneBatch() {
        const auto spec = [] {
            auto s = withoutDropout({StageKind::PaMlm});
            s.stages[0].optimizer.kind = spec::OptimizerKind::Sgd;
            s.stages[0].optimizer.momentum = 0;
            return s;
        }();
        const QTemporaryDir folder;
        const auto setup = assemble(spec, folder);
        const auto& train = setup.dataset->split.train;
        const std::vector<std::uint32_t> all(train.begin(), train.begin() + 40);
        const std::vector<std::uint32_t> few(train.begin(), train.begin() + 7); // parts of other sizes and token counts
        const std::vector<std::uint32_t> rest(train.begin() + 7, train.begin() + 40);
        std::vector<plm::NamedTensors> results;
        std::vector<double> losses;
        for (const auto& batches : std::vector<std::vector<std::vector<std::uint32_t>>>{{all}, {few, rest}}) {
            auto model = *train::makeStageModel(setup, StageKind::PaMlm);
            model->train();
            const auto task = train::makeStageTask(setup, setup.stages[0], model);
            train::Optimizer optimizer(model, setup.stages[0].optimizer);
            train::StepRunner runner(setup, *task, optimizer, {});
            train::Collator collator(setup.dataset, setup.tokens,
                                     {.withTokens = true, .withUniqueIds = true, .masking = task->masking(), .seed = setup.seed});
            const auto outcome = runner.run(collator.step(batches, 0, 0), {.values = {}, .rates = {1, 1, 1}, .wantsNorm = false});
            QVERIFY(outcome.count > 0 && !outcome.isBad());
            losses.push_back(outcome.sums.loss / static_cast<double>(outcome.count));
            results.push_back(optimizer.modelTensors());
        }
        QVERIFY(std::abs(losses[0] - losses[1]) < 1e-6);
        for (const auto& [name, tensor] : results[0]) // at a rate of 1 the weights differ by the gradients
            QVERIFY2((tensor - results[1].at(name)).abs().max().item<double>() < 2e-6, name.c_str());
    }

    void earlyStoppingFollowsTheNamedMetric() {
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].epochs = 60;
        spec.stages[0].stopping.patience = 2;
        spec.stages[0].stopping.metric = "log_loss";
        spec.stages[0].optimizer.learningRateCtr = 3e-2;
        spec.stages[0].schedule = {};
        const QTemporaryDir folder;
        const auto setup = assemble(spec, folder);
        RecordingObserver observer;
        runAll(setup, observer);
        const auto& losses = observer.curves["valid/log_loss"];
        QVERIFY(losses.size() < 60);
        const auto best =
            std::min_element(losses.begin(), losses.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
        QCOMPARE(losses.end() - best, std::ptrdiff_t{3});
        const auto manifest = train::readManifest(*train::readPointer(setup.runFolder / "checkpoints", "best"));
        QVERIFY(manifest.has_value());
        QCOMPARE(manifest->runStep, best->step);
        QCOMPARE(manifest->metric, best->value);
    }

    void aMaskedMetricChoosesTheModelThatIsHandedOn() {
        auto spec = smallSpec({StageKind::PaMlm});
        spec.stages[0].epochs = 3;
        spec.stages[0].stopping.metric = "masked_loss";
        const QTemporaryDir folder;
        const auto setup = assemble(spec, folder);
        RecordingObserver observer;
        runAll(setup, observer);
        const auto& losses = observer.curves["valid/masked_loss"];
        const auto best =
            std::min_element(losses.begin(), losses.end(), [](const auto& a, const auto& b) { return a.value < b.value; });
        const auto pointer = train::readPointer(setup.runFolder / "checkpoints", "best");
        QVERIFY(pointer.has_value());
        QCOMPARE(train::readManifest(*pointer)->runStep, best->step);
    }

    void thePlateauLowersTheRatesOfTheRun() {
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].epochs = 12;
        spec.stages[0].schedule = {};
        spec.stages[0].schedule.kind = spec::ScheduleKind::Plateau;
        spec.stages[0].schedule.plateauPatience = 1;
        spec.stages[0].schedule.plateauFactor = 0.5;
        spec.stages[0].optimizer.learningRateCtr = 3e-2;
        const QTemporaryDir folder;
        RecordingObserver observer;
        runAll(assemble(spec, folder), observer);
        const auto& auc = observer.curves["valid/auc"];
        double fallen = 1;
        for (const auto& rate : observer.curves["rate/ctr"]) { // told at the end of its step
            double expected = 3e-2;
            double best = -1;
            for (const auto& point : auc)
                if (point.step < rate.step) {
                    expected *= point.value > best ? 1 : 0.5;
                    best = std::max(best, point.value);
                }
            QCOMPARE(rate.value, expected);
            fallen = rate.value / 3e-2;
        }
        QVERIFY(fallen < 1);
    }

    void fieldsAreShuffledAnewAtEachVisitOfTraining() {
        const QTemporaryDir folder;
        const auto setup = assemble(smallSpec({StageKind::FinetuneWithPlm}), folder);
        train::Collator plain(setup.dataset, setup.tokens, {.withTokens = true});
        train::Collator shuffled(setup.dataset, setup.tokens, {.withTokens = true, .seed = 3, .shufflesFields = true});
        train::Collator tagged(setup.dataset, setup.tokens,
                               {.withTokens = true,
                                .masking = spec::MaskingSpec{.tokenRate = 1, .isTemplateMasked = false},
                                .seed = 3,
                                .shufflesFields = true});
        const auto fields = setup.dataset->fieldCount();
        std::vector<double> leads(fields); // how often each field comes first
        int differs = 0;
        const auto& rows = setup.dataset->split.train;
        for (const auto row : rows) {
            const auto still = plain.step({{row}}, 0, 0).microBatches[0].tokenIds;
            const auto moved = shuffled.step({{row}}, 0, 0).microBatches[0].tokenIds;
            QCOMPARE(moved, shuffled.step({{row}}, 0, 0).microBatches[0].tokenIds);
            QCOMPARE(moved.size(), still.size());
            QVERIFY(std::is_permutation(moved.begin(), moved.end(), still.begin()));
            differs += shuffled.step({{row}}, 0, 1).microBatches[0].tokenIds != moved ? 1 : 0;
            leads[static_cast<std::size_t>(tagged.step({{row}}, 0, 0).microBatches[0].maskedFields.front())] += 1;
        }
        QVERIFY(differs > static_cast<int>(rows.size()) * 9 / 10);
        const auto n = static_cast<double>(rows.size());
        const auto p = 1.0 / static_cast<double>(fields);
        for (const double count : leads)
            QVERIFY2(std::abs(count - n * p) < 5 * std::sqrt(n * p * (1 - p)), qPrintable(QString("%1 of %2").arg(count).arg(n)));
    }

    void groupsAreListedWhenAStageStarts() {
        auto spec = smallSpec({StageKind::FinetuneCtr});
        spec.stages[0].epochs = 1;
        const QTemporaryDir folder;
        RecordingObserver observer;
        runAll(assemble(spec, folder), observer);
        const auto count = std::count_if(observer.notes.begin(), observer.notes.end(), [](const auto& note) {
            return note.first == train::NoteLevel::Debug &&
                   note.second.find("parameters ctr_embeddings: 1 tensors") != std::string::npos;
        });
        QCOMPARE(count, std::ptrdiff_t{1});
    }
};

QTEST_APPLESS_MAIN(TestTrainingOptions)
#include "tst_training_options.moc"
