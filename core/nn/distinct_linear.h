// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/id_groups.h"
#include "core/nn/linear.h"

namespace cpw::nn {

/// A linear layer over the flattened embeddings of a batch, W [e_1; ...; e_F] + b = sum of W_f e_f + b, with each W_f e_f
/// computed once for each distinct id instead of once for each row, and backward likewise: gradients of the rows that have an id
/// are added up before the products. The same sums in another order. Fields repeat their values much within a batch, so that of a
/// batch of 4,096 rows of MovieLens-1M a quarter of the products is left.

/// Whether it pays for a batch of `rows` x `fields` ids, `distinct` of them different, with `size` numbers each.
[[nodiscard]] bool isDistinctWorthwhile(std::int64_t distinct, std::int64_t rows, std::int64_t fields, std::int64_t size);

/// gathered [U, D], weight [N, F * D], bias [N] or undefined; D and N multiples of eight: [B, N], its relu where asked. Single
/// precision on the processor. Differentiable once. With the same number of threads the same bits.
[[nodiscard]] at::Tensor distinctLinear(const at::Tensor& gathered, const IdGroups& groups, const at::Tensor& weight,
                                        const at::Tensor& bias, bool isRelu);

} // namespace cpw::nn
