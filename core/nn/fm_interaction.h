// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Sum of the elementwise products of all pairs of fields (Rendle 2010, lemma 3.1): half of the square of the sum minus the sum
/// of squares. [B, F, D] to [B, D].
[[nodiscard]] at::Tensor biInteraction(const at::Tensor& embeddings);
/// Sum of the inner products of all pairs: the sum of the above. [B, F, D] to [B, 1].
[[nodiscard]] at::Tensor fmInteraction(const at::Tensor& embeddings);

} // namespace cpw::nn
