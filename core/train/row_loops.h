// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::train {

struct AdamFactors {
    float first = 0, second = 0, epsilon = 0;
    float rate = 0; ///< of a step; of a catch-up the sum of the missed ones
};

// Adam of one row of `width` numbers: weights w, moments m and v, none overlapping. Vector loops in a file of its own, because
// only a flag of the whole file (-fno-math-errno, see core/CMakeLists.txt) makes roots vector instructions. Any thread.

/// What the row's missed steps without gradient would have done to it.
void catchUpAdam(float* __restrict w, float* __restrict m, float* __restrict v, std::int64_t width, AdamFactors missed);

/// A step by `scale` times `gradient`.
void stepAdam(const float* __restrict gradient, float scale, float* __restrict w, float* __restrict m, float* __restrict v,
              std::int64_t width, AdamFactors step);

} // namespace cpw::train
