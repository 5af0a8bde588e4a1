// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/reference_kernels.h"
#include "core/nn/torch_pch.h"

#include <ATen/autocast_mode.h>

namespace cpw::nn {

/// Single precision on a processor, and the switch not thrown: what loops and products of our own take; everything else is
/// LibTorch's.
[[nodiscard]] inline bool isFloatOnProcessor(const at::Tensor& tensor) {
    return tensor.is_cpu() && tensor.scalar_type() == at::kFloat && !usesReferenceKernels();
}

/// The same, its numbers one behind the other.
[[nodiscard]] inline bool isPlainFloat(const at::Tensor& tensor) {
    return isFloatOnProcessor(tensor) && tensor.is_contiguous();
}

/// Under autocast LibTorch chooses the types.
[[nodiscard]] inline bool isAutocastOnProcessor() {
    return at::autocast::is_autocast_enabled(at::kCPU);
}

} // namespace cpw::nn
