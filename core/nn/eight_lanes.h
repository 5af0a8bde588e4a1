// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::nn {

/// Eight numbers for functions marked CPW_VECTOR_CLONES: one register with AVX, two without. Never handed to a function that is
/// called, nor returned: in which registers it would go depends on the clone.
using Eight = float __attribute__((vector_size(32)));
inline constexpr std::int64_t kLanes = 8;

/// The next multiple of kLanes.
inline std::int64_t roundedUpToLanes(std::int64_t count) {
    return (count + kLanes - 1) / kLanes * kLanes;
}

/// Of Eight, or of a wider register.
template <class Lanes>
[[gnu::always_inline]] inline void loadLanes(Lanes& lanes, const float* from) {
    __builtin_memcpy(&lanes, from, sizeof lanes);
}

[[gnu::always_inline]] inline void storeLanes(const Eight& lanes, float* to) {
    __builtin_memcpy(to, &lanes, sizeof lanes);
}

/// Every lane becomes the sum of all.
[[gnu::always_inline]] inline void addAcross(Eight& lanes) {
    lanes += __builtin_shufflevector(lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3);
    lanes += __builtin_shufflevector(lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5);
    lanes += __builtin_shufflevector(lanes, lanes, 1, 0, 3, 2, 5, 4, 7, 6);
}

/// Every lane becomes the greatest of all.
[[gnu::always_inline]] inline void maximumAcross(Eight& lanes) {
    Eight other = __builtin_shufflevector(lanes, lanes, 4, 5, 6, 7, 0, 1, 2, 3);
    lanes = lanes > other ? lanes : other;
    other = __builtin_shufflevector(lanes, lanes, 2, 3, 0, 1, 6, 7, 4, 5);
    lanes = lanes > other ? lanes : other;
    other = __builtin_shufflevector(lanes, lanes, 1, 0, 3, 2, 5, 4, 7, 6);
    lanes = lanes > other ? lanes : other;
}

/// Eight rows of eight numbers, transposed: pairs, then fours, then halves change places.
[[gnu::always_inline]] inline void transposeEight(const float* from, std::int64_t fromStride, float* to, std::int64_t toStride) {
    Eight row[8], pair[8], four[8];
    for (int i = 0; i < 8; ++i)
        loadLanes(row[i], from + i * fromStride);
    for (int i = 0; i < 8; i += 2) {
        pair[i] = __builtin_shufflevector(row[i], row[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
        pair[i + 1] = __builtin_shufflevector(row[i], row[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
    for (int i = 0; i < 8; i += 4)
        for (int j = 0; j < 2; ++j) {
            four[i + 2 * j] = __builtin_shufflevector(pair[i + j], pair[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
            four[i + 2 * j + 1] = __builtin_shufflevector(pair[i + j], pair[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
        }
    for (int i = 0; i < 4; ++i) {
        storeLanes(__builtin_shufflevector(four[i], four[i + 4], 0, 1, 2, 3, 8, 9, 10, 11), to + i * toStride);
        storeLanes(__builtin_shufflevector(four[i], four[i + 4], 4, 5, 6, 7, 12, 13, 14, 15), to + (i + 4) * toStride);
    }
}

} // namespace cpw::nn
