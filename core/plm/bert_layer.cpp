// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/bert_layer.h"

#include "core/base/expects.h"
#include "core/nn/dropout.h"
#include "core/nn/eight_lanes.h"
#include "core/nn/float_on_processor.h"
#include "core/nn/norm_rows.h"
#include "core/plm/sentence_attention.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace cpw::plm {
namespace {

/// What the heads give, [B, H, Q, D], with some of them turned down.
at::Tensor gated(const at::Tensor& mixed, const AttentionContext& context) {
    return context.headGates.defined() ? mixed * context.headGates.view({1, -1, 1, 1}) : mixed;
}

/// Rows of which everything between two products stays in a cache; with fewer than 128 a product takes longer for a row. A number
/// of the rows alone, so that no number depends on the threads; 16 parts or more of a batch are enough for these.
std::int64_t rowsTogether(std::int64_t rows) {
    return std::clamp<std::int64_t>((rows / 16 + 63) / 64 * 64, 128, 512);
}

/// Loops of our own compute no gradients and know no precision but one.
bool isForOwnLoops(const at::Tensor& tensor) {
    return !at::GradMode::is_enabled() && nn::isFloatOnProcessor(tensor) && !nn::isAutocastOnProcessor();
}

/// result = norm(sums + residual), [N, width] each; `result` may be `sums`.
void normalize(const at::Tensor& sums, const at::Tensor& residual, const nn::LayerNormImpl& norm, float* result) {
    nn::normalizeSum({sums.const_data_ptr<float>(), residual.const_data_ptr<float>(), residual.stride(0),
                      norm.weight.const_data_ptr<float>(), norm.bias.const_data_ptr<float>(), result, sums.size(1),
                      norm.epsilon()},
                     sums.size(0));
}

} // namespace

BertLayerImpl::BertLayerImpl(const PlmConfig& config)
    : m_config(config), m_query(config.hidden, config.hidden), m_key(config.hidden, config.hidden),
      m_value(config.hidden, config.hidden), m_attentionDense(config.hidden, config.hidden),
      m_attentionNorm(config.hidden, config.layerNormEpsilon), m_intermediate(config.hidden, config.feedForward),
      m_outputDense(config.feedForward, config.hidden), m_outputNorm(config.hidden, config.layerNormEpsilon) {
    const auto addGroup = [](torch::nn::Module& parent, const char* name) {
        return parent.register_module(name, std::make_shared<torch::nn::Module>());
    };
    auto attention = addGroup(*this, "attention");
    auto self = addGroup(*attention, "self");
    self->register_module("query", m_query);
    self->register_module("key", m_key);
    self->register_module("value", m_value);
    auto attentionOutput = addGroup(*attention, "output");
    attentionOutput->register_module("dense", m_attentionDense);
    attentionOutput->register_module("LayerNorm", m_attentionNorm);
    addGroup(*this, "intermediate")->register_module("dense", m_intermediate);
    auto output = addGroup(*this, "output");
    output->register_module("dense", m_outputDense);
    output->register_module("LayerNorm", m_outputNorm);
    reset(config.initializerRange);
}

void BertLayerImpl::reset(double spread) {
    for (auto linear : {m_query, m_key, m_value, m_attentionDense, m_intermediate, m_outputDense})
        linear->reset(spread);
}

LayerOutput BertLayerImpl::forward(const at::Tensor& hidden, const AttentionContext& context, bool wantsAttention) {
    const auto attended = attend(hidden, hidden, context, wantsAttention);
    return {finish(hidden, attended.mixed), attended.weights};
}

at::Tensor BertLayerImpl::forwardFirst(const at::Tensor& hidden, const AttentionContext& context) {
    const auto first = hidden.narrow(1, 0, 1);                      // [B, 1, hidden]
    const auto mixed = attend(first, hidden, context, false).mixed; // [B, 1, hidden]
    return finish(first.squeeze(1), mixed.squeeze(1));              // [B, hidden]
}

at::Tensor BertLayerImpl::forwardAt(const at::Tensor& hidden, const AttentionContext& context, const at::Tensor& positions) {
    const auto mixed = attend(hidden, hidden, context, false).mixed;                                        // [B, T, hidden]
    return finish(gatherRows(hidden.flatten(0, 1), positions), gatherRows(mixed.flatten(0, 1), positions)); // [P, hidden]
}

at::Tensor BertLayerImpl::splitHeads(const at::Tensor& projected) const {
    // [B, T, hidden] to [B, H, T, D], a view
    return projected.view({projected.size(0), projected.size(1), m_config.heads, m_config.headSize()}).transpose(1, 2);
}

BertLayerImpl::Attended BertLayerImpl::attend(const at::Tensor& queryStates, const at::Tensor& hidden,
                                              const AttentionContext& context, bool wantsWeights) {
    if (!wantsWeights && isForSentences(hidden, context))
        return {attendSentences(queryStates, hidden, context), {}};
    const auto query = splitHeads(m_query->forward(queryStates)); // [B, H, Q, D]
    const auto sources = context.promptHidden.defined() ? at::cat({context.promptHidden, hidden}, 1) : hidden;
    auto key = splitHeads(m_key->forward(sources)); // [B, H, T, D], with hidden prompts [B, H, K + T, D]
    auto value = splitHeads(m_value->forward(sources));
    if (context.promptKeys.defined()) {
        key = at::cat({context.promptKeys, key}, 2); // [B, H, K + T, D]
        value = at::cat({context.promptValues, value}, 2);
    }
    if (wantsWeights)
        return attendExplicitly(query, key, value, context);
    const auto mask = context.visible.defined() ? std::optional(context.visible) : std::nullopt;
    const double attentionDropout = is_training() ? m_config.attentionDropout : 0;
    const auto mixed = gated(at::scaled_dot_product_attention(query, key, value, mask, attentionDropout), context); // [B, H, Q, D]
    return {mixed.transpose(1, 2).flatten(2), {}};                                                  // [B, Q, hidden]
}

bool BertLayerImpl::isForSentences(const at::Tensor& hidden, const AttentionContext& context) const {
    return isForOwnLoops(hidden) && !(is_training() && m_config.attentionDropout > 0) && m_config.headSize() % nn::kLanes == 0 &&
           !context.visible.defined() && !context.promptHidden.defined() && !context.headGates.defined();
}

at::Tensor BertLayerImpl::attendSentences(const at::Tensor& queryStates, const at::Tensor& hidden,
                                          const AttentionContext& context) {
    const auto rows = hidden.size(0), prompts = context.promptKeys.defined() ? context.promptKeys.size(2) : 0;
    const SentenceShape shape{m_config.heads, m_config.headSize(), hidden.size(1), queryStates.size(1), prompts};
    const auto query = m_query->forward(queryStates).contiguous(); // [B, Q, hidden]
    const auto key = m_key->forward(hidden).contiguous();          // [B, T, hidden]
    const auto value = m_value->forward(hidden).contiguous();
    const auto promptKeys = prompts > 0 ? context.promptKeys.contiguous() : at::Tensor(); // [B, H, K, D]
    const auto promptValues = prompts > 0 ? context.promptValues.contiguous() : at::Tensor();
    const auto mixed = at::empty_like(query); // [B, Q, hidden]
    const auto ofQueries = shape.queries * shape.hidden(), ofTokens = shape.tokens * shape.hidden(),
               ofPrompts = prompts * shape.hidden();
    const SentenceRows first{query.const_data_ptr<float>(),
                             key.const_data_ptr<float>(),
                             value.const_data_ptr<float>(),
                             prompts > 0 ? promptKeys.const_data_ptr<float>() : nullptr,
                             prompts > 0 ? promptValues.const_data_ptr<float>() : nullptr,
                             mixed.mutable_data_ptr<float>()};
    at::parallel_for(0, rows, 1, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> scratch(static_cast<std::size_t>(attentionScratch(shape)));
        for (auto row = begin; row < end; ++row)
            attendSentence(shape,
                           {first.queries + row * ofQueries, first.keys + row * ofTokens, first.values + row * ofTokens,
                            first.promptKeys + row * ofPrompts, first.promptValues + row * ofPrompts,
                            first.mixed + row * ofQueries},
                           scratch.data());
    });
    return mixed;
}

BertLayerImpl::Attended BertLayerImpl::attendExplicitly(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                                                        const AttentionContext& context) {
    auto scores =
        at::matmul(query, key.transpose(2, 3)) / std::sqrt(static_cast<double>(m_config.headSize())); // [B, H, Q, K + T]
    if (context.visible.defined())
        scores = scores.masked_fill(context.visible.logical_not(), -std::numeric_limits<double>::infinity());
    const auto weights = at::softmax(scores, -1);
    const auto kept = nn::dropout(weights, m_config.attentionDropout, is_training());
    return {gated(at::matmul(kept, value), context).transpose(1, 2).flatten(2), weights}; // [B, Q, hidden]
}

at::Tensor BertLayerImpl::innerOf(const at::Tensor& attended) {
    if (m_config.activation == "gelu")
        return nn::linearGelu(attended, m_intermediate->weight, m_intermediate->bias);
    return activate(m_intermediate->forward(attended), m_config.activation);
}

bool BertLayerImpl::isForRows(const at::Tensor& mixed) const {
    return isForOwnLoops(mixed) && !(is_training() && m_config.hiddenDropout > 0) && m_config.hidden % nn::kLanes == 0;
}

at::Tensor BertLayerImpl::finishRows(const at::Tensor& residual, const at::Tensor& mixed) {
    const auto rows = mixed.size(0), together = rowsTogether(rows);
    const auto result = at::empty({rows, m_config.hidden}, mixed.options());
    at::parallel_for(0, (rows + together - 1) / together, 1, [&](std::int64_t begin, std::int64_t end) {
        const at::NoGradGuard noGrad; // of this thread
        for (auto block = begin; block < end; ++block) {
            const auto first = block * together, count = std::min(together, rows - first);
            const auto attended = m_attentionDense->forward(mixed.narrow(0, first, count)); // [N, hidden]
            normalize(attended, residual.narrow(0, first, count), *m_attentionNorm, attended.mutable_data_ptr<float>());
            const auto inner = innerOf(attended); // [N, feedForward]
            normalize(m_outputDense->forward(inner), attended, *m_outputNorm,
                      result.mutable_data_ptr<float>() + first * m_config.hidden);
        }
    });
    return result;
}

at::Tensor BertLayerImpl::finish(const at::Tensor& residual, const at::Tensor& mixed) {
    if (isForRows(mixed)) {
        auto rows = residual.reshape({-1, m_config.hidden});
        if (rows.stride(1) != 1)
            rows = rows.contiguous();
        return finishRows(rows, mixed.reshape({-1, m_config.hidden})).view(mixed.sizes());
    }
    const auto drop = [this](const at::Tensor& input) { return nn::dropout(input, m_config.hiddenDropout, is_training()); };
    const auto projected = m_attentionDense->forward(mixed);
    const auto attended = m_attentionNorm->forward((m_config.dropsAttentionOutput() ? drop(projected) : projected) + residual);
    const auto inner = innerOf(attended); // [..., feedForward]
    return m_outputNorm->forward(drop(m_outputDense->forward(inner)) + attended);
}

at::Tensor activate(const at::Tensor& input, const std::string& name) {
    if (name == "gelu")
        return at::gelu(input, "none");
    if (name == "gelu_new" || name == "gelu_pytorch_tanh")
        return at::gelu(input, "tanh");
    if (name == "silu" || name == "swish")
        return at::silu(input);
    expects(name == "relu", "activation \"{}\", expected gelu, gelu_new, gelu_pytorch_tanh, relu, silu or swish", name);
    return at::relu(input);
}

at::Tensor gatherRows(const at::Tensor& rows, const at::Tensor& indices) {
    return at::embedding(rows, indices);
}

} // namespace cpw::plm
