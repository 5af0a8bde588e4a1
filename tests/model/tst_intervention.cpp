// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/clickprompt/click_prompt_model.h"
#include "core/nn/evaluation_scope.h"
#include "tests/support/small_model.h"

#include <torch/csrc/autograd/autograd.h>

#include <QtTest>

using namespace cpw;
using clickprompt::ClickPromptModel;
using clickprompt::Inspection;

namespace {

ClickPromptModel model(spec::PromptForm form) {
    auto options = testing::smallOptions();
    options.prompts.form = form;
    at::manual_seed(3);
    ClickPromptModel made(options);
    made->to(at::kDouble);
    made->eval();
    return made;
}

double distance(const at::Tensor& a, const at::Tensor& b) {
    return (a - b).abs().max().item<double>();
}

} // namespace

class TestIntervention : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void attentionAsWeightsGivesTheFusedResult() {
        for (const auto form : testing::kForms) {
            auto m = model(form);
            const at::NoGradGuard noGrad;
            const auto batch = testing::smallBatch();
            const auto fused = m->observe(batch, {.usesText = true, .wantsStates = true});
            const auto all = m->observe(batch, {.usesText = true, .wantsStates = true, .wantsAttention = true});
            const auto one = m->observe(batch, {.usesText = true, .attentionLayer = 1});
            QVERIFY(distance(fused.logits.joint, all.logits.joint) < 1e-12);
            QVERIFY(distance(fused.logits.joint, m->forwardJoint(batch).joint) < 1e-12);
            QVERIFY(distance(fused.hiddenStates, all.hiddenStates) < 1e-12);
            QVERIFY(distance(all.attention.sum(-1), at::ones({2, 3, 2, 5}, at::kDouble)) < 1e-12);
            QVERIFY(distance(one.attention[0], all.attention[1]) < 1e-12);
        }
    }

    void aMaskedHeadIsAZeroedSliceOfTheOutputMap() {
        auto m = model(spec::PromptForm::Prefix);
        const at::NoGradGuard noGrad;
        const auto batch = testing::smallBatch();
        auto gates = at::ones({2, 2}, at::kDouble);
        gates[1][0] = 0;
        const auto masked = m->observe(batch, {.usesText = true, .intervention = {.headGates = gates}}).logits.joint;
        const auto before = m->observe(batch, {.usesText = true}).logits.joint;
        m->named_parameters()["encoder.encoder.layer.1.attention.output.dense.weight"].narrow(1, 0, 2).zero_(); // head size 2
        QVERIFY(distance(masked, m->observe(batch, {.usesText = true}).logits.joint) < 1e-12);
        QVERIFY(distance(masked, before) > 1e-9);
    }

    void hiddenPromptsAreNoPrompts() {
        for (const auto form : testing::kForms) {
            auto m = model(form);
            const at::NoGradGuard noGrad;
            const auto batch = testing::smallBatch();
            const clickprompt::Intervention hidden{.hiddenPrompts = at::ones({2, 2}, at::kBool)};
            const auto cut = m->maskedLogits(batch, {}, clickprompt::PromptUse::CutOff);
            QVERIFY(distance(m->maskedLogits(batch, hidden, clickprompt::PromptUse::Used), cut) < 1e-12);
            QVERIFY(distance(m->maskedLogits(batch, {}, clickprompt::PromptUse::Used), cut) > 1e-9);
            const auto chosen = at::log_softmax(cut, 1).gather(1, batch.maskedTargets.unsqueeze(1)).sum();
            const auto loss = m->forwardMasked(batch, false, clickprompt::PromptUse::CutOff).lossSum;
            QVERIFY(std::abs(chosen.item<double>() + loss.item<double>()) < 1e-5);
        }
    }

    void gradientsByEmbeddingsAreThoseOfFiniteDifferences() {
        for (const auto form : testing::kForms) {
            auto m = model(form);
            auto batch = testing::smallBatch();
            auto table = m->embeddingTables().front();
            auto fields = table->lookup(batch.fields).detach().clone();
            auto words = at::embedding(m->encoder()->wordEmbeddings(), batch.tokens.ids).detach().clone();
            const auto logit = [&](const at::Tensor& ofFields, const at::Tensor& ofWords) {
                auto given = batch;
                given.tokens.words = ofWords;
                table->setGiven(ofFields);
                const auto sum = m->observe(given, {.usesText = true}).logits.joint.sum();
                table->setGiven({});
                return sum;
            };
            fields.set_requires_grad(true);
            words.set_requires_grad(true);
            const auto gradients = torch::autograd::grad({logit(fields, words)}, {fields, words});
            const at::NoGradGuard noGrad;
            for (const std::int64_t place : {0, 3, 7, 11}) {
                const auto moved = [place](const at::Tensor& tensor, double by) {
                    auto other = tensor.detach().clone();
                    other.view({-1})[place] += by;
                    return other;
                };
                const auto byField = (logit(moved(fields, 1e-5), words) - logit(moved(fields, -1e-5), words)).item<double>() / 2e-5;
                const auto byWord = (logit(fields, moved(words, 1e-5)) - logit(fields, moved(words, -1e-5))).item<double>() / 2e-5;
                QVERIFY(std::abs(byField - gradients[0].reshape({-1})[place].item<double>()) < 1e-8);
                QVERIFY(std::abs(byWord - gradients[1].reshape({-1})[place].item<double>()) < 1e-8);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestIntervention)
#include "tst_intervention.moc"
