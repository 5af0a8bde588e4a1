// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/plm/safetensors.h"
#include "core/train/lr_schedule.h"
#include "core/train/model_choice.h"
#include "core/train/optimizer.h"
#include "tests/support/test_data.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <cmath>
#include <fstream>

using namespace cpw;
using spec::EmbeddingUpdates;
using spec::OptimizerKind;

namespace {

constexpr int kSteps = 5;

/// The model of the golden file: 2 fields of 12 ids in all, embeddings of 4, one tower layer of 3.
clickprompt::ClickPromptModel smallestModel() {
    clickprompt::ClickPromptOptions options;
    options.shape = {2, 12};
    options.backbone = {
        "dnn", {{"embedding_size", std::int64_t{4}}, {"tower_width", std::int64_t{3}}, {"tower_layers", std::int64_t{1}}}};
    return clickprompt::ClickPromptModel(options);
}

void setWeights(clickprompt::ClickPromptModel model, const plm::NamedTensors& tensors) {
    const at::NoGradGuard noGrad;
    for (const auto& item : model->named_parameters())
        item.value().copy_(tensors.at("start." + item.key()));
}

double largestDifference(const at::Tensor& a, const at::Tensor& b) {
    return (a - b).abs().max().item<double>();
}

train::LiveValues goldenValues() {
    return {.ratePlm = 9, .rateCtr = 2e-2, .rateHeads = 1e-2, .weightDecay = 0.1, .clipNorm = 0};
}

/// Gradients of the square of the logits over four rows that read the ids 0, 3, 5, 7, 9 and 11.
const std::vector<std::int64_t> kIds{0, 7, 3, 7, 5, 9, 0, 11};
const std::vector<std::int64_t> kDistinct{0, 7, 3, 5, 9, 11};
const std::vector<std::int64_t> kInverse{0, 1, 2, 1, 3, 4, 0, 5};

clickprompt::ModelBatch someBatch(bool withRows) {
    clickprompt::ModelBatch batch;
    batch.fields.ids = at::tensor(kIds, at::kLong).view({4, 2});
    if (withRows) {
        batch.fields.uniqueIds = at::tensor(kDistinct, at::kLong);
        batch.fields.inverse = at::tensor(kInverse, at::kLong).view({4, 2});
    }
    return batch;
}

} // namespace

class TestOptimizer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWholeModelEqualsPyTorchsOptimizers_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("momentum");
        QTest::newRow("adamw") << static_cast<int>(OptimizerKind::AdamW) << 0.9;
        QTest::newRow("adam") << static_cast<int>(OptimizerKind::Adam) << 0.9;
        QTest::newRow("sgd") << static_cast<int>(OptimizerKind::Sgd) << 0.9;
        QTest::newRow("sgd_plain") << static_cast<int>(OptimizerKind::Sgd) << 0.0;
    }
    void aWholeModelEqualsPyTorchsOptimizers() {
        QFETCH(int, kind);
        QFETCH(double, momentum);
        const auto golden = plm::loadSafetensors(cpw::test::dataPath("/golden/model_optimizers.safetensors"));
        QVERIFY(golden.has_value());
        auto model = smallestModel();
        setWeights(model, golden->tensors);
        spec::OptimizerSpec spec;
        spec.kind = static_cast<OptimizerKind>(kind);
        spec.momentum = momentum;
        spec.embeddingUpdates = EmbeddingUpdates::Dense;
        spec.embeddingRateFactor = 0.5;
        spec.embeddingWeightDecay = 0.05;
        train::Optimizer optimizer(model, spec);
        for (int step = 0; step < kSteps; ++step) {
            optimizer.beginStep({});
            for (const auto& item : model->named_parameters())
                item.value().mutable_grad() = golden->tensors.at(fmt::format("grad.{}.{}", step, item.key())).clone();
            optimizer.step(goldenValues(), {9, 2e-2, 1e-2}, false);
            for (const auto& item : model->named_parameters()) {
                const auto& expected = golden->tensors.at(fmt::format("{}.{}.{}", QTest::currentDataTag(), step, item.key()));
                QVERIFY2(largestDifference(item.value().detach(), expected) < 2e-6,
                         qPrintable(QString::fromStdString(item.key())));
            }
        }
    }

    void everyParameterIsInOneNamedGroup() {
        auto options = smallestModel()->options();
        options.plm = plm::PlmConfig();
        options.plm->vocabularySize = 11;
        options.plm->hidden = 6;
        options.plm->layers = 1;
        options.plm->heads = 2;
        options.plm->feedForward = 5;
        options.plm->maximumPositions = 12;
        options.prompts.count = 2;
        options.fusion = spec::FusionKind::Learned;
        clickprompt::ClickPromptModel model(options);
        std::int64_t numbers = 0;
        std::int64_t tensors = 0;
        for (const auto& item : model->named_parameters()) {
            numbers += item.value().numel();
            ++tensors;
        }
        spec::OptimizerSpec spec;
        spec.embeddingRateFactor = 0.25;
        spec.embeddingWeightDecay = 0.5;
        const train::LiveValues values{.ratePlm = 1, .rateCtr = 2, .rateHeads = 3, .weightDecay = 0.1};
        std::map<std::string, train::ParameterGroup> groups;
        for (const auto& group : train::Optimizer(model, spec).groups(values)) {
            QVERIFY(!groups.contains(group.name));
            groups.emplace(group.name, group);
            numbers -= group.numbers;
            tensors -= group.parameters;
        }
        QCOMPARE(numbers, 0);
        QCOMPARE(tensors, 0);
        const std::map<std::string, std::pair<double, double>> expected{{"language_model", {1, 0.1}},
                                                                        {"language_model.no_decay", {1, 0}},
                                                                        {"ctr", {2, 0.1}},
                                                                        {"ctr.no_decay", {2, 0}},
                                                                        {"ctr_embeddings", {0.5, 0.5}},
                                                                        {"heads", {3, 0.1}},
                                                                        {"heads.no_decay", {3, 0}},
                                                                        {"fusion", {3, 0}}};
        QCOMPARE(groups.size(), expected.size());
        for (const auto& [name, rates] : expected) {
            QVERIFY2(groups.contains(name), name.c_str());
            QCOMPARE(groups.at(name).rate, rates.first);
            QCOMPARE(groups.at(name).weightDecay, rates.second);
        }
        QCOMPARE(groups.at("ctr_embeddings").numbers, 12 * 4);
        QCOMPARE(groups.at("fusion").numbers, 1);
    }

    void penaltiesAreTheGradientsOfTheirLossTerms_data() {
        QTest::addColumn<bool>("withRows");
        QTest::newRow("rows") << true;
        QTest::newRow("dense") << false;
    }
    void penaltiesAreTheGradientsOfTheirLossTerms() {
        QFETCH(bool, withRows);
        const auto golden = plm::loadSafetensors(cpw::test::dataPath("/golden/model_optimizers.safetensors"));
        constexpr double kEmbedding = 0.3;
        constexpr double kDense = 0.2;
        constexpr double kRate = 0.1;
        // The independent way: the terms written into the loss, plain gradient descent by autograd.
        auto reference = smallestModel();
        setWeights(reference, golden->tensors);
        const auto named = reference->named_parameters();
        for (const auto& item : named)
            item.value().set_requires_grad(true);
        const auto distinct = at::tensor(kDistinct, at::kLong);
        const auto& table = named["backbone.embedding.table"];
        const auto terms =
            kEmbedding / 2 * table.index_select(0, distinct).square().sum() +
            kDense / 2 * (named["backbone.tower.0.weight"].square().sum() + named["ctr_head.output.weight"].square().sum());
        (reference->forwardCtr(someBatch(false)).joint.square().sum() + terms).backward();

        auto model = smallestModel();
        setWeights(model, golden->tensors);
        spec::OptimizerSpec spec;
        spec.kind = OptimizerKind::Sgd;
        spec.momentum = 0;
        spec.embeddingUpdates = withRows ? EmbeddingUpdates::Rows : EmbeddingUpdates::Dense;
        spec.embeddingL2 = kEmbedding;
        spec.denseL2 = kDense;
        train::Optimizer optimizer(model, spec);
        optimizer.beginStep(distinct);
        auto batch = someBatch(withRows);
        if (withRows)
            batch.fields.uniqueIds = distinct;
        model->forwardCtr(batch).joint.square().sum().backward();
        const auto measures = optimizer.step({.rateCtr = kRate, .rateHeads = kRate}, {0, kRate, kRate}, true);
        QVERIFY(std::abs(measures.penalty.item<double>() - terms.item<double>()) < 1e-5);
        double squares = 0;
        for (const auto& item : model->named_parameters()) {
            const auto expected = named[item.key()].detach() - kRate * named[item.key()].grad();
            QVERIFY2(largestDifference(item.value().detach(), expected) < 1e-6, qPrintable(QString::fromStdString(item.key())));
            squares += named[item.key()].grad().square().sum().item<double>();
        }
        QVERIFY(std::abs(measures.gradientNorm.item<double>() - std::sqrt(squares)) < 1e-4); // the terms are part of it
    }

    void clippingScalesEveryGradientToTheNorm() {
        const auto golden = plm::loadSafetensors(cpw::test::dataPath("/golden/model_optimizers.safetensors"));
        spec::OptimizerSpec spec;
        spec.kind = OptimizerKind::Sgd;
        spec.momentum = 0;
        auto model = smallestModel();
        setWeights(model, golden->tensors);
        train::Optimizer optimizer(model, spec);
        const auto batch = someBatch(true);
        optimizer.beginStep(batch.fields.uniqueIds);
        model->forwardCtr(batch).joint.square().sum().backward();
        constexpr double kClip = 0.25;
        const auto measures = optimizer.step({.clipNorm = kClip}, {0, 1, 1}, false);
        double moved = 0; // at a rate of 1 the weights move by the clipped gradient
        for (const auto& item : model->named_parameters())
            moved += (item.value().detach() - golden->tensors.at("start." + item.key())).square().sum().item<double>();
        QVERIFY(measures.gradientNorm.item<double>() > 2 * kClip);
        QVERIFY2(std::abs(std::sqrt(moved) - kClip) < 1e-5, qPrintable(QString::number(std::sqrt(moved))));
    }

    void anAbandonedStepChangesNothing() {
        auto model = smallestModel();
        train::Optimizer optimizer(model, {});
        const auto batch = someBatch(true);
        const auto before = optimizer.modelTensors();
        std::map<std::string, at::Tensor> copies;
        for (const auto& [name, tensor] : before)
            copies[name] = tensor.clone();
        optimizer.beginStep(batch.fields.uniqueIds);
        model->forwardCtr(batch).joint.square().sum().backward();
        optimizer.abandonStep();
        for (const auto& [name, tensor] : optimizer.modelTensors())
            QVERIFY2(at::equal(copies.at(name), tensor), name.c_str());
        optimizer.beginStep(batch.fields.uniqueIds); // the next step starts from nothing
        QVERIFY(!optimizer.step({.rateCtr = 1, .rateHeads = 1}, {1, 1, 1}, true).gradientNorm.defined());
    }

    void plateausEqualPyTorchs() {
        std::ifstream file(cpw::test::dataPath("/golden/lr_plateaus.json"));
        const auto cases = nlohmann::json::parse(file);
        QVERIFY(cases.size() >= 5);
        for (const auto& one : cases) {
            spec::StageSpec stage;
            stage.schedule.kind = spec::ScheduleKind::Plateau;
            stage.schedule.plateauFactor = one["factor"];
            stage.schedule.plateauPatience = one["patience"].get<int>() + 1;
            stage.schedule.minimumRate = one["minimum"];
            stage.stopping.metric = one["mode"] == "max" ? "auc" : "log_loss";
            stage.stopping.minimumGain = one["threshold"];
            const auto choice = train::ModelChoice::make(stage);
            QVERIFY(choice.has_value());
            train::ChoiceState state{std::nan(""), std::nan(""), 0};
            train::PlateauState plateau;
            const auto base = one["base"].get<double>();
            for (std::size_t i = 0; i < one["metrics"].size(); ++i) {
                const auto verdict = choice->judge(state, one["metrics"][i]);
                state = verdict.state;
                plateau = train::afterValidation(stage.schedule, plateau, verdict.isGain);
                const auto rates = train::scheduledRates(stage.schedule, {.rateCtr = base}, plateau, 7, 10);
                const auto expected = one["rates"][i].get<double>();
                QVERIFY2(std::abs(rates.ctr - expected) < 1e-12 * base,
                         qPrintable(QString("%1: %2 %3").arg(i).arg(rates.ctr).arg(expected)));
            }
        }
    }

    void aWarmUpCanBeGivenInSteps() {
        spec::ScheduleSpec schedule;
        schedule.warmUpSteps = 4;
        for (int step = 0; step < 4; ++step)
            QCOMPARE(train::scheduleFactor(schedule, step, 100), step / 4.0);
        QCOMPARE(train::scheduleFactor(schedule, 4, 100), 1.0);
        schedule.kind = spec::ScheduleKind::Linear;
        QCOMPARE(train::scheduleFactor(schedule, 52, 100), 0.5);
        QCOMPARE(train::scheduleFactor(schedule, 1, 2), 0.5); // no longer than the stage
    }

    void theMinimumRateNeverRaisesARate() {
        spec::ScheduleSpec schedule;
        schedule.kind = spec::ScheduleKind::Plateau;
        schedule.minimumRate = 1e-3;
        const auto rates =
            train::scheduledRates(schedule, {.ratePlm = 1e-4, .rateCtr = 1e-2, .rateHeads = 1e-1}, {0.01, 0}, 5, 10);
        QCOMPARE(rates.plm, 1e-4);
        QCOMPARE(rates.ctr, 1e-3);
        QCOMPARE(rates.heads, 1e-3);
    }

    void smallGainsChooseTheBestButDoNotRenewThePatience() {
        spec::StageSpec stage;
        stage.stopping.metric = "log_loss";
        stage.stopping.minimumGain = 0.05;
        stage.stopping.patience = 2;
        const auto choice = train::ModelChoice::make(stage);
        train::ChoiceState state{-HUGE_VAL, -HUGE_VAL, 0};
        std::vector<bool> best, gains, ends;
        for (const double value : {0.60, 0.58, 0.54, 0.53, 0.53, std::nan("")}) {
            const auto verdict = choice->judge(state, value);
            state = verdict.state;
            best.push_back(verdict.isBest);
            gains.push_back(verdict.isGain);
            ends.push_back(choice->isEarlyEnd(state));
        }
        QCOMPARE(best, (std::vector<bool>{true, true, true, true, false, false}));
        QCOMPARE(gains, (std::vector<bool>{true, false, true, false, false, false}));
        QCOMPARE(ends, (std::vector<bool>{false, false, false, false, true, true}));
        QCOMPARE(state.best, 0.53);
        QCOMPARE(state.reference, 0.54);
    }

    void unknownMetricsAreRefusedWithTheList() {
        spec::StageSpec stage;
        stage.stopping.metric = "masked_loss";
        const auto wrong = train::ModelChoice::make(stage);
        QVERIFY(!wrong.has_value());
        for (const char* part : {"masked_loss", "finetune_ctr", "auc", "log_loss", "expected_auc", "none"})
            QVERIFY2(wrong.error().text().find(part) != std::string::npos, wrong.error().text().c_str());
        stage.kind = spec::StageKind::PaMlm;
        QVERIFY(train::ModelChoice::make(stage)->isActive());
        stage.stopping.metric.clear();
        QVERIFY(!train::ModelChoice::make(stage)->isActive());
        stage.kind = spec::StageKind::FinetuneCtr;
        QVERIFY(train::ModelChoice::make(stage)->isActive());
        stage.stopping.metric = "none";
        QVERIFY(!train::ModelChoice::make(stage)->isActive());
    }
};

QTEST_APPLESS_MAIN(TestOptimizer)
#include "tst_optimizer.moc"
