// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/vector_gelu.h"

#include "core/nn/vector_clones.h"
#include "core/nn/vector_exp.h"

namespace cpw::nn {
namespace {

struct Normal {
    float bell;   ///< exp(-x^2 / 2)
    float beyond; ///< 1 - Phi(|x|)
};

[[gnu::always_inline]] inline Normal normalAt(float x) {
    const float size = x < 0 ? -x : x;
    const float t = 1.0F / (1.0F + 0.231641900F * size); // 0.3275911 / sqrt(2)
    float polynomial = 1.061405429F;
    polynomial = polynomial * t + -1.453152027F;
    polynomial = polynomial * t + 1.421413741F;
    polynomial = polynomial * t + -0.284496736F;
    polynomial = polynomial * t + 0.254829592F;
    const float bell = expOfNegative(-0.5F * x * x);
    return {bell, 0.5F * t * polynomial * bell};
}

[[gnu::always_inline]] inline float geluFrom(const Normal& normal, float x) {
    return x > 0 ? x - x * normal.beyond : x * normal.beyond;
}

} // namespace

CPW_VECTOR_CLONES void geluInPlace(float* values, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i)
        values[i] = geluFrom(normalAt(values[i]), values[i]);
}

CPW_VECTOR_CLONES void geluAndSlope(float* __restrict values, float* __restrict output, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
        const float x = values[i];
        const Normal normal = normalAt(x);
        output[i] = geluFrom(normal, x);
        values[i] = (x > 0 ? 1.0F - normal.beyond : normal.beyond) + x * normal.bell * 0.398942280F; // 1 / sqrt(2 pi)
    }
}

} // namespace cpw::nn
