// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/softmax_blocks.h"

#include "core/nn/vector_clones.h"

#include <cmath>

namespace cpw::plm {
namespace {

/// Independent partial results: as many as the widest vector unit holds, so that loops over them become vector instructions and
/// the order of summation is the same on every processor.
constexpr std::int64_t kLanes = 16;

CPW_VECTOR_CLONES float addBiasAndFindMaximum(float* logits, const float* bias, std::int64_t count) {
    float lanes[kLanes];
    for (std::int64_t i = 0; i < kLanes; ++i)
        lanes[i] = -INFINITY;
    std::int64_t at = 0;
    for (; at + kLanes <= count; at += kLanes) {
        for (std::int64_t i = 0; i < kLanes; ++i) {
            const float value = logits[at + i] + bias[at + i];
            logits[at + i] = value;
            lanes[i] = value > lanes[i] ? value : lanes[i];
        }
    }
    for (; at < count; ++at) {
        logits[at] += bias[at];
        lanes[0] = logits[at] > lanes[0] ? logits[at] : lanes[0];
    }
    for (std::int64_t i = 1; i < kLanes; ++i)
        lanes[0] = lanes[i] > lanes[0] ? lanes[i] : lanes[0];
    return lanes[0];
}

/// exp for x <= 0 to about 1 unit in the last place (Cody-Waite reduction, the degree-6 polynomial of Cephes' expf). Below -87
/// the result is flushed to zero.
[[gnu::always_inline]] inline float expOfNegative(float x) {
    const float clamped = x < -87.0F ? -87.0F : x;
    const float shifted = clamped * 1.44269504F + 12582912.0F; // adding 1.5 * 2^23 rounds to a whole number
    const float whole = shifted - 12582912.0F;
    const float rest = (clamped - whole * 0.693359375F) + whole * 2.12194440e-4F;
    float polynomial = 1.9875691500e-4F;
    polynomial = polynomial * rest + 1.3981999507e-3F;
    polynomial = polynomial * rest + 8.3334519073e-3F;
    polynomial = polynomial * rest + 4.1665795894e-2F;
    polynomial = polynomial * rest + 1.6666665459e-1F;
    polynomial = polynomial * rest + 5.0000001201e-1F;
    polynomial = polynomial * (rest * rest) + rest + 1.0F;
    const std::int32_t exponent = (static_cast<std::int32_t>(whole) + 127) << 23;
    return x < -87.0F ? 0.0F : polynomial * __builtin_bit_cast(float, exponent);
}

CPW_VECTOR_CLONES float exponentiateAndSum(const float* values, std::int64_t count, float maximum, float* exponentials) {
    float lanes[kLanes] = {};
    std::int64_t at = 0;
    for (; at + kLanes <= count; at += kLanes) {
        for (std::int64_t i = 0; i < kLanes; ++i) {
            const float result = expOfNegative(values[at + i] - maximum);
            exponentials[at + i] = result;
            lanes[i] += result;
        }
    }
    for (; at < count; ++at) {
        const float result = expOfNegative(values[at] - maximum);
        exponentials[at] = result;
        lanes[0] += result;
    }
    for (std::int64_t i = 1; i < kLanes; ++i)
        lanes[0] += lanes[i];
    return lanes[0];
}

} // namespace

void exponentiateRow(float* logits, const float* bias, std::int64_t count, float* exponentials, RowState& state) {
    const float blockMaximum = addBiasAndFindMaximum(logits, bias, count);
    const float maximum = blockMaximum > state.maximum ? blockMaximum : state.maximum;
    const float blockSum = exponentiateAndSum(logits, count, maximum, exponentials);
    state.sum = state.sum * std::exp(state.maximum - maximum) + blockSum; // exp(-inf) is 0 in the first block
    state.maximum = maximum;
}

} // namespace cpw::plm
