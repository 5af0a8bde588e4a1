// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/eight_lanes.h"

namespace cpw::nn {

/// tanh to a few units in the last place: a quotient of two polynomials of x (those of Eigen's ptanh), 1 beyond 7.9. What is not a
/// number stays so. For functions marked CPW_VECTOR_CLONES.
[[gnu::always_inline]] inline void tanhOfLanes(Eight& x) {
    constexpr float kBound = 7.90531110763549805F;
    x = x > kBound ? Eight{} + kBound : x;
    x = x < -kBound ? Eight{} - kBound : x;
    const Eight square = x * x;
    Eight above = square * -2.76076847742355e-16F + 2.00018790482477e-13F;
    above = above * square + -8.60467152213735e-11F;
    above = above * square + 5.12229709037114e-08F;
    above = above * square + 1.48572235717979e-05F;
    above = above * square + 6.37261928875436e-04F;
    above = above * square + 4.89352455891786e-03F;
    Eight below = square * 1.19825839466702e-06F + 1.18534705686654e-04F;
    below = below * square + 2.26843463243900e-03F;
    below = below * square + 4.89352518554385e-03F;
    x = x * above / below;
}

/// Every number becomes its tanh, by the same polynomials.
void tanhInPlace(float* values, std::int64_t count);

} // namespace cpw::nn
