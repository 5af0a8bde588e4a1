// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spec/data_spec.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace cpw::train {

/// One micro-batch in plain memory, made by the preparer thread, which never calls torch. B rows, F fields, T tokens of the
/// longest row, P masked tokens. Empty vectors stand for what the stage does not use.
struct HostBatch {
    std::int64_t rows = 0;   // B
    std::int64_t fields = 0; // F
    std::int64_t tokens = 0; // T
    std::vector<std::uint32_t> rowNumbers;    ///< [B]
    std::vector<std::int64_t> fieldIds;       ///< [B, F]
    std::vector<std::int64_t> inverse;        ///< [B, F]: index into the step's distinct ids
    std::vector<std::int64_t> bagFields;  ///< [V], places of the multi-value fields; empty without any, as the four below
    std::vector<std::int64_t> bagIds;     ///< [M], the lists one after the other, in row order
    std::vector<std::int64_t> bagInverse; ///< [M]
    std::vector<std::int64_t> bagOffsets; ///< [B * V], where each list begins
    std::vector<float> bagWeights;        ///< [M]
    std::vector<std::int64_t> tokenIds;       ///< [B, T], padded
    std::vector<std::uint8_t> tokenMask;      ///< [B, T] or empty when no row is padded
    std::vector<float> labels;                ///< [B]
    std::vector<std::int64_t> maskedPositions; ///< [P], flat b * T + t
    std::vector<std::int64_t> maskedTargets;   ///< [P]
    std::vector<std::int16_t> maskedFields;    ///< [P]: the part of the sentence, as of TokenStore::assemble

    /// Appends one list of a multi-value field.
    void addBag(std::span<const std::int32_t> globalIds, spec::Pooling pooling) {
        bagOffsets.push_back(static_cast<std::int64_t>(bagIds.size()));
        bagIds.insert(bagIds.end(), globalIds.begin(), globalIds.end());
        const bool isMean = pooling == spec::Pooling::Mean;
        bagWeights.insert(bagWeights.end(), globalIds.size(), isMean ? 1.0F / static_cast<float>(globalIds.size()) : 1.0F);
    }
};

/// The first and the other rows of a batch of at least two, padded as before; nothing of the rows changes.
[[nodiscard]] std::pair<HostBatch, HostBatch> halves(const HostBatch& batch);

/// The micro-batches of one optimiser step. They share one list of distinct ids, so that row gradients add up in one place.
struct HostStep {
    std::int64_t index = 0;              ///< within the epoch
    std::vector<std::int64_t> uniqueIds; ///< [U], in order of first appearance
    std::vector<HostBatch> microBatches;

    [[nodiscard]] std::int64_t rows() const {
        std::int64_t sum = 0;
        for (const auto& batch : microBatches)
            sum += batch.rows;
        return sum;
    }
    [[nodiscard]] std::int64_t maskedTokens() const {
        std::int64_t sum = 0;
        for (const auto& batch : microBatches)
            sum += static_cast<std::int64_t>(batch.maskedTargets.size());
        return sum;
    }
};

} // namespace cpw::train
