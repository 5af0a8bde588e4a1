// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/vector_tanh.h"

#include "core/nn/vector_clones.h"

namespace cpw::nn {

CPW_VECTOR_CLONES void tanhInPlace(float* values, std::int64_t count) {
    const auto whole = count / kLanes * kLanes;
    Eight lanes;
    for (std::int64_t i = 0; i < whole; i += kLanes) {
        loadLanes(lanes, values + i);
        tanhOfLanes(lanes);
        storeLanes(lanes, values + i);
    }
    float rest[kLanes] = {};
    for (auto i = whole; i < count; ++i)
        rest[i - whole] = values[i];
    loadLanes(lanes, rest);
    tanhOfLanes(lanes);
    storeLanes(lanes, rest);
    for (auto i = whole; i < count; ++i)
        values[i] = rest[i - whole];
}

} // namespace cpw::nn
