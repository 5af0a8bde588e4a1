// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/field_attention.h"

#include "core/nn/fast_field_attention.h"

#include <cmath>

namespace cpw::nn {
namespace {

Linear makeMap(const FieldAttentionOptions& options) {
    return Linear(options.inputSize, options.heads * options.headSize, Bias::Without);
}

} // namespace

FieldAttentionImpl::FieldAttentionImpl(const FieldAttentionOptions& options)
    : m_options(options), m_query(makeMap(options)), m_key(makeMap(options)), m_value(makeMap(options)) {
    register_module("query", m_query);
    register_module("key", m_key);
    register_module("value", m_value);
    if (options.hasResidual && options.inputSize != options.heads * options.headSize)
        m_residual = register_module("residual", makeMap(options));
}

at::Tensor FieldAttentionImpl::splitHeads(const at::Tensor& projected) const {
    // [B, F, heads * size] to [B, heads, F, size]; a plain view here would mix fields and heads.
    return projected.view({projected.size(0), projected.size(1), m_options.heads, m_options.headSize}).transpose(1, 2);
}

double FieldAttentionImpl::scale() const {
    return m_options.isScaled ? 1 / std::sqrt(static_cast<double>(m_options.headSize)) : 1.0;
}

at::Tensor FieldAttentionImpl::joinedMaps(AttentionKeys keys) const {
    std::vector<at::Tensor> maps{m_query->weight, m_key->weight};
    if (keys == AttentionKeys::Input)
        maps = {keysTimesQueries(m_query->weight, m_key->weight, m_options.heads)}; // [heads * in, in]
    maps.push_back(m_value->weight);
    if (m_residual)
        maps.push_back(m_residual->weight);
    return at::cat(maps, 0); // [W, in]
}

at::Tensor FieldAttentionImpl::forward(const at::Tensor& input) {
    const auto residual = !m_options.hasResidual ? AttentionResidual::None : m_residual ? AttentionResidual::Mapped : AttentionResidual::Input;
    const auto keys = m_options.inputSize < 2 * m_options.headSize ? AttentionKeys::Input : AttentionKeys::Mapped; // what costs less
    const AttentionShape shape{input.size(1), m_options.inputSize, m_options.heads,             m_options.headSize,
                               residual,      keys,                static_cast<float>(scale())};
    return isFastAttention(input, m_query->weight, shape) ? fastFieldAttention(input, joinedMaps(keys), shape) // [B, F, heads * size]
                                                          : forwardByTensors(input);
}

at::Tensor FieldAttentionImpl::forwardByTensors(const at::Tensor& input) {
    const auto query = splitHeads(m_query->forward(input)); // [B, heads, F, size]
    const auto key = splitHeads(m_key->forward(input));
    const auto value = splitHeads(m_value->forward(input));
    const auto mixed = at::scaled_dot_product_attention(query, key, value, {}, 0.0, false, scale()); // [B, heads, F, size]
    auto output = mixed.transpose(1, 2).flatten(2);                                                  // [B, F, heads * size]
    if (m_options.hasResidual)
        output = output + (m_residual ? m_residual->forward(input) : input);
    return at::relu(output);
}

} // namespace cpw::nn
