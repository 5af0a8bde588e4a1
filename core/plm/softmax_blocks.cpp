// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/softmax_blocks.h"

#include "core/nn/vector_clones.h"
#include "core/nn/vector_exp.h"

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

CPW_VECTOR_CLONES float exponentiateAndSum(const float* values, std::int64_t count, float maximum, float* exponentials) {
    float lanes[kLanes] = {};
    std::int64_t at = 0;
    for (; at + kLanes <= count; at += kLanes) {
        for (std::int64_t i = 0; i < kLanes; ++i) {
            const float result = nn::expOfNegative(values[at + i] - maximum);
            exponentials[at + i] = result;
            lanes[i] += result;
        }
    }
    for (; at < count; ++at) {
        const float result = nn::expOfNegative(values[at] - maximum);
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
