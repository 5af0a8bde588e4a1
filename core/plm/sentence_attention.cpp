// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/sentence_attention.h"

#include "core/nn/eight_lanes.h"
#include "core/nn/small_product.h"
#include "core/nn/softmax_rows.h"

#include <algorithm>
#include <cmath>

namespace cpw::plm {
namespace {

std::int64_t paddedKeys(const SentenceShape& shape) {
    return nn::roundedUpToLanes(shape.prompts + shape.tokens); // N'
}

} // namespace

std::int64_t attentionScratch(const SentenceShape& shape) {
    return (shape.headSize + shape.queries) * paddedKeys(shape);
}

void attendSentence(const SentenceShape& shape, const SentenceRows& at, float* scratch) {
    const auto count = shape.prompts + shape.tokens, padded = paddedKeys(shape), size = shape.headSize, hidden = shape.hidden();
    const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(size)));
    float* const keysTransposed = scratch;          // [D, N']
    float* const weights = scratch + size * padded; // [Q, N']
    for (std::int64_t depth = 0; depth < size; ++depth)
        std::fill(keysTransposed + depth * padded + count, keysTransposed + (depth + 1) * padded, 0.0F);
    for (std::int64_t head = 0; head < shape.heads; ++head) {
        const auto ofPrompts = head * shape.prompts * size, ofTokens = head * size;
        if (shape.prompts > 0)
            nn::transposeRows(at.promptKeys + ofPrompts, size, shape.prompts, size, keysTransposed, padded);
        nn::transposeRows(at.keys + ofTokens, hidden, shape.tokens, size, keysTransposed + shape.prompts, padded);
        nn::writeProduct(
            {at.queries + ofTokens, hidden, 1, keysTransposed, padded, weights, padded, shape.queries, padded, size});
        nn::softmaxRows(weights, shape.queries, count, padded, scale);
        float* const mixed = at.mixed + ofTokens;
        const nn::SmallProduct ofText{weights + shape.prompts, padded, 1,           at.values + ofTokens, hidden, mixed, hidden,
                                      shape.queries,           size,   shape.tokens};
        if (shape.prompts == 0) {
            nn::writeProduct(ofText);
            continue;
        }
        nn::writeProduct(
            {weights, padded, 1, at.promptValues + ofPrompts, size, mixed, hidden, shape.queries, size, shape.prompts});
        nn::addProduct(ofText);
    }
}

} // namespace cpw::plm
