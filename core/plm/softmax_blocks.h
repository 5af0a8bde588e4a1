// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::plm {

/// One row of one block of logits, in place: values become exp(x + bias - m) where m is the largest value of the row so far.
/// State of the row over its blocks (online softmax; Milakov and Gimelshein 2018).
struct RowState {
    float maximum;        ///< of x + bias over the blocks so far
    float sum;            ///< of exp(x + bias - maximum) over the blocks so far
};

/// Adds bias to `count` logits, moves `state` on and leaves exponentials relative to the new maximum.
/// The logit at `wanted` (or -1 for none) is returned as it was before the exponential.
[[nodiscard]] float exponentiateRow(float* logits, const float* bias, std::int64_t count, std::int64_t wanted, RowState& state);

} // namespace cpw::plm
