// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/cross_rows.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/vector_clones.h"

namespace cpw::nn {

CPW_VECTOR_CLONES void crossRows(const CrossRows& given, float* plain, float* weighted) {
    const CrossRows pair = given; // a copy that no store can change
    const auto size = pair.size;
    for (std::int64_t row = 0; row < pair.rows; ++row) {
        const float* mapped = pair.mapped + row * size;
        const float* second = pair.second + row * pair.fieldStride;
        const float importance = pair.ofFirst[row * pair.importanceStride] * pair.ofSecond[row * pair.importanceStride];
        const auto to = row * pair.productStride;
        for (std::int64_t i = 0; i < size; i += kLanes) {
            Eight product, other;
            loadLanes(product, mapped + i);
            loadLanes(other, second + i);
            product *= other;
            storeLanes(product, plain + to + i);
            storeLanes(product * importance, weighted + to + i);
        }
    }
}

CPW_VECTOR_CLONES void crossRowsBack(const CrossRows& given, const float* ofPlain, const float* ofWeighted, const CrossGradients& to) {
    const CrossRows pair = given;
    const CrossGradients gradients = to;
    const auto size = pair.size;
    for (std::int64_t row = 0; row < pair.rows; ++row) {
        const float first = pair.ofFirst[row * pair.importanceStride], last = pair.ofSecond[row * pair.importanceStride];
        const auto from = row * pair.productStride, field = row * pair.fieldStride;
        Eight ofImportance = {};
        for (std::int64_t i = 0; i < size; i += kLanes) {
            Eight mapped, second, plain, weighted, ofMapped, ofSecond;
            loadLanes(mapped, pair.mapped + row * size + i);
            loadLanes(second, pair.second + field + i);
            loadLanes(plain, ofPlain + from + i);
            loadLanes(weighted, ofWeighted + from + i);
            loadLanes(ofMapped, gradients.mapped + row * size + i);
            loadLanes(ofSecond, gradients.second + field + i);
            ofImportance += weighted * mapped * second;
            plain += weighted * (first * last);
            storeLanes(ofMapped + plain * second, gradients.mapped + row * size + i);
            storeLanes(ofSecond + plain * mapped, gradients.second + field + i);
        }
        addAcross(ofImportance);
        gradients.ofFirst[row * pair.importanceStride] += ofImportance[0] * last;
        gradients.ofSecond[row * pair.importanceStride] += ofImportance[0] * first;
    }
}

} // namespace cpw::nn
