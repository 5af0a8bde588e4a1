// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

#include <vector>

namespace cpw::nn {

/// The compressed interaction network of xDeepFM (Lian et al. 2018, equations 6 and 7), without activation:
///   X_i[u, d] = sum over a, m of W_i[u, a * M + m] X_0[a, d] X_(i-1)[m, d] + b_i[u],   p_i = sum over d of X_i.
/// The last layer is wanted summed over d only, so it needs no X: the products over d are inner products of fields and maps.
/// Layers are numbered: "0.weight" [units, F * M], "0.bias" [units] ...
class CompressedInteractionImpl : public torch::nn::Module {
public:
    CompressedInteractionImpl(std::int64_t fields, const std::vector<std::int64_t>& units);

    /// [B, F, D] to [B, sum of units]: p_1, p_2 ...
    at::Tensor forward(const at::Tensor& embeddings);

private:
    std::vector<at::Tensor> m_weights;
    std::vector<at::Tensor> m_biases;
};
TORCH_MODULE(CompressedInteraction);

} // namespace cpw::nn
