// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/small_product.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/vector_clones.h"

namespace cpw::nn {
namespace {

// What a clone calls is inlined always: a call would leave the clone's vector unit.

/// A tile of 4 rows of 16 numbers keeps its eight sums, what it multiplies and a factor in the sixteen registers of AVX2, and
/// eight independent sums are what two multiply-adds a cycle of four cycles each need.
constexpr std::int64_t kTileRows = 4;

enum class Result { Written, Added };

template <int kRows, int kEights>
using Sums = Eight[kRows][kEights];

template <Result kind, int kRows, int kEights>
[[gnu::always_inline]] inline void startSums(Sums<kRows, kEights>& sums, const float* from, std::int64_t stride) {
#pragma GCC unroll 8
    for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 8
        for (int j = 0; j < kEights; ++j)
            if (kind == Result::Added)
                loadLanes(sums[i][j], from + i * stride + j * kLanes);
            else
                sums[i][j] = Eight{};
}

template <int kRows, int kEights>
[[gnu::always_inline]] inline void storeSums(const Sums<kRows, kEights>& sums, float* to, std::int64_t stride) {
#pragma GCC unroll 8
    for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 8
        for (int j = 0; j < kEights; ++j)
            storeLanes(sums[i][j], to + i * stride + j * kLanes);
}

/// Loops over the sums are unrolled, or the compiler would keep these in memory.
template <Result kind, int kRows, int kEights>
[[gnu::always_inline]] inline void multiplyTile(const SmallProduct& p, std::int64_t row, std::int64_t column) {
    const float* left = p.left + row * p.leftRowStride;
    const float* right = p.right + column;
    float* const result = p.result + row * p.resultStride + column;
    Sums<kRows, kEights> sums;
    startSums<kind, kRows, kEights>(sums, result, p.resultStride);
    for (std::int64_t k = 0; k < p.depth; ++k) {
        Eight factors[kEights];
#pragma GCC unroll 8
        for (int j = 0; j < kEights; ++j)
            loadLanes(factors[j], right + j * kLanes);
#pragma GCC unroll 8
        for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 8
            for (int j = 0; j < kEights; ++j)
                sums[i][j] += left[i * p.leftRowStride] * factors[j];
        left += p.leftDepthStride;
        right += p.rightStride;
    }
    storeSums<kRows, kEights>(sums, result, p.resultStride);
}

/// All rows of some columns: what `right` has there stays in the first cache.
template <Result kind, int kEights>
[[gnu::always_inline]] inline void multiplyColumns(const SmallProduct& p, std::int64_t column) {
    std::int64_t row = 0;
    for (; row + kTileRows <= p.rows; row += kTileRows)
        multiplyTile<kind, kTileRows, kEights>(p, row, column);
    if (p.rows - row >= 2) {
        multiplyTile<kind, 2, kEights>(p, row, column);
        row += 2;
    }
    if (row < p.rows)
        multiplyTile<kind, 1, kEights>(p, row, column);
}

template <Result kind>
[[gnu::always_inline]] inline void multiply(const SmallProduct& given) {
    const SmallProduct p = given; // a copy that no store can change
    std::int64_t column = 0;
    for (; column + 2 * kLanes <= p.columns; column += 2 * kLanes)
        multiplyColumns<kind, 2>(p, column);
    if (column < p.columns)
        multiplyColumns<kind, 1>(p, column);
}

} // namespace

CPW_VECTOR_CLONES void writeProduct(const SmallProduct& product) {
    multiply<Result::Written>(product);
}

CPW_VECTOR_CLONES void addProduct(const SmallProduct& product) {
    multiply<Result::Added>(product);
}

CPW_VECTOR_CLONES void transposeRows(const float* from, std::int64_t fromStride, std::int64_t rows, std::int64_t columns, float* to,
                                     std::int64_t toStride) {
    const auto wholeRows = rows / kLanes * kLanes;
    for (std::int64_t row = 0; row < wholeRows; row += kLanes)
        for (std::int64_t column = 0; column < columns; column += kLanes)
            transposeEight(from + row * fromStride + column, fromStride, to + column * toStride + row, toStride);
    for (std::int64_t row = wholeRows; row < rows; ++row)
        for (std::int64_t column = 0; column < columns; ++column)
            to[column * toStride + row] = from[row * fromStride + column];
}

} // namespace cpw::nn
