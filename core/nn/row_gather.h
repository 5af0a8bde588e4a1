// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Rows of [U, W] by ids of any shape: [..., W]. Differentiable by the rows once; their gradient has the bits of LibTorch's own
/// embedding, whose backward pass asks for a kernel anew for each id. The result does not depend on the number of threads.
[[nodiscard]] at::Tensor gatherRows(const at::Tensor& rows, const at::Tensor& ids);

} // namespace cpw::nn
