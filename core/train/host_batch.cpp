// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/host_batch.h"

#include "core/base/expects.h"

#include <algorithm>

namespace cpw::train {
namespace {

/// Rows begin to end of [B, width]; nothing of nothing.
template <class T>
std::vector<T> rowsOf(const std::vector<T>& all, std::int64_t begin, std::int64_t end, std::int64_t width) {
    if (all.empty())
        return {};
    return {all.begin() + begin * width, all.begin() + end * width};
}

/// The lists of rows begin to end, with offsets from 0 on.
void addBags(const HostBatch& batch, std::int64_t begin, std::int64_t end, HostBatch& part) {
    part.bagFields = batch.bagFields;
    const auto width = static_cast<std::int64_t>(batch.bagFields.size());
    part.bagOffsets = rowsOf(batch.bagOffsets, begin, end, width);
    if (part.bagOffsets.empty())
        return;
    const auto first = part.bagOffsets.front();
    const auto last = end < batch.rows ? batch.bagOffsets[static_cast<std::size_t>(end * width)] : static_cast<std::int64_t>(batch.bagIds.size());
    for (auto& offset : part.bagOffsets)
        offset -= first;
    part.bagIds = rowsOf(batch.bagIds, first, last, 1);
    part.bagInverse = rowsOf(batch.bagInverse, first, last, 1);
    part.bagWeights = rowsOf(batch.bagWeights, first, last, 1);
}

HostBatch part(const HostBatch& batch, std::int64_t begin, std::int64_t end) {
    HostBatch part;
    part.rows = end - begin;
    part.fields = batch.fields;
    part.tokens = batch.tokens;
    part.rowNumbers = rowsOf(batch.rowNumbers, begin, end, 1);
    part.fieldIds = rowsOf(batch.fieldIds, begin, end, batch.fields);
    part.inverse = rowsOf(batch.inverse, begin, end, batch.fields);
    addBags(batch, begin, end, part);
    part.tokenIds = rowsOf(batch.tokenIds, begin, end, batch.tokens);
    part.tokenMask = rowsOf(batch.tokenMask, begin, end, batch.tokens);
    part.labels = rowsOf(batch.labels, begin, end, 1);
    const auto& positions = batch.maskedPositions; // ascending: b * T + t
    const auto first = std::lower_bound(positions.begin(), positions.end(), begin * batch.tokens) - positions.begin();
    const auto last = std::lower_bound(positions.begin(), positions.end(), end * batch.tokens) - positions.begin();
    part.maskedPositions = rowsOf(positions, first, last, 1);
    for (auto& position : part.maskedPositions)
        position -= begin * batch.tokens;
    part.maskedTargets = rowsOf(batch.maskedTargets, first, last, 1);
    part.maskedFields = rowsOf(batch.maskedFields, first, last, 1);
    return part;
}

} // namespace

std::pair<HostBatch, HostBatch> halves(const HostBatch& batch) {
    expects(batch.rows >= 2, "a batch of {} rows has no halves", batch.rows);
    const auto middle = batch.rows / 2;
    return {part(batch, 0, middle), part(batch, middle, batch.rows)};
}

} // namespace cpw::train
