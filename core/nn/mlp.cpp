// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/mlp.h"

#include "core/nn/dropout.h"

namespace cpw::nn {

MlpImpl::MlpImpl(std::int64_t inputSize, const std::vector<std::int64_t>& widths, const MlpOptions& options)
    : m_options(options), m_outputSize(inputSize), m_dropout(options.dropout) {
    for (const auto width : widths) {
        m_layers.push_back(register_module(std::to_string(m_layers.size()), Linear(m_outputSize, width)));
        if (options.hasBatchNorm)
            m_norms.push_back(m_layers.back()->register_module("norm", BatchNorm(width)));
        m_outputSize = width;
    }
}

at::Tensor MlpImpl::forward(at::Tensor input) {
    return throughLayers(0, std::move(input));
}

at::Tensor MlpImpl::forward(EmbeddedInput& input) {
    const auto& first = m_layers.front();
    return throughLayers(1, afterProduct(0, hasFusedRelu() ? input.linearRelu(first) : input.linear(first)));
}

at::Tensor MlpImpl::throughLayers(std::size_t first, at::Tensor input) {
    for (auto layer = first; layer < m_layers.size(); ++layer) {
        const auto& linear = m_layers[layer];
        input = afterProduct(layer, hasFusedRelu() ? linearRelu(input, linear->weight, linear->bias)
                                                   : linear->forward(input)); // [B, width]
    }
    return input;
}

at::Tensor MlpImpl::afterProduct(std::size_t layer, at::Tensor mapped) {
    if (m_options.hasBatchNorm)
        mapped = m_norms[layer]->forward(mapped);
    return nn::dropout(hasFusedRelu() ? mapped : activate(mapped, m_options.activation), m_dropout, is_training());
}

} // namespace cpw::nn
