// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::nn {

/// Products of matrices that lie in a processor's first cache, as those of one row's fields: a call into a library costs more than
/// they do. left [rows, depth] by two strides, so that it may be read transposed; right [depth, columns] and result
/// [rows, columns] with contiguous rows; columns a multiple of kLanes. The order of the sums depends on nothing but the sizes.
struct SmallProduct {
    const float* left;
    std::int64_t leftRowStride;
    std::int64_t leftDepthStride;
    const float* right;
    std::int64_t rightStride;
    float* result;
    std::int64_t resultStride;
    std::int64_t rows;
    std::int64_t columns;
    std::int64_t depth;
};

/// result = left right
void writeProduct(const SmallProduct& product);
/// result += left right
void addProduct(const SmallProduct& product);
/// from [rows, columns] to [columns, toStride], of which the numbers beyond `rows` are left as they are; columns a multiple of kLanes.
void transposeRows(const float* from, std::int64_t fromStride, std::int64_t rows, std::int64_t columns, float* to, std::int64_t toStride);

} // namespace cpw::nn
