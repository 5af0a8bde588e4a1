// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/bilinear_interaction.h"

namespace cpw::nn {

/// Whether these are multiplied row by row: single precision on a processor, outside of autocast.
[[nodiscard]] bool isFastBilinear(const at::Tensor& embeddings, const at::Tensor& weight, const at::Tensor& importance);

/// The bilinear products of embeddings [B, F, D] and the same times the importance [B, F] of both fields: [B, 2 * P * D], written
/// where the tower reads them. Differentiable once. The bits do not depend on the number of threads.
[[nodiscard]] at::Tensor fastBilinear(const at::Tensor& embeddings, const at::Tensor& weight, const at::Tensor& importance, BilinearKind kind);

} // namespace cpw::nn
