// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/text_looks.h"

#include "core/text/shown_piece.h"
#include "core/text/token_store.h"

#include <algorithm>
#include <set>

namespace cpw::engine {
namespace {

std::vector<api::MaskedToken> readPredictions(const at::Tensor& logits, const std::vector<int>& positions, const RowInputs& inputs,
                                              std::size_t guesses, const text::Tokenizer& tokenizer) {
    const auto probabilities = at::softmax(logits.to(at::kDouble), 1); // [P, V]
    const auto most = std::min<std::int64_t>(static_cast<std::int64_t>(guesses), logits.size(1));
    const auto [best, ids] = probabilities.topk(most, 1);
    std::vector<api::MaskedToken> read;
    for (std::size_t p = 0; p < positions.size(); ++p) {
        const auto row = static_cast<std::int64_t>(p);
        const auto truth = inputs.tokens[static_cast<std::size_t>(positions[p])];
        api::MaskedToken token;
        token.position = positions[p];
        token.truth = text::shownPiece(tokenizer, truth);
        token.probability = probabilities[row][truth].item<double>();
        token.rank = 1 + (logits[row] > logits[row][truth]).sum().item<int>();
        for (std::int64_t i = 0; i < most; ++i)
            token.guesses.push_back({text::shownPiece(tokenizer, static_cast<std::int32_t>(ids[row][i].item<std::int64_t>())), best[row][i].item<double>()});
        read.push_back(std::move(token));
    }
    return read;
}

Result<void> checkPositions(const std::vector<int>& positions, std::size_t length) {
    if (positions.empty())
        return badInput("no token to mask was named; give the positions of one or more of the {} tokens", length);
    for (const auto position : positions)
        if (position < 0 || position >= static_cast<int>(length))
            return badInput("token {} is not there; the sentence has the tokens 0 to {}", position, length - 1);
    if (std::set(positions.begin(), positions.end()).size() != positions.size())
        return badInput("a token was named twice to mask; {} each once", "name");
    return {};
}

} // namespace

Result<api::MaskedPredictions> maskedPredictions(InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& intervention,
                                                 const std::vector<int>& positions, std::size_t guesses) {
    CPW_TRY_VOID(model.needsText("a masked token"));
    CPW_TRY_VOID(checkPositions(positions, inputs.tokens.size()));
    const at::NoGradGuard noGrad;
    const auto& tokenizer = model.data().setup().tokens->tokenizer();
    auto batch = inputs.batch;
    batch.tokens.ids = batch.tokens.ids.clone();
    std::vector<std::int64_t> flat(positions.begin(), positions.end());
    for (const auto position : flat)
        batch.tokens.ids.select(1, position).fill_(tokenizer.specials().mask);
    batch.maskedPositions = at::tensor(flat, at::kLong);
    const auto predict = [&](clickprompt::PromptUse use) {
        auto changed = intervention;
        if (use == clickprompt::PromptUse::CutOff)
            changed.hiddenPrompts = at::Tensor();
        return readPredictions(model.network().maskedLogits(batch, changed, use), positions, inputs, guesses, tokenizer);
    };
    api::MaskedPredictions found;
    found.withPrompts = predict(clickprompt::PromptUse::Used);
    found.withoutPrompts = predict(clickprompt::PromptUse::CutOff);
    return found;
}

Result<std::vector<api::NearToken>> nearestTokens(InspectedModel& model, const RowInputs& inputs, const clickprompt::Intervention& intervention, int layer,
                                                  int prompt, api::PromptPart part, std::size_t count) {
    CPW_TRY_VOID(model.needsText("a token near a prompt"));
    const auto prompts = PromptTensors::of(model.observe(inputs.batch, {.intervention = intervention}));
    if (prompts.isEmpty())
        return badInput("the model has no soft prompts; prompts.count is {}", model.prompts());
    if (layer < 0 || layer >= prompts.layers() || prompt < 0 || prompt >= prompts.count())
        return badInput("prompt {} of layer {} is not there; the row has the layers 0 to {} with the prompts 0 to {}", prompt, layer, prompts.layers() - 1,
                        prompts.count() - 1);
    const at::NoGradGuard noGrad;
    const bool isKey = part == api::PromptPart::Keys;
    auto encoder = model.network().encoder();
    const auto mapped = [&](const at::Tensor& states) {
        return prompts.isInput ? states : isKey ? encoder->keysOf(layer, states) : encoder->valuesOf(layer, states);
    };
    auto direction = (prompts.values.defined() && !isKey ? prompts.values : prompts.keys)[layer][0][prompt]; // [hidden]
    if (!prompts.values.defined())
        direction = mapped(direction);
    const auto words = mapped(encoder->wordEmbeddings()); // [V, hidden]
    const auto cosines = at::cosine_similarity(words, direction.unsqueeze(0), 1, 1e-12);
    const auto [best, ids] = cosines.topk(std::min<std::int64_t>(static_cast<std::int64_t>(count), cosines.size(0)));
    std::vector<api::NearToken> near;
    const auto& tokenizer = model.data().setup().tokens->tokenizer();
    for (std::int64_t i = 0; i < best.size(0); ++i)
        near.push_back({text::shownPiece(tokenizer, static_cast<std::int32_t>(ids[i].item<std::int64_t>())), best[i].item<double>()});
    return near;
}

} // namespace cpw::engine
