// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// What the backward pass of a linear layer needs of the gradient of its output, made in one reading of it: g times the factor,
/// the same transposed (for the product with the layer's input, which else transposes by itself) and the sums of its columns
/// (of the bias).
struct OutputGradient {
    at::Tensor plain;      ///< [M, N]
    at::Tensor transposed; ///< [N, M]
    at::Tensor columnSums; ///< [N]
};

/// What the gradient is multiplied by, element by element.
enum class GradientFactor {
    None,
    WherePositive, ///< 1 where `other` is above 0, else 0: of a relu with the output `other`
    Other,         ///< `other` itself
    TanhSlope      ///< 1 - other^2: of a tanh with the output `other`
};

/// gradient [M, N]; other [M, N], undefined for None. On a processor in single precision one pass over tiles; else tensor
/// operations with the same results to rounding. The order of the sums does not depend on the number of threads.
[[nodiscard]] OutputGradient outputGradient(const at::Tensor& gradient, GradientFactor factor, const at::Tensor& other);

} // namespace cpw::nn
