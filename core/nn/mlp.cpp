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
    for (std::size_t layer = 0; layer < m_layers.size(); ++layer) {
        const auto& linear = m_layers[layer];
        at::Tensor active; // [B, width]
        if (m_options.hasBatchNorm)
            active = activate(m_norms[layer]->forward(linear->forward(input)), m_options.activation);
        else if (m_options.activation == Activation::Relu)
            active = linearRelu(input, linear->weight, linear->bias);
        else
            active = activate(linear->forward(input), m_options.activation);
        input = nn::dropout(active, m_dropout, is_training());
    }
    return input;
}

} // namespace cpw::nn
