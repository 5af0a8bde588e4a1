// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/distinct_rows.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/vector_clones.h"

namespace cpw::nn {
namespace {

/// Registers of one pass over a list: 64 numbers.
constexpr int kSumEights = 8;

[[gnu::always_inline]] inline void addEights(Eight* sums, const float* from, int eights) {
#pragma GCC unroll 8
    for (int i = 0; i < eights; ++i) {
        Eight numbers;
        loadLanes(numbers, from + i * kLanes);
        sums[i] += numbers;
    }
}

[[gnu::always_inline]] inline void storeEights(const Eight* sums, float* to, int eights) {
#pragma GCC unroll 8
    for (int i = 0; i < eights; ++i)
        storeLanes(sums[i], to + i * kLanes);
}

template <int kEights>
[[gnu::always_inline]] inline void addPartColumns(const PartSums& p, const std::int32_t* places, std::int64_t column, float* to) {
    Eight sums[kEights];
    for (int i = 0; i < kEights; ++i)
        sums[i] = Eight{};
    if (p.bias)
        addEights(sums, p.bias + column, kEights);
    for (std::int64_t field = 0; field < p.fields; ++field)
        addEights(sums, p.parts[field] + places[field] * p.width + column, kEights);
    if (p.isRelu)
#pragma GCC unroll 8
        for (int i = 0; i < kEights; ++i)
            sums[i] = sums[i] < 0 ? Eight{} : sums[i]; // what is not a number stays
    storeEights(sums, to + column, kEights);
}

template <int kEights>
[[gnu::always_inline]] inline void addListColumns(const ListSums& p, std::int64_t place, std::int64_t column, float* to) {
    Eight sums[kEights];
    for (int i = 0; i < kEights; ++i)
        sums[i] = Eight{};
    for (auto at = p.starts[place]; at < p.starts[place + 1]; ++at)
        addEights(sums, p.gradient + p.rows[at] * p.width + column, kEights);
    storeEights(sums, to + column, kEights);
}

} // namespace

CPW_VECTOR_CLONES void addParts(const PartSums& given, std::int64_t rows, float* output) {
    const PartSums p = given; // a copy that no store can change
    for (std::int64_t row = 0; row < rows; ++row) {
        const auto* const places = p.places + row * p.fields;
        float* const to = output + row * p.width;
        std::int64_t column = 0;
        for (; column + kSumEights * kLanes <= p.width; column += kSumEights * kLanes)
            addPartColumns<kSumEights>(p, places, column, to);
        for (; column < p.width; column += kLanes)
            addPartColumns<1>(p, places, column, to);
    }
}

CPW_VECTOR_CLONES void addLists(const ListSums& given, std::int64_t count, float* output) {
    const ListSums p = given;
    for (std::int64_t place = 0; place < count; ++place) {
        float* const to = output + place * p.width;
        std::int64_t column = 0;
        for (; column + kSumEights * kLanes <= p.width; column += kSumEights * kLanes)
            addListColumns<kSumEights>(p, place, column, to);
        for (; column < p.width; column += kLanes)
            addListColumns<1>(p, place, column, to);
    }
}

CPW_VECTOR_CLONES void maskAndSum(const MaskedSums& given, std::int64_t rows, std::int64_t first, std::int64_t last) {
    const MaskedSums p = given;
    for (auto column = first; column < last; column += kLanes) {
        const Eight none = {};
        storeLanes(none, p.sums + column);
    }
    for (std::int64_t row = 0; row < rows; ++row)
        for (auto column = first; column < last; column += kLanes) {
            const auto at = row * p.width + column;
            Eight numbers, sums;
            loadLanes(numbers, p.gradient + at);
            loadLanes(sums, p.sums + column);
            if (p.output) {
                Eight output;
                loadLanes(output, p.output + at);
                numbers = output > 0 ? numbers : Eight{};
                storeLanes(numbers, p.masked + at);
            }
            storeLanes(sums + numbers, p.sums + column);
        }
}

} // namespace cpw::nn
