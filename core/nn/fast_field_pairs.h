// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Whether these embeddings [B, F', D] each are joined row by row: single precision on a processor, outside of autocast.
[[nodiscard]] bool isFastJoin(at::TensorList parts);

/// [all F embeddings; inner products of all their pairs] of each row in one pass: [B, F * D + P]. F is the sum of all F'.
/// Differentiable once. The bits do not depend on the number of threads.
[[nodiscard]] at::Tensor joinWithInnerProducts(at::TensorList parts);

} // namespace cpw::nn
