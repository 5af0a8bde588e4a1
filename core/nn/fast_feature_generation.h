// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/generation_rows.h"
#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// What the convolution is and what normalises it.
struct GenerationWeights {
    at::Tensor kernel;     ///< [C * H, I] between all rows
    at::Tensor bias;       ///< [C] of the convolution
    at::Tensor normFactor; ///< [C]
    at::Tensor normBias;   ///< [C]
    double epsilon = 0;
};

struct GenerationOutput {
    at::Tensor pooled;   ///< [B, C * H', D]
    at::Tensor mean;     ///< [C] of the convolved batch, without gradient
    at::Tensor variance; ///< [C], unbiased
};

/// Whether the part of a block before its recombination is worked out row by row: single precision on a processor, outside of
/// autocast, with a norm that learns from the batch.
[[nodiscard]] bool isFastGeneration(const at::Tensor& map, const at::Tensor& kernel, const GenerationShape& shape);

/// Convolution, batch norm of the batch's own statistics, tanh and pooling of the map [B, I, D]. As tanh and the norm keep the
/// order, the pooling comes before tanh. The gradient of the convolution's bias is zero, which the norm makes it. Differentiable once.
/// The bits do not depend on the number of threads.
[[nodiscard]] GenerationOutput fastGeneration(const at::Tensor& map, const GenerationWeights& weights, const GenerationShape& shape);

} // namespace cpw::nn
