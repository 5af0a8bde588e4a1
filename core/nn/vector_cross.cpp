// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/vector_cross.h"

#include "core/nn/init.h"
#include "core/nn/matrix_product.h"

#include <cmath>

namespace cpw::nn {

VectorCrossImpl::VectorCrossImpl(std::int64_t size, std::int64_t layers) {
    for (std::int64_t i = 0; i < layers; ++i) {
        auto layer = register_module(std::to_string(i), std::make_shared<torch::nn::Module>());
        m_weights.push_back(layer->register_parameter("weight", at::empty({size})));
        m_biases.push_back(layer->register_parameter("bias", at::zeros({size})));
        initNormal(m_weights.back(), std::sqrt(2.0 / static_cast<double>(size + 1))); // Xavier's rule for a layer with one output
    }
}

at::Tensor VectorCrossImpl::forward(const at::Tensor& input) {
    // Every x is s x0 + c with a number s for each row and one vector c for all rows. So w . x is s (w . x0) + w . c: one
    // product for all layers, and no [B, size] in between.
    const auto products = nn::linear(input, at::stack(m_weights), {}); // [B, layers]
    auto scale = products.narrow(1, 0, 1) + 1;                         // [B, 1]
    auto offset = m_biases[0];                                         // [size]
    for (std::size_t layer = 1; layer < m_weights.size(); ++layer) {
        const auto dot = scale * products.narrow(1, static_cast<std::int64_t>(layer), 1) + at::dot(m_weights[layer], offset);
        scale = scale + dot;
        offset = offset + m_biases[layer];
    }
    return at::addcmul(offset, input, scale); // [B, size]
}

} // namespace cpw::nn
