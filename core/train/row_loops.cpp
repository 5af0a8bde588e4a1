// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/row_loops.h"

#include "core/nn/vector_clones.h"

namespace cpw::train {

CPW_VECTOR_CLONES void catchUpAdam(float* __restrict w, float* __restrict m, float* __restrict v, std::int64_t width, AdamFactors missed) {
    for (std::int64_t k = 0; k < width; ++k) {
        w[k] -= missed.rate * m[k] / (__builtin_sqrtf(v[k]) + missed.epsilon);
        m[k] *= missed.first;
        v[k] *= missed.second;
    }
}

CPW_VECTOR_CLONES void stepAdam(const float* __restrict gradient, float scale, float* __restrict w, float* __restrict m, float* __restrict v,
                                std::int64_t width, AdamFactors step) {
    for (std::int64_t k = 0; k < width; ++k) {
        const float g = scale * gradient[k];
        const float mk = step.first * m[k] + (1 - step.first) * g;
        const float vk = step.second * v[k] + (1 - step.second) * g * g;
        m[k] = mk;
        v[k] = vk;
        w[k] -= step.rate * mk / (__builtin_sqrtf(vk) + step.epsilon);
    }
}

} // namespace cpw::train
