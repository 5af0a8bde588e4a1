// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::nn {

/// Sums of rows of N numbers that lists name; N is a multiple of kLanes. The order of each sum is that of its list.

/// output [rows, N]: each the bias (or nothing) plus one row of the parts [., N] of each field, which places [rows, fields]
/// names; its negative numbers become 0 where `isRelu`.
struct PartSums {
    const float* const* parts; ///< [fields]
    const std::int32_t* places;
    std::int64_t fields;
    std::int64_t width; ///< N
    const float* bias;  ///< [N] or null
    bool isRelu;
};
void addParts(const PartSums& sums, std::int64_t rows, float* output);

/// output [count, N]: sums of the rows of gradient [., N] that the lists of `count` places name; the list of place i begins at
/// starts[i].
struct ListSums {
    const float* gradient;
    const std::int32_t* rows;
    const std::int32_t* starts;
    std::int64_t width; ///< N
};
void addLists(const ListSums& sums, std::int64_t count, float* output);

/// Columns [first, last) of gradient [rows, width], multiples of kLanes: masked is the gradient where `output` is above 0, else
/// 0, and sums [width] what its columns add up to. Without an `output` (null) nothing is masked or written to `masked`.
struct MaskedSums {
    const float* gradient;
    const float* output;
    float* masked;
    float* sums;
    std::int64_t width;
};
void maskAndSum(const MaskedSums& given, std::int64_t rows, std::int64_t first, std::int64_t last);

} // namespace cpw::nn
