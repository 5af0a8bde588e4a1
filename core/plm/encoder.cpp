// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/encoder.h"

#include "core/base/expects.h"
#include "core/nn/dropout.h"
#include "core/nn/init.h"
#include "core/plm/bert_layer.h"

namespace cpw::plm {
namespace {

/// A table under the name "weight", as Hugging Face writes it.
class TableImpl : public torch::nn::Module {
public:
    TableImpl(std::int64_t rows, std::int64_t width, double spread) {
        weight = register_parameter("weight", at::empty({rows, width}));
        nn::initNormal(weight, spread);
    }
    at::Tensor weight; ///< [rows, width]
};
TORCH_MODULE(Table);

/// [B, 1, 1, K + T]: prompts are always visible, tokens where the mask says so.
at::Tensor visibleKeys(const at::Tensor& tokenMask, std::int64_t promptCount) {
    if (!tokenMask.defined())
        return {};
    auto visible = tokenMask.to(at::kBool); // [B, T]
    if (promptCount > 0)
        visible = at::cat({at::ones({visible.size(0), promptCount}, visible.options()), visible}, 1); // [B, K + T]
    return visible.unsqueeze(1).unsqueeze(1);
}

} // namespace

struct BertEncoderImpl::Parts {
    explicit Parts(const PlmConfig& config)
        : words(config.vocabularySize, config.hidden, config.initializerRange),
          positions(config.maximumPositions, config.hidden, config.initializerRange),
          types(config.typeVocabularySize, config.hidden, config.initializerRange), norm(config.hidden, config.layerNormEpsilon) {
        for (std::int64_t layer = 0; layer < config.layers; ++layer)
            layers.push_back(BertLayer(config));
    }

    [[nodiscard]] AttentionContext contextOf(const PromptPrefix& prefix, std::int64_t layer, const at::Tensor& visible) const {
        if (prefix.isEmpty())
            return {{}, {}, visible};
        return {prefix.keys(layer), prefix.values(layer), visible};
    }

    Table words;
    Table positions;
    Table types;
    nn::LayerNorm norm;
    std::vector<BertLayer> layers;
};

BertEncoderImpl::BertEncoderImpl(const PlmConfig& config, std::int64_t positionShift)
    : m_config(config), m_positionShift(positionShift), m_parts(std::make_unique<Parts>(config)) {
    expects(config.heads > 0 && config.hidden % config.heads == 0, "a hidden size of {} with {} heads", config.hidden,
            config.heads);
    auto embeddings = register_module("embeddings", std::make_shared<torch::nn::Module>());
    embeddings->register_module("word_embeddings", m_parts->words);
    embeddings->register_module("position_embeddings", m_parts->positions);
    embeddings->register_module("token_type_embeddings", m_parts->types);
    embeddings->register_module("LayerNorm", m_parts->norm);
    auto stack = register_module("encoder", std::make_shared<torch::nn::Module>());
    auto layers = stack->register_module("layer", std::make_shared<torch::nn::Module>());
    for (std::size_t layer = 0; layer < m_parts->layers.size(); ++layer)
        layers->register_module(std::to_string(layer), m_parts->layers[layer]);
}

BertEncoderImpl::~BertEncoderImpl() = default;

void BertEncoderImpl::setDropout(double probability) {
    m_config.hiddenDropout = probability;
    for (auto& layer : m_parts->layers)
        layer->setDropout(probability);
}

at::Tensor BertEncoderImpl::wordEmbeddings() const {
    return m_parts->words->weight;
}

void BertEncoderImpl::checkShapes(const TokenBatch& tokens, const PromptPrefix& prefix) const {
    expects(tokens.ids.dim() == 2, "token ids of {} dimensions, expected [B, T]", tokens.ids.dim());
    const auto length = tokens.ids.size(1);
    expects(length + m_positionShift <= m_config.maximumPositions,
            "{} tokens shifted by {} positions, but the position table has {} rows", length, m_positionShift,
            m_config.maximumPositions);
    if (prefix.isEmpty())
        return;
    const auto& keys = prefix.allKeys();
    expects(keys.size(0) == m_config.layers && keys.size(1) == tokens.ids.size(0) && keys.size(2) == m_config.heads &&
                keys.size(4) == m_config.headSize(),
            "a prefix for {} layers, {} rows, {} heads of {}, but the encoder has {} layers, {} rows, {} heads of {}",
            keys.size(0), keys.size(1), keys.size(2), keys.size(4), m_config.layers, tokens.ids.size(0), m_config.heads,
            m_config.headSize());
}

at::Tensor BertEncoderImpl::embed(const TokenBatch& tokens, bool sparseWordGradient) {
    const auto words = at::embedding(m_parts->words->weight, tokens.ids, -1, false, sparseWordGradient); // [B, T, hidden]
    const auto positions = m_parts->positions->weight.narrow(0, m_positionShift, tokens.ids.size(1));    // [T, hidden]
    const auto places = positions + m_parts->types->weight.select(0, 0);                                 // segment 0 everywhere
    return nn::dropout(m_parts->norm->forward(words + places), m_config.hiddenDropout, is_training());
}

EncoderOutput BertEncoderImpl::forward(const TokenBatch& tokens, const PromptPrefix& prefix, const EncoderWanted& wanted) {
    checkShapes(tokens, prefix);
    const auto visible = visibleKeys(tokens.mask, prefix.promptCount());
    const bool wantsAll = wanted.hiddenStates || wanted.attention || wanted.last == EncoderWanted::Last::All;
    EncoderOutput output;
    auto hidden = embed(tokens, wanted.sparseWordGradient); // [B, T, hidden]
    if (wanted.hiddenStates)
        output.hiddenStates.push_back(hidden);
    const auto fullLayers = wantsAll ? m_config.layers : m_config.layers - 1;
    for (std::int64_t layer = 0; layer < fullLayers; ++layer) {
        auto result = m_parts->layers[static_cast<std::size_t>(layer)]->forward(
            hidden, m_parts->contextOf(prefix, layer, visible), wanted.attention);
        hidden = result.hidden;
        if (wanted.hiddenStates)
            output.hiddenStates.push_back(hidden);
        if (wanted.attention)
            output.attention.push_back(result.attention);
    }
    const auto lastContext = m_parts->contextOf(prefix, m_config.layers - 1, visible);
    if (wantsAll)
        output.last = hidden;
    else if (wanted.last == EncoderWanted::Last::First)
        output.last = m_parts->layers.back()->forwardFirst(hidden, lastContext); // [B, hidden]
    else
        output.last = m_parts->layers.back()->forwardAt(hidden, lastContext, wanted.positions); // [P, hidden]
    return output;
}

} // namespace cpw::plm
