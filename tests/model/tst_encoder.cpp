// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"

#include "core/base/expects.h"
#include "core/plm/bert_layer.h"
#include "core/plm/encoder.h"
#include "core/plm/pooler.h"
#include "core/plm/safetensors.h"
#include "core/plm/weight_loading.h"
#include "tests/support/test_data.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing;
using Last = plm::EncoderWanted::Last;

namespace {

plm::PlmConfig tinyConfig() {
    plm::PlmConfig config;
    config.vocabularySize = 11;
    config.hidden = 6;
    config.layers = 2;
    config.heads = 2;
    config.feedForward = 7;
    config.maximumPositions = 12;
    config.initializerRange = 0.4;
    return config;
}

plm::TokenBatch someTokens(bool isPadded) {
    const auto ids = at::tensor({1, 5, 3, 7, 2, 1, 9, 2, 0, 0, 1, 4, 8, 2, 0}, at::kLong).view({3, 5});
    return {ids, isPadded ? ids.ne(0) : at::Tensor()};
}

plm::PromptPrefix somePrefix(at::ScalarType type = at::kFloat, std::int64_t prompts = 2) {
    const std::vector<std::int64_t> sizes{2, 3, 2, prompts, 3};
    return {at::randn(sizes, type), at::randn(sizes, type)};
}

Result<plm::NamedTensors> golden(const std::string& name) {
    CPW_TRY(file, plm::loadSafetensors(cpw::test::dataPath("/golden/") + name));
    return std::move(file.tensors);
}

/// A layer by the textbook, in plain operations: what scaled_dot_product_attention and the split heads must equal.
at::Tensor layerByHand(torch::nn::Module& layer, const plm::PlmConfig& config, const at::Tensor& x, const at::Tensor& mask,
                       const at::Tensor& promptKeys, const at::Tensor& promptValues) {
    const auto p = layer.named_parameters();
    const auto map = [&](const std::string& name, const at::Tensor& input) {
        return at::matmul(input, p[name + ".weight"].t()) + p[name + ".bias"];
    };
    const auto norm = [&](const std::string& name, const at::Tensor& input) {
        const auto mean = input.mean(-1, true);
        const auto variance = (input - mean).square().mean(-1, true);
        return (input - mean) / (variance + config.layerNormEpsilon).sqrt() * p[name + ".weight"] + p[name + ".bias"];
    };
    const auto query = map("attention.self.query", x), key = map("attention.self.key", x), value = map("attention.self.value", x);
    std::vector<at::Tensor> heads;
    for (std::int64_t h = 0; h < config.heads; ++h) {
        const auto slice = [&](const at::Tensor& t) { return t.narrow(2, h * config.headSize(), config.headSize()); };
        const auto keys = at::cat({promptKeys.select(1, h), slice(key)}, 1);
        const auto values = at::cat({promptValues.select(1, h), slice(value)}, 1);
        auto scores = at::matmul(slice(query), keys.transpose(1, 2)) / std::sqrt(static_cast<double>(config.headSize()));
        const auto hidden = at::cat({at::zeros({x.size(0), promptKeys.size(2)}, at::kBool), mask.logical_not()}, 1).unsqueeze(1);
        scores = scores - hidden.to(x.scalar_type()) * 1e9;
        const auto weights = (scores - scores.amax({2}, true)).exp();
        heads.push_back(at::matmul(weights / weights.sum(2, true), values));
    }
    const auto attended = norm("attention.output.LayerNorm", map("attention.output.dense", at::cat(heads, 2)) + x);
    const auto inner = map("intermediate.dense", attended);
    const auto activated = inner * 0.5 * (1 + at::erf(inner / std::sqrt(2.0)));
    return norm("output.LayerNorm", map("output.dense", activated) + attended);
}

} // namespace

class EncoderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(31); }

    void parametersCarryHuggingFaceNames() {
        auto config = tinyConfig();
        config.layers = 1;
        std::map<std::string, std::vector<std::int64_t>> shapes;
        for (const auto& item : plm::BertEncoder(config, 0)->named_parameters())
            shapes[item.key()] = item.value().sizes().vec();
        const std::map<std::string, std::vector<std::int64_t>> expected{
            {"embeddings.word_embeddings.weight", {11, 6}},
            {"embeddings.position_embeddings.weight", {12, 6}},
            {"embeddings.token_type_embeddings.weight", {2, 6}},
            {"embeddings.LayerNorm.weight", {6}},
            {"embeddings.LayerNorm.bias", {6}},
            {"encoder.layer.0.attention.self.query.weight", {6, 6}},
            {"encoder.layer.0.attention.self.query.bias", {6}},
            {"encoder.layer.0.attention.self.key.weight", {6, 6}},
            {"encoder.layer.0.attention.self.key.bias", {6}},
            {"encoder.layer.0.attention.self.value.weight", {6, 6}},
            {"encoder.layer.0.attention.self.value.bias", {6}},
            {"encoder.layer.0.attention.output.dense.weight", {6, 6}},
            {"encoder.layer.0.attention.output.dense.bias", {6}},
            {"encoder.layer.0.attention.output.LayerNorm.weight", {6}},
            {"encoder.layer.0.attention.output.LayerNorm.bias", {6}},
            {"encoder.layer.0.intermediate.dense.weight", {7, 6}},
            {"encoder.layer.0.intermediate.dense.bias", {7}},
            {"encoder.layer.0.output.dense.weight", {6, 7}},
            {"encoder.layer.0.output.dense.bias", {6}},
            {"encoder.layer.0.output.LayerNorm.weight", {6}},
            {"encoder.layer.0.output.LayerNorm.bias", {6}},
        };
        QCOMPARE(shapes, expected);
    }

    void aLayerEqualsTheTextbook() {
        const auto config = tinyConfig();
        plm::BertLayer layer(config);
        layer->to(at::kDouble);
        const auto x = at::randn({3, 5, 6}, at::kDouble);
        const auto mask = someTokens(true).mask;
        const auto prefix = somePrefix(at::kDouble);
        const plm::AttentionContext context{
            prefix.keys(0), prefix.values(0), at::cat({at::ones({3, 2}, at::kBool), mask}, 1).unsqueeze(1).unsqueeze(1), {}};
        const at::NoGradGuard noGrad;
        const auto expected = layerByHand(*layer, config, x, mask, prefix.keys(0), prefix.values(0));
        CPW_VERIFY_NEAR(layer->forward(x, context, false).hidden, expected, 1e-12);
        CPW_VERIFY_NEAR(layer->forward(x, context, true).hidden, expected, 1e-12);
    }

    void firstAndPositionsEqualRowsOfAll_data() {
        QTest::addColumn<bool>("isPadded");
        QTest::addColumn<bool>("hasPrefix");
        QTest::newRow("plain") << false << false;
        QTest::newRow("mask") << true << false;
        QTest::newRow("prefix") << false << true;
        QTest::newRow("mask and prefix") << true << true;
    }
    void firstAndPositionsEqualRowsOfAll() {
        QFETCH(bool, isPadded);
        QFETCH(bool, hasPrefix);
        plm::BertEncoder encoder(tinyConfig(), 0);
        const auto tokens = someTokens(isPadded);
        const auto prefix = hasPrefix ? somePrefix() : plm::PromptPrefix();
        const auto positions = at::tensor({1, 3, 5, 10, 11, 13}, at::kLong);
        const at::NoGradGuard noGrad;
        const auto all = encoder->forward(tokens, prefix, {}).last;
        CPW_VERIFY_NEAR(encoder->forward(tokens, prefix, {.last = Last::First, .positions = {}}).last, all.select(1, 0), 2e-6);
        CPW_VERIFY_NEAR(encoder->forward(tokens, prefix, {.last = Last::Positions, .positions = positions}).last,
                        all.flatten(0, 1).index_select(0, positions), 2e-6);
    }

    void hiddenStatesEndWithTheLastLayerAndAttentionSumsToOne() {
        plm::BertEncoder encoder(tinyConfig(), 0);
        const at::NoGradGuard noGrad;
        const auto tokens = someTokens(true);
        const auto output = encoder->forward(tokens, somePrefix(), {.positions = {}, .hiddenStates = true, .attention = true});
        QCOMPARE(output.hiddenStates.size(), 3U);
        QCOMPARE(output.attention.size(), 2U);
        QVERIFY(output.hiddenStates.back().equal(output.last));
        QCOMPARE(output.attention[0].sizes().vec(), (std::vector<std::int64_t>{3, 2, 5, 7}));
        CPW_VERIFY_NEAR(output.attention[1].sum(-1), at::ones({3, 2, 5}), 1e-6);
        // Row 1 has three tokens: behind two prompt columns, columns 5 and 6 are padding.
        QCOMPARE(output.attention[1][1].narrow(-1, 5, 2).abs().max().item<float>(), 0.0F);
    }

    void gradientsMatchFiniteDifferences_data() {
        QTest::addColumn<int>("last");
        QTest::newRow("all") << static_cast<int>(Last::All);
        QTest::newRow("first") << static_cast<int>(Last::First);
        QTest::newRow("positions, sparse word gradient") << static_cast<int>(Last::Positions);
    }
    void gradientsMatchFiniteDifferences() {
        QFETCH(int, last);
        plm::BertEncoder encoder(tinyConfig(), 2);
        auto leaves = leavesOf(*encoder);
        leaves.push_back(randomLeaf("prompt keys", {2, 3, 2, 2, 3}));
        leaves.push_back(randomLeaf("prompt values", {2, 3, 2, 2, 3}));
        const auto keys = leaves[leaves.size() - 2].second, values = leaves.back().second;
        const auto wanted = static_cast<Last>(last);
        const plm::EncoderWanted what{.last = wanted,
                                      .positions = at::tensor({0, 2, 6, 10, 13}, at::kLong),
                                      .sparseWordGradient = wanted == Last::Positions};
        const auto loss = [&] { return mixture(encoder->forward(someTokens(true), plm::PromptPrefix(keys, values), what).last); };
        CPW_VERIFY_GRADIENTS(leaves, loss);
    }

    void shiftedPositionsReadLaterRowsOfTheTable() {
        plm::BertEncoder plain(tinyConfig(), 0), shifted(tinyConfig(), 3);
        const at::NoGradGuard noGrad;
        for (const auto& item : plain->named_parameters())
            shifted->named_parameters()[item.key()].copy_(item.value());
        auto table = shifted->named_parameters()["embeddings.position_embeddings.weight"];
        table.copy_(at::roll(table, 3, 0)); // row p + 3 now holds what row p held
        CPW_VERIFY_NEAR(shifted->forward(someTokens(false), {}, {}).last, plain->forward(someTokens(false), {}, {}).last, 0);
    }

    void textBeyondThePositionTableIsRefused() {
        plm::BertEncoder encoder(tinyConfig(), 8);
        QVERIFY_EXCEPTION_THROWN((void)encoder->forward(someTokens(false), {}, {}), LogicError);
        QVERIFY_EXCEPTION_THROWN(
            (void)plm::BertEncoder(tinyConfig(), 0)->forward({at::zeros({1, 5}, at::kLong), {}}, somePrefix(), {}), LogicError);
    }

    void dropoutActsInTrainingOnly() {
        auto config = tinyConfig();
        config.hiddenDropout = 0.3;
        config.attentionDropout = 0.3;
        plm::BertEncoder encoder(config, 0);
        const at::NoGradGuard noGrad;
        const auto run = [&] { return encoder->forward(someTokens(true), {}, {}).last; };
        encoder->train();
        QVERIFY(!run().equal(run()));
        encoder->eval();
        QVERIFY(run().equal(run()));
    }

    void dropoutSetLaterReplacesTheConfigurations() {
        auto config = tinyConfig();
        config.hiddenDropout = 0.3;
        plm::BertEncoder encoder(config, 0);
        const at::NoGradGuard noGrad;
        const auto run = [&] { return encoder->forward(someTokens(true), {}, {}).last; };
        encoder->train();
        encoder->setDropout(0);
        const auto without = run();
        encoder->setDropout(0.5); // the layers too: more than the embeddings change between two passes
        QVERIFY(!run().equal(run()));
        const auto runSeeded = [&] {
            at::manual_seed(7);
            return run();
        };
        const auto withHalf = runSeeded();
        encoder->setDropout(-1); // the configuration's own again
        const auto withOwn = runSeeded();
        QVERIFY(!withOwn.equal(withHalf));
        encoder->setDropout(0.3);
        QVERIFY(runSeeded().equal(withOwn));
        encoder->eval();
        QVERIFY(run().equal(without));
    }

    void meanPoolerLeavesPaddingOut() {
        const auto hidden =
            at::tensor({1.0F, 2.0F, 3.0F, 4.0F, 50.0F, 60.0F, 1.0F, 1.0F, 2.0F, 2.0F, 6.0F, 9.0F}).view({2, 3, 2});
        const auto mask = at::tensor({1, 1, 0, 1, 1, 1}).view({2, 3}).to(at::kBool);
        CPW_VERIFY_NEAR(plm::poolMean(hidden, mask), at::tensor({2.0F, 3.0F, 3.0F, 4.0F}).view({2, 2}), 1e-6);
        CPW_VERIFY_NEAR(plm::poolMean(hidden, {}), at::tensor({18.0F, 22.0F, 3.0F, 4.0F}).view({2, 2}), 1e-6);
    }

    void goldenBertIsReproduced_data() {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<int>("shift");
        QTest::newRow("plain") << "" << 0;
        QTest::newRow("prefix") << "prefix." << 0;
        QTest::newRow("prefix, shifted positions") << "prefix_shifted." << 3;
    }
    void goldenBertIsReproduced() {
        QFETCH(QString, prefix);
        QFETCH(int, shift);
        const std::string folder = cpw::test::dataPath("/golden/bert_tiny");
        const auto config = plm::PlmConfig::load(folder);
        QVERIFY2(config.has_value(), config ? "" : config.error().text().c_str());
        plm::BertEncoder encoder(*config, shift);
        const auto report = plm::loadHuggingFaceFolder(folder, encoder, nullptr);
        QVERIFY2(report.has_value(), report ? "" : report.error().text().c_str());
        const auto cases = golden("bert_tiny/cases.safetensors");
        QVERIFY(cases.has_value());
        encoder->eval();
        const at::NoGradGuard noGrad;
        const plm::TokenBatch tokens{cases->at("token_ids"), cases->at("token_mask").to(at::kBool)};
        const auto prompts =
            prefix.isEmpty() ? plm::PromptPrefix() : plm::PromptPrefix(cases->at("prompt_keys"), cases->at("prompt_values"));
        const auto name = prefix.toStdString();
        for (const bool wantsAttention : {false, true}) {
            const auto output =
                encoder->forward(tokens, prompts, {.positions = {}, .hiddenStates = true, .attention = wantsAttention});
            CPW_VERIFY_NEAR(at::stack(output.hiddenStates), cases->at(name + "hidden_states"), 1e-5);
            if (wantsAttention)
                CPW_VERIFY_NEAR(at::stack(output.attention), cases->at(name + "attention"), 1e-5);
        }
    }

    void goldenBertGradientsAreReproduced() {
        const std::string folder = cpw::test::dataPath("/golden/bert_tiny");
        plm::BertEncoder encoder(*plm::PlmConfig::load(folder), 0);
        QVERIFY(plm::loadHuggingFaceFolder(folder, encoder, nullptr).has_value());
        const auto cases = golden("bert_tiny/cases.safetensors");
        QVERIFY(cases.has_value());
        encoder->eval();
        const auto keys = cases->at("prompt_keys").clone().set_requires_grad(true);
        const auto values = cases->at("prompt_values").clone().set_requires_grad(true);
        const auto mask = cases->at("token_mask").to(at::kBool);
        const auto last = encoder->forward({cases->at("token_ids"), mask}, plm::PromptPrefix(keys, values), {}).last;
        last.flatten(0, 1).index_select(0, mask.flatten().nonzero().squeeze(1)).square().sum().backward();
        const auto parameters = encoder->named_parameters();
        const std::vector<std::pair<at::Tensor, const char*>> gradients{
            {parameters["embeddings.word_embeddings.weight"].grad(), "grad.word_embeddings"},
            {parameters["encoder.layer.0.attention.self.query.weight"].grad(), "grad.layer0_query"},
            {parameters["encoder.layer.0.attention.self.key.weight"].grad(), "grad.layer0_key"},
            {parameters["encoder.layer.1.output.dense.weight"].grad(), "grad.layer1_output"},
            {keys.grad(), "grad.prompt_keys"},
            {values.grad(), "grad.prompt_values"}};
        for (const auto& [found, name] : gradients)
            CPW_VERIFY_NEAR(found, cases->at(name), 2e-5 * std::max(1.0, cases->at(name).abs().max().item<double>()));
    }
};

QTEST_APPLESS_MAIN(EncoderTest)
#include "tst_encoder.moc"
