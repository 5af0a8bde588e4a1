// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::plm {

/// State of a row of logits over the blocks of its vocabulary (online softmax; Milakov and Gimelshein 2018).
struct RowState {
    float maximum; ///< of logit + bias over the blocks so far
    float sum;     ///< of exp(logit + bias - maximum) over the blocks so far
};

/// One row of one block: adds `bias` to the `count` logits in place, moves `state` on and writes exp(logit - state.maximum).
void exponentiateRow(float* logits, const float* bias, std::int64_t count, float* exponentials, RowState& state);

} // namespace cpw::plm
