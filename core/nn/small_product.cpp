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

/// Sixteen numbers: one register with AVX-512. Its tiles have 4 rows of 32 numbers, for the same reason.
using Sixteen = float __attribute__((vector_size(64)));

enum class Result { Written, Added };

template <class Lanes>
constexpr std::int64_t kRegisterWidth = sizeof(Lanes) / sizeof(float);

template <class Lanes, int kRows, int kCount>
using Sums = Lanes[kRows][kCount];

template <Result kind, class Lanes, int kRows, int kCount>
[[gnu::always_inline]] inline void startSums(Sums<Lanes, kRows, kCount>& sums, const float* from, std::int64_t stride) {
#pragma GCC unroll 8
    for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 8
        for (int j = 0; j < kCount; ++j)
            if (kind == Result::Added)
                loadLanes(sums[i][j], from + i * stride + j * kRegisterWidth<Lanes>);
            else
                sums[i][j] = Lanes{};
}

template <class Lanes, int kRows, int kCount>
[[gnu::always_inline]] inline void storeSums(const Sums<Lanes, kRows, kCount>& sums, float* to, std::int64_t stride) {
#pragma GCC unroll 8
    for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 8
        for (int j = 0; j < kCount; ++j)
            __builtin_memcpy(to + i * stride + j * kRegisterWidth<Lanes>, &sums[i][j], sizeof(Lanes));
}

/// Loops over the sums are unrolled, or the compiler would keep these in memory.
template <Result kind, class Lanes, int kRows, int kCount>
[[gnu::always_inline]] inline void multiplyTile(const SmallProduct& p, std::int64_t row, std::int64_t column) {
    const float* left = p.left + row * p.leftRowStride;
    const float* right = p.right + column;
    float* const result = p.result + row * p.resultStride + column;
    Sums<Lanes, kRows, kCount> sums;
    startSums<kind, Lanes, kRows, kCount>(sums, result, p.resultStride);
    for (std::int64_t k = 0; k < p.depth; ++k) {
        Lanes factors[kCount];
#pragma GCC unroll 8
        for (int j = 0; j < kCount; ++j)
            loadLanes(factors[j], right + j * kRegisterWidth<Lanes>);
#pragma GCC unroll 8
        for (int i = 0; i < kRows; ++i)
#pragma GCC unroll 8
            for (int j = 0; j < kCount; ++j)
                sums[i][j] += left[i * p.leftRowStride] * factors[j];
        left += p.leftDepthStride;
        right += p.rightStride;
    }
    storeSums<Lanes, kRows, kCount>(sums, result, p.resultStride);
}

/// All rows of some columns: what `right` has there stays in the first cache.
template <Result kind, class Lanes, int kCount>
[[gnu::always_inline]] inline void multiplyColumns(const SmallProduct& p, std::int64_t column) {
    std::int64_t row = 0;
    for (; row + kTileRows <= p.rows; row += kTileRows)
        multiplyTile<kind, Lanes, kTileRows, kCount>(p, row, column);
    if (p.rows - row >= 2) {
        multiplyTile<kind, Lanes, 2, kCount>(p, row, column);
        row += 2;
    }
    if (row < p.rows)
        multiplyTile<kind, Lanes, 1, kCount>(p, row, column);
}

enum class Registers { OfEight, OfSixteen };

/// The sums of a number are the same in either kind of register.
template <Result kind, Registers registers>
[[gnu::always_inline]] inline void multiply(const SmallProduct& given) {
    const SmallProduct p = given; // a copy that no store can change
    std::int64_t column = 0;
    if constexpr (registers == Registers::OfSixteen)
        for (; column + 2 * kRegisterWidth<Sixteen> <= p.columns; column += 2 * kRegisterWidth<Sixteen>)
            multiplyColumns<kind, Sixteen, 2>(p, column);
    for (; column + 2 * kLanes <= p.columns; column += 2 * kLanes)
        multiplyColumns<kind, Eight, 2>(p, column);
    if (column < p.columns)
        multiplyColumns<kind, Eight, 1>(p, column);
}

CPW_VECTOR_CLONES void writeSmall(const SmallProduct& product) {
    multiply<Result::Written, Registers::OfEight>(product);
}
CPW_VECTOR_CLONES void addSmall(const SmallProduct& product) {
    multiply<Result::Added, Registers::OfEight>(product);
}
CPW_WIDE_CLONE void writeSmallWide(const SmallProduct& product) {
    multiply<Result::Written, Registers::OfSixteen>(product);
}
CPW_WIDE_CLONE void addSmallWide(const SmallProduct& product) {
    multiply<Result::Added, Registers::OfSixteen>(product);
}

bool isForWide(const SmallProduct& product) {
    return kHasWideVectors && product.columns >= 2 * kRegisterWidth<Sixteen>;
}

} // namespace

void writeProduct(const SmallProduct& product) {
    isForWide(product) ? writeSmallWide(product) : writeSmall(product);
}

void addProduct(const SmallProduct& product) {
    isForWide(product) ? addSmallWide(product) : addSmall(product);
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
