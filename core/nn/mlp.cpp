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
        auto hidden = m_layers[layer]->forward(input); // [B, width]
        if (m_options.hasBatchNorm)
            hidden = m_norms[layer]->forward(hidden);
        input = nn::dropout(activate(hidden, m_options.activation), m_dropout, is_training());
    }
    return input;
}

} // namespace cpw::nn
