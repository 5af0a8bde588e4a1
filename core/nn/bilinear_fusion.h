// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/linear.h"

namespace cpw::nn {

/// Logit of two streams (Mao et al. 2023, equations 8 and 9): w_x . x + w_y . y + sum over heads of x_h W_h y_h, with a bias in
/// both linear parts. Names: "x.weight" [1, X], "x.bias", "y.weight" [1, Y], "y.bias", "bilinear" [heads, X / heads, Y / heads].
class BilinearFusionImpl : public torch::nn::Module {
public:
    /// Both sizes are multiples of the heads.
    BilinearFusionImpl(std::int64_t xSize, std::int64_t ySize, std::int64_t heads);

    /// [B, X] and [B, Y] to [B, 1].
    at::Tensor forward(const at::Tensor& x, const at::Tensor& y);

private:
    Linear m_x;
    Linear m_y;
    at::Tensor m_bilinear;
};
TORCH_MODULE(BilinearFusion);

} // namespace cpw::nn
