// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/norm_rows.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/vector_clones.h"

#include <algorithm>
#include <cmath>

namespace cpw::nn {
namespace {

/// Rows between two passes over them: they stay in the second cache.
constexpr std::int64_t kNormRows = 32;

/// result = first + second, its mean and its mean squared distance from that, for each row.
CPW_VECTOR_CLONES void addAndMeasure(const NormOfSum& at, std::int64_t firstRow, std::int64_t rows, float* means,
                                     float* variances) {
    const auto width = at.width;
    const Eight share = Eight{} + 1.0F / static_cast<float>(width);
    for (std::int64_t i = 0; i < rows; ++i) {
        const float* first = at.first + (firstRow + i) * width;
        const float* second = at.second + (firstRow + i) * at.secondStride;
        float* result = at.result + (firstRow + i) * width;
        Eight sum = {};
        for (std::int64_t column = 0; column < width; column += kLanes) {
            Eight a, b;
            loadLanes(a, first + column);
            loadLanes(b, second + column);
            a += b;
            storeLanes(a, result + column);
            sum += a;
        }
        addAcross(sum);
        sum *= share;
        Eight squares = {};
        for (std::int64_t column = 0; column < width; column += kLanes) {
            Eight x;
            loadLanes(x, result + column);
            x -= sum;
            squares += x * x;
        }
        addAcross(squares);
        squares *= share;
        means[i] = sum[0];
        variances[i] = squares[0];
    }
}

CPW_VECTOR_CLONES void scaleRows(const NormOfSum& at, std::int64_t firstRow, std::int64_t rows, const float* means,
                                 const float* factors) {
    for (std::int64_t i = 0; i < rows; ++i) {
        float* result = at.result + (firstRow + i) * at.width;
        const Eight mean = Eight{} + means[i], factor = Eight{} + factors[i];
        for (std::int64_t column = 0; column < at.width; column += kLanes) {
            Eight x, weight, bias;
            loadLanes(x, result + column);
            loadLanes(weight, at.weight + column);
            loadLanes(bias, at.bias + column);
            storeLanes((x - mean) * factor * weight + bias, result + column);
        }
    }
}

} // namespace

void normalizeSum(const NormOfSum& at, std::int64_t rows) {
    float means[kNormRows], factors[kNormRows];
    for (std::int64_t first = 0; first < rows; first += kNormRows) {
        const auto count = std::min(kNormRows, rows - first);
        addAndMeasure(at, first, count, means, factors);
        for (std::int64_t i = 0; i < count; ++i) // here, as a root in a clone would be a call
            factors[i] = static_cast<float>(1 / std::sqrt(static_cast<double>(factors[i]) + at.epsilon));
        scaleRows(at, first, count, means, factors);
    }
}

} // namespace cpw::nn
