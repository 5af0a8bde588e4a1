// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/attention_rows.h"
#include "core/nn/torch_pch.h"

namespace cpw::nn {

/// Whether an interacting layer of these sizes is worked out row by row: single precision on a processor, outside of autocast.
[[nodiscard]] bool isFastAttention(const at::Tensor& input, const at::Tensor& map, const AttentionShape& shape);

/// The whole layer from the input [B, F, in] to the relu [B, F, S]; map [W, in] as AttentionShape says. Its numbers stay in the
/// caches, where LibTorch's operations would write and read some twenty tensors of the batch. Differentiable once. The bits do not
/// depend on the number of threads.
[[nodiscard]] at::Tensor fastFieldAttention(const at::Tensor& input, const at::Tensor& map, const AttentionShape& shape);

/// The part of such a map that AttentionKeys::Input wants: Wk^T Wq of each head, [heads * in, in], from [heads * headSize, in] each.
[[nodiscard]] at::Tensor keysTimesQueries(const at::Tensor& query, const at::Tensor& key, std::int64_t heads);

} // namespace cpw::nn
