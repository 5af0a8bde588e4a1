// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/encoder.h"

#include "core/base/expects.h"
#include "core/nn/dropout.h"
#include "core/nn/init.h"
#include "core/plm/bert_layer.h"

namespace cpw::plm {

/// A table under the name "weight", as Hugging Face writes it. Not in the nameless namespace, as Parts, which has three, is not.
class TableImpl : public torch::nn::Module {
public:
    TableImpl(std::int64_t rows, std::int64_t width, double spread) {
        weight = register_parameter("weight", at::empty({rows, width}));
        nn::initNormal(weight, spread);
    }
    at::Tensor weight; ///< [rows, width]
};
TORCH_MODULE(Table);

namespace {

/// [B, 1, 1, K + T]: prompts are always visible, tokens where the mask says so.
at::Tensor visibleKeys(const at::Tensor& tokenMask, std::int64_t promptCount) {
    if (!tokenMask.defined())
        return {};
    auto visible = tokenMask.to(at::kBool); // [B, T]
    if (promptCount > 0)
        visible = at::cat({at::ones({visible.size(0), promptCount}, visible.options()), visible}, 1); // [B, K + T]
    return visible.unsqueeze(1).unsqueeze(1);
}

/// The same less the prompts that `hidden` [K] names; `visible` may be undefined.
at::Tensor withoutPrompts(const at::Tensor& visible, const at::Tensor& hidden, const TokenBatch& tokens) {
    const auto rows = tokens.ids.size(0), length = tokens.ids.size(1);
    const auto shown = at::cat({hidden.logical_not(), at::ones({length}, hidden.options())}).view({1, 1, 1, -1}); // [1, 1, 1, K + T]
    return visible.defined() ? visible.logical_and(shown) : shown.expand({rows, 1, 1, shown.size(3)});
}

} // namespace

struct BertEncoderImpl::Parts {
    explicit Parts(const PlmConfig& config)
        : words(config.vocabularySize, config.hidden, config.initializerRange),
          positions(config.maximumPositions, config.hidden, config.initializerRange),
          norm(config.hidden, config.layerNormEpsilon) {
        if (config.typeVocabularySize > 0)
            types = Table(config.typeVocabularySize, config.hidden, config.initializerRange);
        for (std::int64_t layer = 0; layer < config.layers; ++layer)
            layers.push_back(BertLayer(config));
    }

    [[nodiscard]] AttentionContext contextOf(const SoftPrompts& prompts, std::int64_t layer, const at::Tensor& visible,
                                             const at::Tensor& gates) const {
        const auto ofLayer = gates.defined() ? gates.select(0, layer) : at::Tensor(); // [H]
        if (!prompts.prefix().isEmpty())
            return {prompts.prefix().keys(layer), prompts.prefix().values(layer), visible, {}, ofLayer};
        return {{}, {}, visible, prompts.allLayerHidden().defined() ? prompts.layerHiddenOf(layer) : at::Tensor(), ofLayer};
    }

    Table words;
    Table positions;
    Table types{nullptr}; ///< none in DistilBERT
    nn::LayerNorm norm;
    std::vector<BertLayer> layers;
};

BertEncoderImpl::BertEncoderImpl(const PlmConfig& config, std::int64_t positionShift)
    : m_config(config), m_hiddenDropout(config.hiddenDropout), m_positionShift(positionShift), m_parts(std::make_unique<Parts>(config)) {
    expects(config.heads > 0 && config.hidden % config.heads == 0, "a hidden size of {} with {} heads", config.hidden,
            config.heads);
    auto embeddings = register_module("embeddings", std::make_shared<torch::nn::Module>());
    embeddings->register_module("word_embeddings", m_parts->words);
    embeddings->register_module("position_embeddings", m_parts->positions);
    if (m_parts->types)
        embeddings->register_module("token_type_embeddings", m_parts->types);
    embeddings->register_module("LayerNorm", m_parts->norm);
    auto stack = register_module("encoder", std::make_shared<torch::nn::Module>());
    auto layers = stack->register_module("layer", std::make_shared<torch::nn::Module>());
    for (std::size_t layer = 0; layer < m_parts->layers.size(); ++layer)
        layers->register_module(std::to_string(layer), m_parts->layers[layer]);
}

BertEncoderImpl::~BertEncoderImpl() = default;

void BertEncoderImpl::setDropout(double probability) {
    m_hiddenDropout = probability < 0 ? m_config.hiddenDropout : probability;
    for (auto& layer : m_parts->layers)
        layer->setDropout(m_hiddenDropout);
}

at::Tensor BertEncoderImpl::wordEmbeddings() const {
    return m_parts->words->weight;
}

at::Tensor BertEncoderImpl::keysOf(std::int64_t layer, const at::Tensor& states) const {
    auto of = m_parts->layers.at(static_cast<std::size_t>(layer));
    return of->keysOf(states);
}

at::Tensor BertEncoderImpl::valuesOf(std::int64_t layer, const at::Tensor& states) const {
    auto of = m_parts->layers.at(static_cast<std::size_t>(layer));
    return of->valuesOf(states);
}

void BertEncoderImpl::checkShapes(const TokenBatch& tokens, const SoftPrompts& prompts) const {
    expects(tokens.ids.dim() == 2, "token ids of {} dimensions, expected [B, T]", tokens.ids.dim());
    const auto rows = tokens.ids.size(0), length = tokens.ids.size(1);
    expects(length + m_positionShift <= m_config.textPositions(),
            "{} tokens shifted by {} positions, but the position table has {} rows for text", length, m_positionShift,
            m_config.textPositions());
    if (const auto& states = prompts.allLayerHidden(); states.defined())
        expects(states.size(0) == m_config.layers && states.size(1) == rows && states.size(3) == m_config.hidden,
                "prompts for {} layers, {} rows and hidden size {}, but the encoder has {}, {} and {}", states.size(0),
                states.size(1), states.size(3), m_config.layers, rows, m_config.hidden);
    if (const auto& states = prompts.inputStates(); states.defined()) {
        expects(states.size(0) == rows && states.size(2) == m_config.hidden,
                "input prompts for {} rows and hidden size {}, but the batch has {} and the encoder {}", states.size(0),
                states.size(2), rows, m_config.hidden);
        expects(m_positionShift == 0 || m_positionShift == states.size(1),
                "{} input prompts, but the text is shifted by {} positions", states.size(1), m_positionShift);
    }
    if (prompts.prefix().isEmpty())
        return;
    const auto& keys = prompts.prefix().allKeys();
    expects(keys.size(0) == m_config.layers && keys.size(1) == rows && keys.size(2) == m_config.heads &&
                keys.size(4) == m_config.headSize(),
            "a prefix for {} layers, {} rows, {} heads of {}, but the encoder has {} layers, {} rows, {} heads of {}",
            keys.size(0), keys.size(1), keys.size(2), keys.size(4), m_config.layers, rows, m_config.heads, m_config.headSize());
}

at::Tensor BertEncoderImpl::withType(const at::Tensor& places) const {
    return m_parts->types ? places + m_parts->types->weight.select(0, 0) : places; // segment 0 everywhere
}

at::Tensor BertEncoderImpl::placesOf(const at::Tensor& ids) const {
    const auto& table = m_parts->positions->weight;
    if (m_config.family != PlmFamily::Roberta)
        return withType(table.narrow(0, m_positionShift, ids.size(1))); // [T, hidden]
    const auto isText = ids.ne(m_config.padId);                         // [B, T]
    const auto numbers = (isText.cumsum(1) + m_positionShift) * isText;
    return withType(at::embedding(table, numbers + m_config.padId)); // [B, T, hidden]
}

at::Tensor BertEncoderImpl::embed(const TokenBatch& tokens, const at::Tensor& inputPrompts, bool sparseWordGradient) {
    const auto words = tokens.words.defined() ? tokens.words
                                              : at::embedding(m_parts->words->weight, tokens.ids, -1, false, sparseWordGradient); // [B, T, hidden]
    auto sum = words + placesOf(tokens.ids);
    if (inputPrompts.defined()) {
        // Without a shift the prompts have no place among the pretrained positions; with it they stand before the text.
        const auto& table = m_parts->positions->weight;
        const auto placed = m_positionShift > 0
                                ? inputPrompts + withType(table.narrow(0, m_config.firstPosition(), m_positionShift))
                                : withType(inputPrompts);
        sum = at::cat({placed, sum}, 1); // [B, K + T, hidden]
    }
    return nn::dropout(m_parts->norm->forward(sum), m_hiddenDropout, m_parts->norm->is_training());
}

EncoderOutput BertEncoderImpl::forward(const TokenBatch& tokens, const SoftPrompts& prompts, const EncoderWanted& wanted) {
    checkShapes(tokens, prompts);
    const auto visible = visibleKeys(tokens.mask, prompts.count());
    const auto length = tokens.ids.size(1);
    const bool hasInputPrompts = prompts.inputStates().defined() && prompts.count() > 0;
    const auto textOf = [&](const at::Tensor& tensor, std::int64_t dimension) {
        return hasInputPrompts ? tensor.narrow(dimension, prompts.count(), length) : tensor;
    };
    const bool hidesPrompts = wanted.hiddenPrompts.defined() && prompts.count() > 0;
    const auto contextOf = [&](std::int64_t layer) {
        const auto seen = hidesPrompts ? withoutPrompts(visible, wanted.hiddenPrompts.select(0, layer), tokens) : visible;
        return m_parts->contextOf(prompts, layer, seen, wanted.headGates);
    };
    EncoderOutput output;
    const auto keep = [&](std::int64_t layer, const at::Tensor& hidden) {
        if (wanted.hiddenStates)
            output.hiddenStates.push_back(textOf(hidden, 1));
        if (wanted.alsoLayer == layer)
            output.also = textOf(hidden, 1);
    };
    auto hidden = embed(tokens, prompts.inputStates(), wanted.sparseWordGradient); // [B, T or K + T, hidden]
    keep(0, hidden);
    for (std::int64_t layer = 0; layer + 1 < m_config.layers; ++layer) {
        auto result = m_parts->layers[static_cast<std::size_t>(layer)]->forward(
            hidden, contextOf(layer), wanted.wantsAttentionOf(layer));
        hidden = result.hidden;
        keep(layer + 1, hidden);
        if (wanted.wantsAttentionOf(layer))
            output.attention.push_back(textOf(result.attention, 2));
    }
    const auto top = m_config.layers - 1;
    auto context = contextOf(top);
    if (hasInputPrompts) { // in the last layer nobody reads what becomes of them: they are keys and values only
        context.promptHidden = hidden.narrow(1, 0, prompts.count());
        hidden = textOf(hidden, 1);
    }
    if (!wanted.isAllOfLast()) {
        output.last = finish(hidden, context, wanted);
        return output;
    }
    auto result = m_parts->layers.back()->forward(hidden, context, wanted.wantsAttentionOf(top));
    output.last = result.hidden;
    if (wanted.hiddenStates)
        output.hiddenStates.push_back(output.last);
    if (wanted.wantsAttentionOf(top))
        output.attention.push_back(result.attention);
    return output;
}

at::Tensor BertEncoderImpl::finish(const at::Tensor& hidden, const AttentionContext& context, const EncoderWanted& wanted) {
    if (wanted.last == EncoderWanted::Last::First)
        return m_parts->layers.back()->forwardFirst(hidden, context);            // [B, hidden]
    return m_parts->layers.back()->forwardAt(hidden, context, wanted.positions); // [P, hidden]
}

} // namespace cpw::plm
