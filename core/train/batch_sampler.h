// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cpw::train {

struct SamplerOptions {
    std::int64_t microBatch = 256;
    std::int64_t microBatchesPerStep = 1;
    std::uint64_t seed = 1;
};

/// The steps of one epoch as row numbers: steps -> micro-batches -> rows.
using EpochPlan = std::vector<std::vector<std::vector<std::uint32_t>>>;

/// Order of the rows of each epoch, a pure function of (seed, epoch). Every row comes once. With lengths, rows of equal token
/// length share micro-batches, so that most need no padding and no mask; the remainders of all lengths are joined, sorted by
/// length. Then the micro-batches are shuffled.
class BatchSampler {
public:
    /// lengths: by position in `rows`; empty when there is no text.
    BatchSampler(std::vector<std::uint32_t> rows, std::vector<std::uint16_t> lengths, const SamplerOptions& options);

    [[nodiscard]] EpochPlan epoch(std::int64_t epoch) const;
    [[nodiscard]] std::int64_t stepsPerEpoch() const { return m_stepsPerEpoch; }

private:
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> microBatches(std::int64_t epoch) const;
    [[nodiscard]] std::int64_t countMicroBatches() const;

    std::vector<std::uint32_t> m_rows;
    std::vector<std::uint16_t> m_lengths;
    SamplerOptions m_options;
    std::int64_t m_stepsPerEpoch;
};

/// Rows in order of length for evaluation, cut into batches of equal length where possible; no randomness.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> evaluationBatches(std::span<const std::uint32_t> rows,
                                                                       std::span<const std::uint16_t> lengths, std::int64_t batch);

} // namespace cpw::train
