// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"
#include "tests/support/small_model.h"

#include "core/base/expects.h"
#include "core/clickprompt/ctr_head.h"
#include "core/clickprompt/prompt_projector.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing;
using clickprompt::ClickPromptModel;
using clickprompt::CtrHead;
using spec::CtrLogit;
using spec::ProjectorKind;
using spec::PromptForm;

namespace {

constexpr std::int64_t kRepresentation = 5;

spec::PromptSpec promptSpec(PromptForm form, ProjectorKind projector, CtrLogit ctrLogit = CtrLogit::Mean) {
    return {.count = 3, .form = form, .projector = projector, .ctrLogit = ctrLogit};
}

clickprompt::PromptProjector makeProjector(const spec::PromptSpec& prompts) {
    return clickprompt::PromptProjector(kRepresentation, prompts, clickprompt::PromptSizes::of(smallPlm())); // L 2, H 4, 2 heads
}

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

Shapes shapesOf(torch::nn::Module& module, const std::string& prefix = {}) {
    Shapes shapes;
    for (const auto& item : module.named_parameters())
        if (item.key().starts_with(prefix))
            shapes[item.key()] = item.value().sizes().vec();
    return shapes;
}

std::string nameOf(PromptForm form, ProjectorKind projector, CtrLogit ctrLogit) {
    return fmt::format("{}, {}, {}", enumId(form), enumId(projector), enumId(ctrLogit));
}

/// One number by path, for a comparison with a literal.
double numberAt(const at::Tensor& tensor, std::initializer_list<std::int64_t> path) {
    auto part = tensor;
    for (const auto index : path)
        part = part[index];
    return part.item<double>();
}

} // namespace

class PromptOptionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(61); }

    void projectorsHaveTheDocumentedParameters() {
        const auto shared = [](std::int64_t outputs) {
            return Shapes{
                {"hidden.weight", {4, 5}}, {"hidden.bias", {4}}, {"output.weight", {outputs, 4}}, {"output.bias", {outputs}}};
        };
        const auto separate = [](std::int64_t networks, std::int64_t width) {
            return Shapes{{"separate.hidden_weight", {networks, 4, 5}},
                          {"separate.hidden_bias", {networks, 4}},
                          {"separate.output_weight", {networks, width, 4}},
                          {"separate.output_bias", {networks, width}}};
        };
        const auto found = [](PromptForm form, ProjectorKind projector) {
            return shapesOf(*makeProjector(promptSpec(form, projector)));
        };
        QCOMPARE(found(PromptForm::Prefix, ProjectorKind::Shared), shared(3 * 2 * 2 * 4));
        QCOMPARE(found(PromptForm::LayerHidden, ProjectorKind::Shared), shared(3 * 2 * 4));
        QCOMPARE(found(PromptForm::Input, ProjectorKind::Shared), shared(3 * 4));
        QCOMPARE(found(PromptForm::Prefix, ProjectorKind::Separate), separate(6, 8));
        QCOMPARE(found(PromptForm::LayerHidden, ProjectorKind::Separate), separate(6, 4));
        QCOMPARE(found(PromptForm::Input, ProjectorKind::Separate), separate(3, 4));
    }

    void everyOutputOfTheSharedProjectorHasItsPlace() {
        const at::NoGradGuard noGrad;
        const auto made = [](PromptForm form) {
            auto projector = makeProjector(promptSpec(form, ProjectorKind::Shared));
            auto parameters = projector->named_parameters();
            parameters["output.weight"].zero_();
            auto& bias = parameters["output.bias"];
            bias.copy_(at::arange(bias.size(0), at::kFloat)); // each output is its own index
            return projector->forward(at::ones({2, kRepresentation}));
        };
        const auto hidden = made(PromptForm::LayerHidden);
        QCOMPARE(hidden.prompts.allLayerHidden().sizes().vec(), (std::vector<std::int64_t>{2, 2, 3, 4})); // [L, B, K, H]
        QCOMPARE(numberAt(hidden.prompts.allLayerHidden(), {1, 0, 2, 3}), 2 * 8.0 + 4 + 3);               // k * LH + l * H + h
        QCOMPARE(numberAt(hidden.units, {1, 2 * 2 + 1, 3}), 2 * 8.0 + 4 + 3);
        const auto input = made(PromptForm::Input);
        QCOMPARE(input.prompts.inputStates().sizes().vec(), (std::vector<std::int64_t>{2, 3, 4})); // [B, K, H]
        QCOMPARE(numberAt(input.prompts.inputStates(), {1, 2, 1}), 2 * 4.0 + 1);
        QCOMPARE(numberAt(input.units, {0, 2, 1}), 2 * 4.0 + 1);
        const auto prefix = made(PromptForm::Prefix);
        QCOMPARE(prefix.units.sizes().vec(), (std::vector<std::int64_t>{2, 12, 4}));
        QCOMPARE(numberAt(prefix.units, {0, 2 * 4 + 2 * 1 + 1, 2}), 2 * 16.0 + 3 * 4 + 2);              // unit k * 2L + 2l + s
        QCOMPARE(numberAt(prefix.prompts.prefix().allValues(), {1, 0, 1, 2, 0}), 2 * 16.0 + 3 * 4 + 2); // head 1 starts at 2
    }

    void separateNetworksAreNetworksOfTheirOwn_data() {
        QTest::addColumn<int>("form");
        for (const auto form : kForms)
            QTest::newRow(enumId(form)) << static_cast<int>(form);
    }
    void separateNetworksAreNetworksOfTheirOwn() {
        QFETCH(int, form);
        const at::NoGradGuard noGrad;
        const auto kind = static_cast<PromptForm>(form);
        auto projector = makeProjector(promptSpec(kind, ProjectorKind::Separate));
        auto p = projector->named_parameters();
        for (auto& item : p)
            item.value().normal_(0, 1);
        const auto representation = at::randn({2, kRepresentation});
        const auto made = projector->forward(representation);
        const std::int64_t layers = kind == PromptForm::Input ? 1 : 2, prompts = 3;
        for (std::int64_t layer = 0; layer < layers; ++layer)
            for (std::int64_t k = 0; k < prompts; ++k) {
                const auto n = layer * prompts + k;
                const auto hidden =
                    at::tanh(at::matmul(representation, p["separate.hidden_weight"][n].t()) + p["separate.hidden_bias"][n]);
                const auto output =
                    at::matmul(hidden, p["separate.output_weight"][n].t()) + p["separate.output_bias"][n]; // [B, w]
                if (kind == PromptForm::Input)
                    CPW_VERIFY_NEAR(made.prompts.inputStates().select(1, k), output, 1e-5);
                if (kind == PromptForm::LayerHidden)
                    CPW_VERIFY_NEAR(made.prompts.allLayerHidden()[layer].select(1, k), output, 1e-5);
                if (kind != PromptForm::Prefix) {
                    CPW_VERIFY_NEAR(made.units.select(1, k * layers + layer), output, 1e-5); // the order of the shared projector
                    continue;
                }
                const auto keys = made.prompts.prefix().keys(layer).select(2, k).flatten(1); // [B, heads, D] to [B, H]
                CPW_VERIFY_NEAR(keys, output.narrow(1, 0, 4), 1e-5);
                CPW_VERIFY_NEAR(made.prompts.prefix().values(layer).select(2, k).flatten(1), output.narrow(1, 4, 4), 1e-5);
                CPW_VERIFY_NEAR(made.units.narrow(1, 2 * (k * layers + layer), 2).flatten(1), output, 1e-5); // keys, then values
            }
    }

    void separateNetworksStartWithXaviersSpread() {
        auto prompts = promptSpec(PromptForm::Prefix, ProjectorKind::Separate);
        prompts.count = 64;
        const clickprompt::PromptSizes sizes{4, 32, 2};
        clickprompt::PromptProjector projector(16, prompts, sizes);
        const auto p = projector->named_parameters();
        QVERIFY(std::abs(p["separate.hidden_weight"].std().item<double>() / std::sqrt(2.0 / 48) - 1) < 0.02);
        QVERIFY(std::abs(p["separate.output_weight"].std().item<double>() / std::sqrt(2.0 / 96) - 1) < 0.02);
        QCOMPARE(p["separate.hidden_bias"].abs().sum().item<float>(), 0.0F);
    }

    void promptDropoutActsInTrainingOnly() {
        const at::NoGradGuard noGrad;
        for (const auto projectorKind : kProjectors) {
            auto prompts = promptSpec(PromptForm::Input, projectorKind);
            prompts.count = 200;
            prompts.dropout = 0.25;
            auto projector = makeProjector(prompts);
            const auto representation = at::randn({2, kRepresentation});
            projector->eval();
            const auto exact = projector->forward(representation);
            QVERIFY(projector->forward(representation).units.equal(exact.units));
            projector->train();
            const auto dropped = projector->forward(representation);
            const auto kept = dropped.units.ne(0);
            const auto share = kept.to(at::kDouble).mean().item<double>();
            QVERIFY2(std::abs(share - 0.75) < 0.04, qPrintable(QString::number(share)));
            CPW_VERIFY_NEAR(dropped.units, exact.units / 0.75 * kept, 1e-5);
            QVERIFY(dropped.prompts.inputStates().equal(dropped.units)); // both sides read the same prompts
        }
    }

    void headsOfPromptsEqualTheirFormulas() {
        const at::NoGradGuard noGrad;
        const clickprompt::CtrHeadSizes sizes{7, kRepresentation, 3, 4};
        const auto q = at::randn({2, kRepresentation}), units = at::randn({2, 3, 4});
        const ctr::BackboneOutput trunk{q, at::randn({2, 7}), at::full({2, 1}, 100.0)}; // what the trunk adds must not count
        const auto map = [](torch::nn::Module& module, const std::string& name, const at::Tensor& input) {
            const auto p = module.named_parameters();
            return at::matmul(input, p[name + ".weight"].t()) + p[name + ".bias"];
        };
        CtrHead mean(CtrLogit::Mean, sizes), concat(CtrLogit::Concat, sizes), mixtureHead(CtrLogit::Mixture, sizes),
            attention(CtrLogit::Attention, sizes);
        QCOMPARE(shapesOf(*mean), (Shapes{{"output.weight", {1, 4}}, {"output.bias", {1}}}));
        QCOMPARE(shapesOf(*concat), (Shapes{{"output.weight", {1, 12}}, {"output.bias", {1}}}));
        QCOMPARE(shapesOf(*mixtureHead),
                 (Shapes{{"output.weight", {1, 4}}, {"output.bias", {1}}, {"gate.weight", {3, 5}}, {"gate.bias", {3}}}));
        QCOMPARE(shapesOf(*attention),
                 (Shapes{{"output.weight", {1, 4}}, {"output.bias", {1}}, {"query.weight", {1, 4}}, {"query.bias", {1}}}));
        CPW_VERIFY_NEAR(mean->forward(trunk, units), map(*mean, "output", units.sum(1) / 3).squeeze(1), 1e-6);
        CPW_VERIFY_NEAR(concat->forward(trunk, units), map(*concat, "output", units.reshape({2, 12})).squeeze(1), 1e-6);
        for (std::int64_t b = 0; b < 2; ++b) {
            const auto gates = map(*mixtureHead, "gate", q[b]).exp();
            auto mixed = at::zeros({4});
            const auto scores = map(*attention, "query", units[b]).squeeze(1).exp();
            auto attended = at::zeros({4});
            for (std::int64_t m = 0; m < 3; ++m) {
                mixed += gates[m] / gates.sum() * units[b][m];
                attended += scores[m] / scores.sum() * units[b][m];
            }
            CPW_VERIFY_NEAR(mixtureHead->forward(trunk, units)[b], map(*mixtureHead, "output", mixed)[0], 1e-6);
            CPW_VERIFY_NEAR(attention->forward(trunk, units)[b], map(*attention, "output", attended)[0], 1e-6);
        }
        QVERIFY_EXCEPTION_THROWN((void)mean->forward(trunk, {}), LogicError);
    }

    void aTrunkThatFormsTheWholeLogitNeedsNoHead() {
        CtrHead head(CtrLogit::Trunk, clickprompt::CtrHeadSizes{0, kRepresentation, 0, 0});
        QVERIFY(head->parameters().empty());
        const ctr::BackboneOutput trunk{at::randn({2, 5}), {}, at::tensor({3.0F, -1.0F}).view({2, 1})};
        CPW_VERIFY_NEAR(head->forward(trunk, {}), at::tensor({3.0F, -1.0F}), 0);
    }

    void gradientsMatchFiniteDifferences_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<int>("projector");
        QTest::addColumn<int>("ctrLogit");
        for (const auto form : kForms)
            for (const auto projector : kProjectors)
                for (const auto ctrLogit : kCtrLogits)
                    QTest::newRow(nameOf(form, projector, ctrLogit).c_str())
                        << static_cast<int>(form) << static_cast<int>(projector) << static_cast<int>(ctrLogit);
    }
    void gradientsMatchFiniteDifferences() {
        QFETCH(int, form);
        QFETCH(int, projector);
        QFETCH(int, ctrLogit);
        auto options = smallOptions(ctrLogit % 2 == 0 ? "deepfm" : "dcn_v2");
        options.prompts.form = static_cast<PromptForm>(form);
        options.prompts.projector = static_cast<ProjectorKind>(projector);
        options.prompts.ctrLogit = static_cast<CtrLogit>(ctrLogit);
        options.prompts.positions = kPositions[(form + ctrLogit) % 2];
        options.pooler = kPoolers[(form + projector + ctrLogit) % 4];
        options.fusion = projector == 0 ? spec::FusionKind::Learned : spec::FusionKind::LearnedPlm;
        ClickPromptModel model(options);
        const auto leaves = leavesOf(*model);
        CPW_VERIFY_GRADIENTS(leaves, [&] { return mixture(model->forwardJoint(smallBatch()).joint); });
    }

    void maskedGradientsMatchFiniteDifferences_data() {
        QTest::addColumn<int>("form");
        QTest::addColumn<int>("projector");
        for (const auto form : kForms)
            for (const auto projector : kProjectors)
                QTest::newRow(nameOf(form, projector, CtrLogit::Trunk).c_str())
                    << static_cast<int>(form) << static_cast<int>(projector);
    }
    void maskedGradientsMatchFiniteDifferences() {
        QFETCH(int, form);
        QFETCH(int, projector);
        auto options = smallOptions();
        options.prompts.form = static_cast<PromptForm>(form);
        options.prompts.projector = static_cast<ProjectorKind>(projector);
        options.prompts.positions = kPositions[(form + projector) % 2];
        ClickPromptModel model(options);
        const auto leaves = leavesOf(*model);
        CPW_VERIFY_GRADIENTS(leaves, [&] { return model->forwardMasked(smallBatch(), false).lossSum; });
    }

    void inspectionShowsWhatForwardComputes_data() { maskedGradientsMatchFiniteDifferences_data(); }
    void inspectionShowsWhatForwardComputes() {
        QFETCH(int, form);
        QFETCH(int, projector);
        for (const auto pooler : kPoolers)
            for (const auto ctrLogit : kCtrLogits) {
                auto options = smallOptions("deepfm");
                options.prompts.form = static_cast<PromptForm>(form);
                options.prompts.projector = static_cast<ProjectorKind>(projector);
                options.prompts.ctrLogit = ctrLogit;
                options.prompts.dropout = 0.5;
                options.pooler = pooler;
                ClickPromptModel model(options);
                const auto seen = model->inspect(smallBatch(), true, true);
                model->eval();
                const at::NoGradGuard noGrad;
                const auto logits = model->forwardJoint(smallBatch());
                CPW_VERIFY_NEAR(seen.logits.ctr, logits.ctr, 1e-6);
                CPW_VERIFY_NEAR(seen.logits.plm, logits.plm, 1e-5);
                CPW_VERIFY_NEAR(seen.logits.joint, logits.joint, 1e-5);
                CPW_VERIFY_NEAR(model->forwardCtr(smallBatch()).joint, logits.ctr, 1e-6);
                QCOMPARE(seen.promptKeys.defined(), options.prompts.form == PromptForm::Prefix);
                QCOMPARE(seen.promptHidden.defined(), options.prompts.form == PromptForm::LayerHidden);
                QCOMPARE(seen.promptInput.defined(), options.prompts.form == PromptForm::Input);
                QCOMPARE(seen.hiddenStates.sizes().vec(), (std::vector<std::int64_t>{3, 3, 5, 4}));
                QCOMPARE(seen.attention.sizes().vec(), (std::vector<std::int64_t>{2, 3, 2, 5, 7}));
            }
    }

    void theCtrSideOfPromptsServesWithoutTheLanguageModel() {
        for (const auto form : kForms)
            for (const auto ctrLogit : kCtrLogits) {
                auto options = smallOptions("deepfm");
                options.prompts.form = form;
                options.prompts.ctrLogit = ctrLogit;
                ClickPromptModel joint(options), alone(options.ctrSide());
                QVERIFY(!alone->options().plm);
                const bool hasProjector = !shapesOf(*alone, "projector.").empty();
                QCOMPARE(hasProjector, ctrLogit != CtrLogit::Trunk);
                QVERIFY(shapesOf(*alone, "encoder.").empty() && shapesOf(*alone, "fusion.").empty());
                const at::NoGradGuard noGrad;
                for (const auto& item : alone->named_parameters())
                    item.value().copy_(joint->named_parameters()[item.key()]);
                QVERIFY(alone->forwardCtr(smallBatch()).joint.equal(joint->forwardJoint(smallBatch()).ctr));
            }
    }

    void whatTheFusionDoesNotReadGetsNoGradient() {
        const auto gradients = [](spec::FusionKind fusion, int prompts) {
            auto options = smallOptions();
            options.fusion = fusion;
            options.prompts.count = prompts;
            ClickPromptModel model(options);
            for (const auto& parameter : model->parameters())
                parameter.set_requires_grad(true);
            mixture(model->forwardJoint(smallBatch()).joint).backward();
            std::set<std::string> parts;
            for (const auto& item : model->named_parameters())
                if (item.value().grad().defined())
                    parts.insert(item.key().substr(0, item.key().find('.')));
            return parts;
        };
        using Names = std::set<std::string>;
        QCOMPARE(gradients(spec::FusionKind::PlmOnly, 2), (Names{"backbone", "encoder", "plm_head", "projector"}));
        QCOMPARE(gradients(spec::FusionKind::PlmOnly, 0), (Names{"encoder", "plm_head"}));
        QCOMPARE(gradients(spec::FusionKind::CtrOnly, 2), (Names{"backbone", "ctr_head"}));
        QCOMPARE(gradients(spec::FusionKind::Sum, 0), (Names{"backbone", "ctr_head", "encoder", "plm_head"}));
    }

    void optionsThatDoNotFitAreAllNamed() {
        auto options = smallOptions();
        options.prompts.ctrLogit = CtrLogit::Concat;
        QVERIFY(clickprompt::checkOptions(options).empty());
        QVERIFY(clickprompt::checkOptions(options.ctrSide()).empty());
        const auto pathsOf = [](const clickprompt::ClickPromptOptions& checked) {
            std::vector<std::string> paths;
            for (const auto& problem : clickprompt::checkOptions(checked))
                paths.push_back(problem.path);
            return paths;
        };
        options.plm.reset(); // neither a language model nor its sizes
        options.prompts.count = 0;
        QCOMPARE(pathsOf(options), (std::vector<std::string>{"prompts.ctr_logit", "prompts.ctr_logit"}));
        options.promptSizes = clickprompt::PromptSizes{2, 7, 2};
        options.prompts.count = 513;
        QCOMPARE(pathsOf(options), (std::vector<std::string>{"prompts.count", "plm.scratch.hidden"}));
        auto shifted = smallOptions();
        shifted.prompts.form = PromptForm::Input;
        shifted.prompts.positions = spec::PromptPositions::ShiftedByPrompts;
        shifted.prompts.count = 9; // as many as positions: no room for text
        QCOMPARE(pathsOf(shifted), (std::vector<std::string>{"prompts.positions"}));
    }
};

QTEST_APPLESS_MAIN(PromptOptionsTest)
#include "tst_prompt_options.moc"
