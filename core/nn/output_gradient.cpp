// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/output_gradient.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/float_on_processor.h"
#include "core/nn/vector_clones.h"

#include <ATen/Parallel.h>

#include <algorithm>

namespace cpw::nn {
namespace {

// What a clone calls is inlined always: a call would leave the clone's vector unit.

/// Side of a tile: 64 rows of 64 numbers are 16 KB, half of a first-level cache.
constexpr std::int64_t kTile = 64;

/// One tile of matrices with `width` columns; `transposed` has rows of `height` numbers.
struct Tile {
    const float* gradient;
    const float* other;
    float* plain;
    float* transposed;
    float* sums;
    std::int64_t width;
    std::int64_t height;
};

[[gnu::always_inline]] inline float timesFactor(float gradient, const float* other, std::int64_t at, GradientFactor factor) {
    if (factor == GradientFactor::WherePositive)
        return other[at] > 0 ? gradient : 0.0F;
    if (factor == GradientFactor::TanhSlope)
        return gradient - gradient * other[at] * other[at];
    return factor == GradientFactor::Other ? gradient * other[at] : gradient;
}

/// Reads rows x columns numbers, at most kTile each, into `buffer` [kTile, kTile], and adds up the columns.
template <GradientFactor factor>
[[gnu::always_inline]] inline void readTile(const Tile& tile, std::int64_t rows, std::int64_t columns, float* buffer) {
    float sums[kTile] = {};
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto at = row * tile.width;
        for (std::int64_t column = 0; column < columns; ++column) {
            const float value = timesFactor(tile.gradient[at + column], tile.other, at + column, factor);
            buffer[row * kTile + column] = value;
            sums[column] += value;
        }
        if (factor != GradientFactor::None)
            for (std::int64_t column = 0; column < columns; ++column)
                tile.plain[at + column] = buffer[row * kTile + column];
    }
    for (std::int64_t column = 0; column < columns; ++column)
        tile.sums[column] += sums[column];
}

[[gnu::always_inline]] inline void writeTransposed(const Tile& tile, std::int64_t rows, std::int64_t columns, const float* buffer) {
    const auto wholeRows = rows / 8 * 8, wholeColumns = columns / 8 * 8;
    for (std::int64_t column = 0; column < wholeColumns; column += 8)
        for (std::int64_t row = 0; row < wholeRows; row += 8)
            transposeEight(buffer + row * kTile + column, kTile, tile.transposed + column * tile.height + row, tile.height);
    for (std::int64_t column = 0; column < columns; ++column)
        for (auto row = column < wholeColumns ? wholeRows : 0; row < rows; ++row)
            tile.transposed[column * tile.height + row] = buffer[row * kTile + column];
}

template <GradientFactor factor>
[[gnu::always_inline]] inline void passTile(const Tile& tile, std::int64_t rows, std::int64_t columns, float* buffer) {
    if (rows == kTile && columns == kTile) // numbers that the compiler knows: whole loops in registers
        readTile<factor>(tile, kTile, kTile, buffer);
    else
        readTile<factor>(tile, rows, columns, buffer);
    writeTransposed(tile, rows, columns, buffer);
}

CPW_VECTOR_CLONES void passPlainTile(const Tile& tile, std::int64_t rows, std::int64_t columns, float* buffer) {
    passTile<GradientFactor::None>(tile, rows, columns, buffer);
}
CPW_VECTOR_CLONES void passPositiveTile(const Tile& tile, std::int64_t rows, std::int64_t columns, float* buffer) {
    passTile<GradientFactor::WherePositive>(tile, rows, columns, buffer);
}
CPW_VECTOR_CLONES void passOtherTile(const Tile& tile, std::int64_t rows, std::int64_t columns, float* buffer) {
    passTile<GradientFactor::Other>(tile, rows, columns, buffer);
}

CPW_VECTOR_CLONES void passTanhTile(const Tile& tile, std::int64_t rows, std::int64_t columns, float* buffer) {
    passTile<GradientFactor::TanhSlope>(tile, rows, columns, buffer);
}

using TilePass = void (*)(const Tile&, std::int64_t, std::int64_t, float*);

TilePass passFor(GradientFactor factor) {
    switch (factor) {
    case GradientFactor::None: return passPlainTile;
    case GradientFactor::WherePositive: return passPositiveTile;
    case GradientFactor::Other: return passOtherTile;
    case GradientFactor::TanhSlope: return passTanhTile;
    }
    return passPlainTile;
}

OutputGradient inTensors(const at::Tensor& gradient, GradientFactor factor, const at::Tensor& other) {
    auto plain = gradient;
    if (factor == GradientFactor::WherePositive)
        plain = gradient * other.gt(0);
    if (factor == GradientFactor::Other)
        plain = gradient * other;
    if (factor == GradientFactor::TanhSlope)
        plain = gradient - gradient * other * other;
    return {plain, plain.t(), plain.sum(0)};
}

} // namespace

OutputGradient outputGradient(const at::Tensor& gradient, GradientFactor factor, const at::Tensor& other) {
    const at::NoGradGuard noGrad;
    if (!isPlainFloat(gradient) || (factor != GradientFactor::None && !isPlainFloat(other)))
        return inTensors(gradient, factor, other);
    const auto height = gradient.size(0), width = gradient.size(1);
    OutputGradient result{factor == GradientFactor::None ? gradient : at::empty_like(gradient), at::empty({width, height}, gradient.options()),
                          at::zeros({width}, gradient.options())};
    const auto pass = passFor(factor);
    const auto* g = gradient.const_data_ptr<float>();
    const auto* o = factor == GradientFactor::None ? nullptr : other.const_data_ptr<float>();
    auto* plain = factor == GradientFactor::None ? nullptr : result.plain.mutable_data_ptr<float>();
    auto* transposed = result.transposed.mutable_data_ptr<float>();
    auto* sums = result.columnSums.mutable_data_ptr<float>();
    // A thread has whole columns of tiles, so that each sum is added up by one thread from top to bottom.
    at::parallel_for(0, (width + kTile - 1) / kTile, 1, [&](std::int64_t first, std::int64_t last) {
        alignas(64) float buffer[kTile * kTile];
        for (auto column = first * kTile; column < std::min(width, last * kTile); column += kTile)
            for (std::int64_t row = 0; row < height; row += kTile) {
                const auto at = row * width + column;
                pass({g + at, o ? o + at : nullptr, plain ? plain + at : nullptr, transposed + column * height + row, sums + column, width, height},
                     std::min(kTile, height - row), std::min(kTile, width - column), buffer);
            }
    });
    return result;
}

} // namespace cpw::nn
