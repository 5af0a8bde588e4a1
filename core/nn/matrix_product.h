// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Products that take oneDNN's kernels for single precision on a processor instead of MKL's, which LibTorch calls by itself. MKL
/// leaves AVX-512 unused on processors that are not Intel's: on an EPYC with AVX-512, 115 against 265 GFLOP/s on one core.
/// Small products, other devices and other types go to LibTorch as they are. The choice depends on shapes and types only, so a
/// run repeats to the bit.

/// left [M, K] times right [N, K] transposed: [M, N]. No gradients. Either side may be a transposed view.
[[nodiscard]] at::Tensor productTransposed(const at::Tensor& left, const at::Tensor& right);

/// input [..., in] times weight [out, in] transposed, plus bias [out] when defined: [..., out]. Differentiable once.
[[nodiscard]] at::Tensor linear(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);

} // namespace cpw::nn
