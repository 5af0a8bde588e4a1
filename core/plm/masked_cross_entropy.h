// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

namespace cpw::plm {

/// Rows handled together: the weight matrix is read once for them. Their logits (62 MB at 30,522 words) stay in memory.
inline constexpr std::int64_t kLogitRows = 512;

/// Memory for logits that is kept between steps: on a virtual machine a fresh page costs more than the softmax of what is in it.
/// Owned by a masked-language head, used by one thread.
class LogitBuffer {
public:
    /// A flat, uninitialised float tensor of at least `count` numbers; the same memory as before when it is large enough.
    at::Tensor take(std::int64_t count);

private:
    at::Tensor m_memory;
};

struct CrossEntropy {
    at::Tensor lossSum; ///< [] sum over the rows
    at::Tensor correct; ///< [P] bool: no logit is above the target's; undefined unless asked
};

/// Cross entropy of the full softmax over logits hidden W^T + bias, without a graph over the logits: gradients with respect to
/// the inputs (the weight's only where it is trained) are computed with the loss, block by block of the vocabulary, while a block
/// is in the cache. hidden [P, h], weight [V, h], bias [V], targets [P] int64. backward may run once. P of 0 gives a loss of 0.
[[nodiscard]] CrossEntropy maskedCrossEntropy(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& bias,
                                              const at::Tensor& targets, bool wantsCorrect, LogitBuffer& buffer);

} // namespace cpw::plm
