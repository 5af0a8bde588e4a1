// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/cross_network.h"

namespace cpw::nn {

CrossNetworkImpl::CrossNetworkImpl(std::int64_t size, std::int64_t layers) {
    for (std::int64_t layer = 0; layer < layers; ++layer)
        m_layers.push_back(register_module(std::to_string(layer), Linear(size, size)));
}

at::Tensor CrossNetworkImpl::forward(const at::Tensor& input) {
    auto crossed = input;
    for (const auto& layer : m_layers)
        crossed = at::addcmul(crossed, input, layer->forward(crossed));
    return crossed;
}

} // namespace cpw::nn
