// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/gru_cell.h"

#include "core/nn/init.h"
#include "core/nn/matrix_product.h"

#include <cmath>

namespace cpw::nn {

GruCellImpl::GruCellImpl(std::int64_t size)
    : m_inputWeight(register_parameter("weight_ih", at::empty({3 * size, size}))),
      m_stateWeight(register_parameter("weight_hh", at::empty({3 * size, size}))),
      m_inputBias(register_parameter("bias_ih", at::empty({3 * size}))),
      m_stateBias(register_parameter("bias_hh", at::empty({3 * size}))) {
    for (const auto& parameter : {m_inputWeight, m_stateWeight, m_inputBias, m_stateBias})
        initUniform(parameter, 1 / std::sqrt(static_cast<double>(size)));
}

at::Tensor GruCellImpl::forward(const at::Tensor& input, const at::Tensor& state) {
    const auto fromInput = nn::linear(input, m_inputWeight, m_inputBias).chunk(3, 1); // 3 times [N, D]
    const auto fromState = nn::linear(state, m_stateWeight, m_stateBias).chunk(3, 1);
    const auto reset = at::sigmoid(fromInput[0] + fromState[0]);
    const auto update = at::sigmoid(fromInput[1] + fromState[1]);
    const auto fresh = at::tanh(at::addcmul(fromInput[2], reset, fromState[2]));
    return at::lerp(fresh, state, update); // (1 - update) * fresh + update * state
}

} // namespace cpw::nn
