// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

#include <vector>

namespace cpw::nn {

/// The cross layers of DCN with a weight vector each: x' = x + (w . x) x0 + b (Wang et al. 2017, equation 3). Layers are
/// numbered: "0.weight" [size], "0.bias" [size] ...
class VectorCrossImpl : public torch::nn::Module {
public:
    VectorCrossImpl(std::int64_t size, std::int64_t layers);

    /// [B, size] to [B, size].
    at::Tensor forward(const at::Tensor& input);

private:
    std::vector<at::Tensor> m_weights;
    std::vector<at::Tensor> m_biases;
};
TORCH_MODULE(VectorCross);

} // namespace cpw::nn
