// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::nn {

/// Layer normalisation (Ba, Kiros and Hinton 2016) of sums, a row at a time: result = (x - mean) / sqrt(variance + epsilon) *
/// weight + bias of x = first + second. All [rows, width] but weight and bias [width]; width a multiple of kLanes. `result` may
/// be `first` or `second`.
struct NormOfSum {
    const float* first;
    const float* second;
    std::int64_t secondStride; ///< between its rows
    const float* weight;
    const float* bias;
    float* result;
    std::int64_t width;
    double epsilon;
};

void normalizeSum(const NormOfSum& at, std::int64_t rows);

} // namespace cpw::nn
