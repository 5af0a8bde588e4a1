// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/gated_cross_network.h"

namespace cpw::nn {

GatedCrossNetworkImpl::GatedCrossNetworkImpl(std::int64_t size, std::int64_t layers) {
    for (std::int64_t i = 0; i < layers; ++i) {
        m_layers.push_back(register_module(std::to_string(i), Linear(size, size)));
        m_gates.push_back(m_layers.back()->register_module("gate", Linear(size, size, Bias::Without)));
    }
}

at::Tensor GatedCrossNetworkImpl::forward(EmbeddedInput& input) {
    const auto flat = input.flat(); // [B, size]
    at::Tensor crossed = flat;
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto gate = at::sigmoid(i == 0 ? input.linear(m_gates[i]) : m_gates[i]->forward(crossed)); // [B, size]
        crossed = at::addcmul(crossed, flat * gate, i == 0 ? input.linear(m_layers[i]) : m_layers[i]->forward(crossed));
    }
    return crossed;
}

} // namespace cpw::nn
