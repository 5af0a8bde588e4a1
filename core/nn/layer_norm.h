// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Layer normalisation over the last dimension. Checkpoint names: "weight" [size], "bias" [size].
class LayerNormImpl : public torch::nn::Module {
public:
    LayerNormImpl(std::int64_t size, double epsilon) : m_epsilon(epsilon) {
        weight = register_parameter("weight", at::ones({size}));
        bias = register_parameter("bias", at::zeros({size}));
    }

    at::Tensor forward(const at::Tensor& input) const { return at::layer_norm(input, weight.sizes(), weight, bias, m_epsilon); }

    [[nodiscard]] double epsilon() const { return m_epsilon; }

    at::Tensor weight;
    at::Tensor bias;

private:
    double m_epsilon;
};
TORCH_MODULE(LayerNorm);

} // namespace cpw::nn
