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

/// relu of the same, whose backward pass reads the gradient once for mask, products and bias.
[[nodiscard]] at::Tensor linearRelu(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);

/// tanh of the same, likewise.
[[nodiscard]] at::Tensor linearTanh(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);

/// GELU of the same, likewise: the forward pass keeps the slope in the place of what it is the slope at.
[[nodiscard]] at::Tensor linearGelu(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);

/// Whether `linear` of these takes oneDNN's kernels: for functions of their own that are built from the two below.
[[nodiscard]] bool isFastLinear(const at::Tensor& input, const at::Tensor& weight);
/// input [M, in] times weight [out, in] transposed plus bias [out]: [M, out]. No gradients.
[[nodiscard]] at::Tensor linearWithoutGradient(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);
/// addend [M, N] plus left [M, K] times right [N, K] transposed. No gradients.
[[nodiscard]] at::Tensor productTransposedPlus(const at::Tensor& left, const at::Tensor& right, const at::Tensor& addend);

} // namespace cpw::nn
