// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/mlp.h"

#include "core/nn/dropout.h"

namespace cpw::nn {

MlpImpl::MlpImpl(std::int64_t inputSize, const std::vector<std::int64_t>& widths) : m_outputSize(inputSize) {
    for (const auto width : widths) {
        m_layers.push_back(register_module(std::to_string(m_layers.size()), Linear(m_outputSize, width)));
        m_outputSize = width;
    }
}

at::Tensor MlpImpl::forward(at::Tensor input) {
    for (const auto& layer : m_layers)
        input = nn::dropout(at::relu(layer->forward(input)), m_dropout, is_training());
    return input;
}

} // namespace cpw::nn
