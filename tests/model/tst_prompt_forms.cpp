// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/gradient_check.h"
#include "tests/support/small_model.h"

#include "core/base/expects.h"
#include "core/plm/bert_layer.h"
#include "core/plm/pooler.h"

#include <QtTest>

using namespace cpw;
using namespace cpw::testing;
using Last = plm::EncoderWanted::Last;
using spec::PromptForm;

namespace {

constexpr std::int64_t kPrompts = 2;

plm::TokenBatch someTokens(bool isPadded) {
    const auto ids = smallBatch().tokens.ids;
    return {ids, isPadded ? ids.ne(0) : at::Tensor()};
}

/// Random prompts of a form for a batch of `rows`.
plm::SoftPrompts somePrompts(PromptForm form, std::int64_t rows = 3) {
    const auto config = smallPlm();
    switch (form) {
    case PromptForm::Prefix: {
        const std::vector<std::int64_t> sizes{config.layers, rows, config.heads, kPrompts, config.headSize()};
        const auto keys = at::randn(sizes);
        return plm::PromptPrefix(keys, at::randn(sizes));
    }
    case PromptForm::LayerHidden:
        return plm::SoftPrompts::layerHidden(at::randn({config.layers, rows, kPrompts, config.hidden}));
    case PromptForm::Input:
        return plm::SoftPrompts::input(at::randn({rows, kPrompts, config.hidden}));
    }
    return {};
}

/// Rows [begin, end) of the batch.
plm::SoftPrompts rowsOf(const plm::SoftPrompts& prompts, std::int64_t begin, std::int64_t end) {
    if (prompts.inputStates().defined())
        return plm::SoftPrompts::input(prompts.inputStates().slice(0, begin, end));
    if (prompts.allLayerHidden().defined())
        return plm::SoftPrompts::layerHidden(prompts.allLayerHidden().slice(1, begin, end));
    return plm::PromptPrefix(prompts.prefix().allKeys().slice(1, begin, end), prompts.prefix().allValues().slice(1, begin, end));
}

void addForms() {
    QTest::addColumn<int>("form");
    for (const auto form : kForms)
        QTest::newRow(enumId(form)) << static_cast<int>(form);
}

/// Makes every map the identity and every feed-forward block nothing.
void makePlain(torch::nn::Module& layer) {
    const at::NoGradGuard noGrad;
    for (const auto& item : layer.named_parameters()) {
        const bool isMap = item.key().starts_with("attention.") && item.key().ends_with(".weight") && item.value().dim() == 2;
        if (isMap)
            item.value().copy_(at::eye(item.value().size(0)));
        else if (item.key().find("LayerNorm.weight") == std::string::npos)
            item.value().zero_();
    }
}

} // namespace

class PromptFormsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { at::manual_seed(53); }

    void aHiddenPromptIsAttendedAsComputedByHand() {
        auto config = smallPlm();
        config.hidden = 3;
        config.heads = 1;
        plm::BertLayer layer(config);
        layer->to(at::kDouble);
        makePlain(*layer);
        const auto text = at::tensor({1.0, 0.5, -1.0}, at::kDouble).view({1, 1, 3});
        const auto prompt = at::tensor({0.0, 2.0, 1.0}, at::kDouble).view({1, 1, 3});
        const at::NoGradGuard noGrad;
        const auto output = layer->forward(text, {{}, {}, {}, prompt}, true);
        // Scores 0 and 2.25 / sqrt(3); weights 0.2143 and 0.7857; their mixture plus the text, normalised.
        CPW_VERIFY_NEAR(output.attention, at::tensor({0.21432694670590133, 0.7856730532940986}, at::kDouble).view({1, 1, 1, 2}),
                        1e-12);
        const auto expected =
            at::tensor({0.8575924047996835, 0.5450628481930773, -1.402655252992761}, at::kDouble).view({1, 1, 3});
        CPW_VERIFY_NEAR(output.hidden, expected, 1e-10);
        CPW_VERIFY_NEAR(layer->forwardFirst(text, {{}, {}, {}, prompt}), expected.squeeze(1), 1e-10);
    }

    void hiddenPromptsEqualAPrefixOfTheirMappedKeysAndValues() {
        const auto config = smallPlm();
        plm::BertEncoder encoder(config, 0);
        encoder->to(at::kDouble);
        const at::NoGradGuard noGrad;
        const auto states = at::randn({config.layers, 3, kPrompts, config.hidden}, at::kDouble);
        const auto weights = encoder->named_parameters();
        std::vector<at::Tensor> keys, values;
        for (std::int64_t layer = 0; layer < config.layers; ++layer) {
            const auto map = [&](const std::string& name) {
                const auto base = "encoder.layer." + std::to_string(layer) + ".attention.self." + name;
                const auto mapped =
                    at::matmul(states[layer], weights[base + ".weight"].t()) + weights[base + ".bias"]; // [B, K, H]
                return mapped.view({3, kPrompts, config.heads, config.headSize()}).transpose(1, 2);
            };
            keys.push_back(map("key"));
            values.push_back(map("value"));
        }
        const auto tokens = someTokens(true);
        const auto hidden =
            encoder->forward(tokens, plm::SoftPrompts::layerHidden(states), {.positions = {}, .hiddenStates = true});
        const auto prefix = encoder->forward(tokens, plm::PromptPrefix(at::stack(keys), at::stack(values)),
                                             {.positions = {}, .hiddenStates = true});
        CPW_VERIFY_NEAR(at::stack(hidden.hiddenStates), at::stack(prefix.hiddenStates), 1e-12);
    }

    void inputPromptsThatAreWordsAreReadAsWords_data() {
        QTest::addColumn<bool>("isShifted");
        QTest::newRow("shifted: positions before the text") << true;
        QTest::newRow("unshifted: no positions") << false;
    }
    void inputPromptsThatAreWordsAreReadAsWords() {
        QFETCH(bool, isShifted);
        const auto config = smallPlm();
        plm::BertEncoder plain(config, 0), prompted(config, isShifted ? kPrompts : 0);
        const at::NoGradGuard noGrad;
        for (const auto& item : plain->named_parameters())
            prompted->named_parameters()[item.key()].copy_(item.value());
        if (!isShifted) { // the plain encoder sees two positions without a meaning, then those of the text
            auto table = plain->named_parameters()["embeddings.position_embeddings.weight"];
            table.copy_(at::cat({at::zeros({kPrompts, config.hidden}), table.narrow(0, 0, table.size(0) - kPrompts)}));
        }
        const auto words = at::tensor({7, 4, 3, 6, 5, 8}, at::kLong).view({3, 2});
        const auto tokens = someTokens(true);
        const plm::TokenBatch longer{at::cat({words, tokens.ids}, 1), at::cat({at::ones({3, 2}, at::kBool), tokens.mask}, 1)};
        const auto prompts = plm::SoftPrompts::input(at::embedding(prompted->wordEmbeddings(), words));
        const auto expected = plain->forward(longer, {}, {.positions = {}, .hiddenStates = true, .attention = true});
        const auto found = prompted->forward(tokens, prompts, {.positions = {}, .hiddenStates = true, .attention = true});
        CPW_VERIFY_NEAR(at::stack(found.hiddenStates), at::stack(expected.hiddenStates).narrow(2, kPrompts, 5), 1e-5);
        CPW_VERIFY_NEAR(at::stack(found.attention), at::stack(expected.attention).narrow(3, kPrompts, 5), 1e-5);
    }

    void maskedPromptsEqualNoPrompts() {
        plm::BertLayer layer(smallPlm());
        const at::NoGradGuard noGrad;
        const auto hidden = at::randn({3, 5, 4});
        const auto mask = someTokens(true).mask;
        const auto hideFirst = at::cat({at::zeros({3, kPrompts}, at::kBool), mask}, 1).unsqueeze(1).unsqueeze(1);
        const auto expected = layer->forward(hidden, {{}, {}, mask.unsqueeze(1).unsqueeze(1), {}}, false).hidden;
        const auto keys = at::randn({3, 2, kPrompts, 2});
        for (const bool wantsAttention : {false, true}) {
            CPW_VERIFY_NEAR(layer->forward(hidden, {keys, at::randn({3, 2, kPrompts, 2}), hideFirst, {}}, wantsAttention).hidden,
                            expected, 2e-6);
            CPW_VERIFY_NEAR(layer->forward(hidden, {{}, {}, hideFirst, at::randn({3, kPrompts, 4})}, wantsAttention).hidden,
                            expected, 2e-6);
        }
    }

    void noPromptsOfAnyFormEqualNone_data() { addForms(); }
    void noPromptsOfAnyFormEqualNone() {
        QFETCH(int, form);
        auto options = smallOptions();
        options.prompts = {.count = 0};
        const auto outcome = [&options] {
            at::manual_seed(3);
            clickprompt::ClickPromptModel model(options);
            const at::NoGradGuard noGrad;
            const auto logits = model->forwardJoint(smallBatch());
            return at::cat({logits.ctr, logits.plm, model->forwardMasked(smallBatch(), false).lossSum.view({1})});
        };
        const auto expected = outcome();
        options.prompts.form = static_cast<PromptForm>(form);
        for (const auto projector : kProjectors)
            for (const auto positions : kPositions) {
                options.prompts.projector = projector;
                options.prompts.positions = positions;
                QVERIFY(outcome().equal(expected));
            }
        // Nothing in the encoder either: empty prompts are no prompts.
        plm::BertEncoder encoder(smallPlm(), 0);
        const at::NoGradGuard noGrad;
        const auto without = encoder->forward(someTokens(true), {}, {}).last;
        CPW_VERIFY_NEAR(encoder->forward(someTokens(true), plm::SoftPrompts::input(at::zeros({3, 0, 4})), {}).last, without, 0);
        CPW_VERIFY_NEAR(encoder->forward(someTokens(true), plm::SoftPrompts::layerHidden(at::zeros({2, 3, 0, 4})), {}).last,
                        without, 2e-6);
    }

    void theShortCutOfTheLastLayerEqualsEverything_data() { addForms(); }
    void theShortCutOfTheLastLayerEqualsEverything() {
        QFETCH(int, form);
        const at::NoGradGuard noGrad;
        for (const auto shift : {std::int64_t{0}, kPrompts})
            for (const bool isPadded : {false, true}) {
                plm::BertEncoder encoder(smallPlm(), shift);
                const auto tokens = someTokens(isPadded);
                const auto prompts = somePrompts(static_cast<PromptForm>(form));
                const auto full = encoder->forward(tokens, prompts, {.positions = {}, .hiddenStates = true, .attention = true});
                QCOMPARE(full.hiddenStates.size(), 3U);
                QCOMPARE(full.hiddenStates[1].sizes().vec(), (std::vector<std::int64_t>{3, 5, 4}));
                QCOMPARE(full.attention[0].sizes().vec(), (std::vector<std::int64_t>{3, 2, 5, 7}));
                CPW_VERIFY_NEAR(full.attention[0].sum(-1), at::ones({3, 2, 5}), 1e-6);
                CPW_VERIFY_NEAR(encoder->forward(tokens, prompts, {}).last, full.last, 2e-6);
                const auto positions = at::tensor({1, 3, 5, 10, 11, 13}, at::kLong);
                CPW_VERIFY_NEAR(encoder->forward(tokens, prompts, {.last = Last::Positions, .positions = positions}).last,
                                full.last.flatten(0, 1).index_select(0, positions), 2e-6);
                for (const auto pooler : kPoolers) {
                    const auto encoded = encoder->forward(tokens, prompts, plm::wantedBy(pooler, 2));
                    CPW_VERIFY_NEAR(plm::pool(pooler, encoded, tokens.mask),
                                    plm::poolStates(pooler, full.hiddenStates, tokens.mask), 2e-6);
                }
            }
    }

    void paddingDoesNotMatter_data() { addForms(); }
    void paddingDoesNotMatter() {
        QFETCH(int, form);
        const at::NoGradGuard noGrad;
        plm::BertEncoder encoder(smallPlm(), 0);
        const auto prompts = somePrompts(static_cast<PromptForm>(form));
        const auto tokens = someTokens(true);
        for (const auto pooler : kPoolers) {
            const auto wanted = plm::wantedBy(pooler, 2);
            const auto pooled = plm::pool(pooler, encoder->forward(tokens, prompts, wanted), tokens.mask);
            auto otherPadding = tokens;
            otherPadding.ids = at::where(tokens.mask, tokens.ids, at::full_like(tokens.ids, 6));
            CPW_VERIFY_NEAR(plm::pool(pooler, encoder->forward(otherPadding, prompts, wanted), tokens.mask), pooled, 2e-6);
            for (std::int64_t row = 0; row < 3; ++row) { // each row alone, without padding and without a mask
                const plm::TokenBatch alone{
                    tokens.ids.slice(0, row, row + 1).slice(1, 0, tokens.mask[row].sum().item<std::int64_t>()), {}};
                const auto encoded = encoder->forward(alone, rowsOf(prompts, row, row + 1), wanted);
                CPW_VERIFY_NEAR(plm::pool(pooler, encoded, {}), pooled.slice(0, row, row + 1), 2e-6);
            }
        }
    }

    void poolersOfTwoLayersAverageThem() {
        const auto state = [](float a, float b) { return at::tensor({a, b, a + 2, b + 2}).view({1, 2, 2}); }; // [1, 2, 2]
        const std::vector<at::Tensor> states{state(100, 200), state(1, 2), state(10, 20), state(7, 4)};
        const auto mask = at::tensor({1, 0}).view({1, 2}).to(at::kBool);
        CPW_VERIFY_NEAR(plm::poolStates(spec::Pooler::Cls, states, mask), at::tensor({7.0F, 4.0F}).view({1, 2}), 0);
        CPW_VERIFY_NEAR(plm::poolStates(spec::Pooler::Mean, states, {}), at::tensor({8.0F, 5.0F}).view({1, 2}), 1e-6);
        CPW_VERIFY_NEAR(plm::poolStates(spec::Pooler::MeanFirstLast, states, mask), at::tensor({4.0F, 3.0F}).view({1, 2}), 1e-6);
        CPW_VERIFY_NEAR(plm::poolStates(spec::Pooler::MeanTopTwo, states, {}), at::tensor({9.5F, 13.0F}).view({1, 2}), 1e-6);
    }

    void withOneLayerTheFirstIsTheLastAndTheSecondIsTheEmbeddings() {
        auto config = smallPlm();
        config.layers = 1;
        plm::BertEncoder encoder(config, 0);
        const at::NoGradGuard noGrad;
        const auto tokens = someTokens(true);
        const auto full = encoder->forward(tokens, {}, {.positions = {}, .hiddenStates = true});
        const auto pooled = [&](spec::Pooler pooler) {
            return plm::pool(pooler, encoder->forward(tokens, {}, plm::wantedBy(pooler, 1)), tokens.mask);
        };
        CPW_VERIFY_NEAR(pooled(spec::Pooler::MeanFirstLast), plm::poolMean(full.last, tokens.mask), 1e-6);
        CPW_VERIFY_NEAR(pooled(spec::Pooler::MeanTopTwo), plm::poolMean((full.hiddenStates[0] + full.last) / 2, tokens.mask),
                        1e-6);
    }

    void encoderGradientsMatchFiniteDifferences_data() { addForms(); }
    void encoderGradientsMatchFiniteDifferences() {
        QFETCH(int, form);
        for (const auto pooler : kPoolers) {
            plm::BertEncoder encoder(smallPlm(), kPrompts);
            auto leaves = leavesOf(*encoder);
            const bool isInput = static_cast<PromptForm>(form) == PromptForm::Input;
            const bool isPrefix = static_cast<PromptForm>(form) == PromptForm::Prefix;
            leaves.push_back(isInput    ? randomLeaf("prompts", {3, kPrompts, 4})
                             : isPrefix ? randomLeaf("prompts", {2, 2, 3, 2, kPrompts, 2})
                                        : randomLeaf("prompts", {2, 3, kPrompts, 4}));
            const auto made = leaves.back().second;
            const auto loss = [&] {
                const auto prompts = isInput    ? plm::SoftPrompts::input(made)
                                     : isPrefix ? plm::SoftPrompts(plm::PromptPrefix(made[0], made[1]))
                                                : plm::SoftPrompts::layerHidden(made);
                const auto tokens = someTokens(true);
                return mixture(plm::pool(pooler, encoder->forward(tokens, prompts, plm::wantedBy(pooler, 2)), tokens.mask));
            };
            CPW_VERIFY_GRADIENTS(leaves, loss);
        }
    }

    void promptsOfOtherShapesAreRefused() {
        plm::BertEncoder encoder(smallPlm(), 0), shifted(smallPlm(), 3);
        const auto run = [](plm::BertEncoder& model, const plm::SoftPrompts& prompts) {
            (void)model->forward(someTokens(false), prompts, {});
        };
        QVERIFY_EXCEPTION_THROWN(run(encoder, plm::SoftPrompts::layerHidden(at::zeros({3, 3, 2, 4}))), LogicError);
        QVERIFY_EXCEPTION_THROWN(run(encoder, plm::SoftPrompts::input(at::zeros({2, 2, 4}))), LogicError);
        QVERIFY_EXCEPTION_THROWN(run(encoder, plm::SoftPrompts::input(at::zeros({3, 2, 5}))), LogicError);
        QVERIFY_EXCEPTION_THROWN(run(shifted, plm::SoftPrompts::input(at::zeros({3, 2, 4}))), LogicError);
        QVERIFY_EXCEPTION_THROWN((void)plm::SoftPrompts::input(at::zeros({3, 2})), LogicError);
        QVERIFY_EXCEPTION_THROWN((void)plm::SoftPrompts::layerHidden(at::zeros({3, 2, 4})), LogicError);
    }
};

QTEST_APPLESS_MAIN(PromptFormsTest)
#include "tst_prompt_forms.moc"
