// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"

#include "core/base/expects.h"
#include "core/clickprompt/click_prompt_model.h"
#include "core/clickprompt/fusion.h"
#include "core/clickprompt/prompt_projector.h"
#include "core/plm/safetensors.h"
#include "tests/support/test_data.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing;
using clickprompt::ClickPromptModel;
using clickprompt::ClickPromptOptions;

namespace {

plm::PlmConfig tinyConfig() {
    plm::PlmConfig config;
    config.vocabularySize = 11;
    config.hidden = 6;
    config.layers = 2;
    config.heads = 2;
    config.feedForward = 5;
    config.maximumPositions = 12;
    config.initializerRange = 0.4;
    return config;
}

ClickPromptOptions tinyOptions(int prompts = 2, const std::string& backbone = "dcn_v2") {
    ClickPromptOptions options;
    options.shape = {3, 15};
    options.backbone = {backbone,
                        {{"embedding_size", std::int64_t(2)},
                         {"embedding_spread", 0.5},
                         {"tower_width", std::int64_t(3)},
                         {"tower_layers", std::int64_t(1)}}};
    if (backbone == "dcn_v2")
        options.backbone.options["cross_layers"] = std::int64_t(1);
    options.plm = tinyConfig();
    options.prompts.count = prompts;
    return options;
}

clickprompt::ModelBatch someBatch() {
    clickprompt::ModelBatch batch;
    batch.fields.ids = at::tensor({0, 7, 12, 6, 11, 14, 3, 7, 13}, at::kLong).view({3, 3});
    batch.tokens.ids = at::tensor({1, 5, 3, 7, 2, 1, 9, 2, 0, 0, 1, 4, 8, 2, 0}, at::kLong).view({3, 5});
    batch.tokens.mask = batch.tokens.ids.ne(0);
    batch.maskedPositions = at::tensor({1, 3, 6, 12}, at::kLong);
    batch.maskedTargets = at::tensor({5, 8, 9, 10}, at::kLong);
    return batch;
}

bool hasGradient(const at::Tensor& parameter) {
    return parameter.grad().defined() && parameter.grad().abs().sum().item<double>() > 0;
}

} // namespace

class ClickPromptModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(41); }

    void partsOfTheModelHaveTheDocumentedNames() {
        auto options = tinyOptions();
        options.fusion = spec::FusionKind::Learned;
        ClickPromptModel model(options);
        std::map<std::string, std::vector<std::int64_t>> shapes;
        for (const auto& item : model->named_parameters())
            if (!item.key().starts_with("encoder."))
                shapes[item.key()] = item.value().sizes().vec();
        const std::map<std::string, std::vector<std::int64_t>> expected{{"backbone.embedding.table", {15, 2}},
                                                                        {"backbone.cross.0.weight", {6, 6}},
                                                                        {"backbone.cross.0.bias", {6}},
                                                                        {"backbone.tower.0.weight", {3, 6}},
                                                                        {"backbone.tower.0.bias", {3}},
                                                                        {"ctr_head.output.weight", {1, 9}},
                                                                        {"ctr_head.output.bias", {1}},
                                                                        {"projector.hidden.weight", {6, 9}},
                                                                        {"projector.hidden.bias", {6}},
                                                                        {"projector.output.weight", {48, 6}},
                                                                        {"projector.output.bias", {48}},
                                                                        {"mlm_head.dense.weight", {6, 6}},
                                                                        {"mlm_head.dense.bias", {6}},
                                                                        {"mlm_head.layer_norm.weight", {6}},
                                                                        {"mlm_head.layer_norm.bias", {6}},
                                                                        {"mlm_head.bias", {11}},
                                                                        {"plm_head.dense.weight", {6, 6}},
                                                                        {"plm_head.dense.bias", {6}},
                                                                        {"plm_head.output.weight", {1, 6}},
                                                                        {"plm_head.output.bias", {1}},
                                                                        {"fusion.alpha_logit", {1}}};
        QCOMPARE(shapes, expected);
        for (const auto& item : model->named_parameters())
            (void)clickprompt::ClickPromptModelImpl::partOf(item.key());
        QCOMPARE(static_cast<int>(clickprompt::ClickPromptModelImpl::partOf("encoder.embeddings.word_embeddings.weight")),
                 static_cast<int>(clickprompt::Part::Encoder));
        QVERIFY_EXCEPTION_THROWN((void)clickprompt::ClickPromptModelImpl::partOf("other.weight"), LogicError);
    }

    void projectorIndexIsPromptThenLayerThenKeyOrValueThenHead() {
        auto config = tinyConfig(); // L 2, hidden 6, 2 heads of 3
        clickprompt::PromptProjector projector(4, spec::PromptSpec{.count = 2}, clickprompt::PromptSizes::of(config));
        const at::NoGradGuard noGrad;
        auto parameters = projector->named_parameters();
        parameters["output.weight"].zero_();
        parameters["output.bias"].copy_(at::arange(48, at::kFloat)); // each output is its own index
        const auto prefix = projector->forward(at::ones({1, 4})).prompts.prefix();
        QCOMPARE(prefix.promptCount(), 2);
        // keys(l)[0, h, k, j] = k * 24 + 2l * 6 + h * 3 + j; values 6 later
        QCOMPARE(prefix.keys(1)[0][1][0][2].item<float>(), 0.0F + 12 + 3 + 2);
        QCOMPARE(prefix.values(0)[0][1][1][1].item<float>(), 24.0F + 6 + 3 + 1);
        QCOMPARE(prefix.values(1)[0][0][1][0].item<float>(), 24.0F + 18);
        QCOMPARE(prefix.allKeys().sizes().vec(), (std::vector<std::int64_t>{2, 1, 2, 2, 3}));
    }

    void goldenProjectorIsReproduced() {
        const auto file = plm::loadSafetensors(cpw::test::dataPath("/golden/projector.safetensors"));
        QVERIFY2(file.has_value(), file ? "" : file.error().text().c_str());
        auto config = tinyConfig();
        config.hidden = 12;
        config.heads = 4;
        clickprompt::PromptProjector projector(7, spec::PromptSpec{.count = 5}, clickprompt::PromptSizes::of(config));
        const at::NoGradGuard noGrad;
        for (const auto& item : projector->named_parameters())
            item.value().copy_(file->tensors.at("weight.projector." + item.key()));
        const auto prefix = projector->forward(file->tensors.at("representation")).prompts.prefix();
        CPW_VERIFY_NEAR(prefix.allKeys(), file->tensors.at("prompt_keys"), 1e-5);
        CPW_VERIFY_NEAR(prefix.allValues(), file->tensors.at("prompt_values"), 1e-5);
    }

    void fusionSumsOrWeighs() {
        const auto ctr = at::tensor({1.0F, 2.0F}), plm = at::tensor({3.0F, -2.0F});
        clickprompt::Fusion sum(spec::FusionKind::Sum), learned(spec::FusionKind::Learned);
        QVERIFY(sum->parameters().empty());
        CPW_VERIFY_NEAR(sum->forward(ctr, plm), at::tensor({4.0F, 0.0F}), 0);
        const at::NoGradGuard noGrad;
        CPW_VERIFY_NEAR(learned->forward(ctr, plm), at::tensor({2.0F, 0.0F}), 1e-6); // starts at one half
        learned->parameters()[0].fill_(std::log(3.0));                               // a = 3/4 on the CTR logit
        CPW_VERIFY_NEAR(learned->forward(ctr, plm), at::tensor({1.5F, 1.0F}), 1e-6);
        clickprompt::Fusion swapped(spec::FusionKind::LearnedPlm);
        swapped->parameters()[0].fill_(std::log(3.0)); // a = 3/4 on the language model's logit
        CPW_VERIFY_NEAR(swapped->forward(ctr, plm), at::tensor({2.5F, -1.0F}), 1e-6);
    }

    void fusionsOfOneLogitReadItAlone() {
        const auto ctr = at::tensor({1.0F, 2.0F}), plm = at::tensor({3.0F, -2.0F});
        clickprompt::Fusion plmOnly(spec::FusionKind::PlmOnly), ctrOnly(spec::FusionKind::CtrOnly);
        QVERIFY(plmOnly->parameters().empty() && ctrOnly->parameters().empty());
        QVERIFY(plmOnly->forward({}, plm).equal(plm) && !plmOnly->readsCtr() && plmOnly->readsPlm());
        QVERIFY(ctrOnly->forward(ctr, {}).equal(ctr) && ctrOnly->readsCtr() && !ctrOnly->readsPlm());
    }

    void fusionGradientsMatchFiniteDifferences() {
        clickprompt::Fusion fusion(spec::FusionKind::Learned);
        auto leaves = leavesOf(*fusion);
        leaves.push_back(randomLeaf("ctr", {4}));
        leaves.push_back(randomLeaf("plm", {4}));
        const auto ctr = leaves[1].second, plm = leaves[2].second;
        CPW_VERIFY_GRADIENTS(leaves, [&] { return mixture(fusion->forward(ctr, plm)); });
    }

    void wholeModelGradientsMatchFiniteDifferences_data() {
        QTest::addColumn<QString>("backbone");
        QTest::addColumn<bool>("isMean");
        QTest::addColumn<bool>("isMasked");
        QTest::newRow("joint, cls, dcn_v2") << "dcn_v2" << false << false;
        QTest::newRow("joint, mean, deepfm") << "deepfm" << true << false;
        QTest::newRow("masked, dcn_v2") << "dcn_v2" << false << true;
    }
    void wholeModelGradientsMatchFiniteDifferences() {
        QFETCH(QString, backbone);
        QFETCH(bool, isMean);
        QFETCH(bool, isMasked);
        auto options = tinyOptions(2, backbone.toStdString());
        options.pooler = isMean ? spec::Pooler::Mean : spec::Pooler::Cls;
        options.fusion = spec::FusionKind::Learned;
        ClickPromptModel model(options);
        const auto leaves = leavesOf(*model);
        const auto batch = someBatch();
        CPW_VERIFY_GRADIENTS(leaves, [&] {
            return isMasked ? model->forwardMasked(batch, false).lossSum : mixture(model->forwardJoint(batch).joint);
        });
    }

    void maskedGradientsReachBothSidesThroughTheRowsOfTheStep() {
        ClickPromptModel model(tinyOptions());
        auto batch = someBatch();
        const auto unique = at::_unique2(batch.fields.ids, true, true, false);
        batch.fields.uniqueIds = std::get<0>(unique);
        batch.fields.inverse = std::get<1>(unique);
        model->forwardMasked(batch, false).lossSum.backward();
        const auto parameters = model->named_parameters();
        for (const auto* name :
             {"backbone.cross.0.weight", "projector.output.weight", "encoder.embeddings.word_embeddings.weight",
              "encoder.encoder.layer.1.output.dense.weight", "mlm_head.dense.weight", "mlm_head.bias"})
            QVERIFY2(hasGradient(parameters[name]), name);
        QVERIFY(hasGradient(model->embeddingTables()[0]->stepRows()));
        QVERIFY(!hasGradient(parameters["plm_head.dense.weight"]) && !hasGradient(parameters["ctr_head.output.weight"]));
        QVERIFY(!parameters["encoder.embeddings.word_embeddings.weight"].grad().is_sparse());
    }

    void withoutPromptsTheTextSideIgnoresTheFields() {
        ClickPromptModel model(tinyOptions(0));
        for (const auto& item : model->named_parameters())
            QVERIFY2(!item.key().starts_with("projector."), item.key().c_str());
        model->eval();
        const at::NoGradGuard noGrad;
        auto batch = someBatch();
        const auto plmLogit = model->forwardJoint(batch).plm;
        const auto loss = model->forwardMasked(batch, false).lossSum;
        batch.fields.ids = at::zeros({3, 3}, at::kLong);
        QVERIFY(model->forwardJoint(batch).plm.equal(plmLogit));
        QVERIFY(model->forwardMasked(batch, false).lossSum.equal(loss));
    }

    void withPromptsTheTextSideReadsTheFields() {
        ClickPromptModel model(tinyOptions(2));
        const at::NoGradGuard noGrad;
        auto batch = someBatch();
        const auto plmLogit = model->forwardJoint(batch).plm;
        batch.fields.ids = at::zeros({3, 3}, at::kLong);
        QVERIFY(!model->forwardJoint(batch).plm.allclose(plmLogit, 1e-3, 1e-3));
    }

    void inspectionShowsWhatForwardComputes() {
        for (const auto pooler : {spec::Pooler::Cls, spec::Pooler::Mean}) {
            auto options = tinyOptions();
            options.pooler = pooler;
            options.plm->hiddenDropout = 0.4;
            ClickPromptModel model(options);
            model->encoder()->eval();
            const auto seen = model->inspect(someBatch(), true, true);
            QVERIFY(model->is_training() && !model->encoder()->is_training()); // modes are given back
            model->eval();
            const at::NoGradGuard noGrad;
            const auto logits = model->forwardJoint(someBatch());
            CPW_VERIFY_NEAR(seen.logits.ctr, logits.ctr, 1e-6);
            CPW_VERIFY_NEAR(seen.logits.plm, logits.plm, 1e-5);
            CPW_VERIFY_NEAR(seen.logits.joint, logits.joint, 1e-5);
            QCOMPARE(seen.promptKeys.sizes().vec(), (std::vector<std::int64_t>{2, 3, 2, 2, 3}));
            QCOMPARE(seen.hiddenStates.sizes().vec(), (std::vector<std::int64_t>{3, 3, 5, 6}));
            QCOMPARE(seen.attention.sizes().vec(), (std::vector<std::int64_t>{2, 3, 2, 5, 7}));
            QVERIFY(!seen.logits.joint.requires_grad());
        }
    }

    void aModelWithoutTextSideServesTheCtrLogit() {
        auto options = tinyOptions();
        options.plm.reset();
        ClickPromptModel model(options);
        const auto logits = model->forwardCtr(someBatch());
        QVERIFY(!logits.plm.defined());
        QVERIFY(logits.joint.equal(logits.ctr));
        QCOMPARE(logits.ctr.sizes().vec(), std::vector<std::int64_t>{3});
        QVERIFY_EXCEPTION_THROWN((void)model->forwardJoint(someBatch()), LogicError);
        QVERIFY_EXCEPTION_THROWN((void)model->forwardMasked(someBatch(), false), LogicError);
        QVERIFY(!model->inspect(someBatch(), false, false).hiddenStates.defined());
    }

    void equalSeedsGiveEqualModels() {
        at::manual_seed(9);
        ClickPromptModel one(tinyOptions());
        at::manual_seed(9);
        ClickPromptModel two(tinyOptions());
        for (const auto& item : one->named_parameters())
            QVERIFY(item.value().equal(two->named_parameters()[item.key()]));
    }

    void contradictingOptionsAreAllReported() {
        auto options = tinyOptions();
        QVERIFY(clickprompt::checkOptions(options).empty());
        options.backbone.id = "dcn_v9";
        options.plm->hidden = 7;
        options.prompts.count = 600;
        options.prompts.positions = spec::PromptPositions::ShiftedByPrompts;
        std::vector<std::string> paths;
        for (const auto& problem : clickprompt::checkOptions(options))
            paths.push_back(problem.path);
        QCOMPARE(paths, (std::vector<std::string>{"backbone.id", "plm.scratch.hidden", "prompts.positions", "prompts.count"}));
    }
};

QTEST_APPLESS_MAIN(ClickPromptModelTest)
#include "tst_click_prompt_model.moc"
