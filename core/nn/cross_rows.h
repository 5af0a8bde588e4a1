// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::nn {

/// One pair of fields (i, j) in some rows of a batch; D is a multiple of eight.
struct CrossRows {
    std::int64_t rows = 0;
    std::int64_t size = 0;         ///< D
    const float* mapped = nullptr; ///< [rows, D] W v_i
    const float* second = nullptr; ///< v_j, rows fieldStride apart
    std::int64_t fieldStride = 0;
    const float* ofFirst = nullptr;  ///< importance of i, rows importanceStride apart
    const float* ofSecond = nullptr; ///< importance of j
    std::int64_t importanceStride = 0;
    std::int64_t productStride = 0; ///< between rows of products and of their gradients
};

/// Gradients of one pair, which are added to what is there: apart as the numbers of CrossRows.
struct CrossGradients {
    float* mapped;
    float* second;
    float* ofFirst;
    float* ofSecond;
};

/// plain = mapped * second; weighted = that times the importance of both fields.
void crossRows(const CrossRows& pair, float* plain, float* weighted);
void crossRowsBack(const CrossRows& pair, const float* ofPlain, const float* ofWeighted, const CrossGradients& gradients);

} // namespace cpw::nn
