// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/softmax_rows.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/vector_clones.h"
#include "core/nn/vector_exp.h"

namespace cpw::nn {
namespace {

/// Added to a score beyond the last column: its exponential is 0.
constexpr float kNever = -1e30F;

/// Scales the scores and takes the row's greatest off each: at most 0 remains, kNever beyond the last column.
[[gnu::always_inline]] inline void shiftScores(float* line, const Eight& beyond, std::int64_t padded, float scale) {
    Eight greatest = Eight{} + kNever;
    for (std::int64_t column = 0; column < padded; column += kLanes) {
        Eight scores;
        loadLanes(scores, line + column);
        scores *= scale;
        if (column + kLanes == padded)
            scores += beyond;
        greatest = scores > greatest ? scores : greatest;
        storeLanes(scores, line + column);
    }
    maximumAcross(greatest);
    for (std::int64_t column = 0; column < padded; column += kLanes) {
        Eight scores;
        loadLanes(scores, line + column);
        storeLanes(scores - greatest, line + column);
    }
}

} // namespace

CPW_VECTOR_CLONES void softmaxRows(float* scores, std::int64_t rows, std::int64_t columns, std::int64_t padded, float scale) {
    float lastLanes[kLanes];
    for (std::int64_t lane = 0; lane < kLanes; ++lane)
        lastLanes[lane] = padded - kLanes + lane < columns ? 0.0F : kNever;
    Eight beyond;
    loadLanes(beyond, lastLanes);
    for (std::int64_t row = 0; row < rows; ++row)
        shiftScores(scores + row * padded, beyond, padded, scale);
    for (std::int64_t i = 0; i < rows * padded; ++i)
        scores[i] = expOfNegative(scores[i]);
    for (std::int64_t row = 0; row < rows; ++row) {
        Eight sum = {};
        for (std::int64_t column = 0; column < padded; column += kLanes) {
            Eight part;
            loadLanes(part, scores + row * padded + column);
            sum += part;
        }
        addAcross(sum);
        const Eight share = 1.0F / sum;
        for (std::int64_t column = 0; column < padded; column += kLanes) {
            Eight part;
            loadLanes(part, scores + row * padded + column);
            storeLanes(part * share, scores + row * padded + column);
        }
    }
}

} // namespace cpw::nn
