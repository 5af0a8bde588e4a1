// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace cpw::train {

struct SamplerOptions {
    std::int64_t microBatch = 256;
    std::int64_t microBatchesPerStep = 1;
    std::uint64_t seed = 1;
};

/// Batches of row numbers. All rows lie in one array, four bytes each, so that an epoch of many million rows fits into memory.
class RowBatches {
public:
    RowBatches() = default;
    /// begins: where each batch begins in `rows`.
    RowBatches(std::vector<std::uint32_t> rows, std::vector<std::uint32_t> begins) : m_rows(std::move(rows)), m_begins(std::move(begins)) {}

    [[nodiscard]] std::size_t size() const { return m_begins.size(); }
    [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t index) const {
        const auto place = m_order.empty() ? index : m_order[index];
        const auto end = place + 1 < m_begins.size() ? m_begins[place + 1] : m_rows.size();
        return std::span(m_rows).subspan(m_begins[place], end - m_begins[place]);
    }
    /// order: at each place the number that the batch had so far.
    void reorder(std::vector<std::uint32_t> order) { m_order = std::move(order); }

private:
    std::vector<std::uint32_t> m_rows;
    std::vector<std::uint32_t> m_begins;
    std::vector<std::uint32_t> m_order; ///< empty: as they lie
};

/// The steps of one epoch, each of some micro-batches.
class EpochPlan {
public:
    EpochPlan() = default;
    EpochPlan(RowBatches microBatches, std::int64_t microBatchesPerStep)
        : m_microBatches(std::move(microBatches)), m_perStep(static_cast<std::size_t>(microBatchesPerStep)) {}

    [[nodiscard]] std::size_t size() const { return (m_microBatches.size() + m_perStep - 1) / m_perStep; }
    [[nodiscard]] const RowBatches& microBatches() const { return m_microBatches; }
    /// The rows of each micro-batch of a step.
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> operator[](std::size_t step) const;

private:
    RowBatches m_microBatches;
    std::size_t m_perStep = 1;
};

/// Row numbers that are kept once however many read them.
using SharedRows = std::shared_ptr<const std::vector<std::uint32_t>>;

/// Order of the rows of each epoch, a pure function of (seed, epoch). Every row comes once. With lengths, rows of equal token
/// length share micro-batches, so that most need no padding and no mask; the remainders of all lengths are joined, sorted by
/// length. Then the micro-batches are shuffled.
class BatchSampler {
public:
    /// lengths: by position in `rows`; empty when there is no text.
    BatchSampler(SharedRows rows, std::vector<std::uint16_t> lengths, const SamplerOptions& options);
    BatchSampler(std::vector<std::uint32_t> rows, std::vector<std::uint16_t> lengths, const SamplerOptions& options)
        : BatchSampler(std::make_shared<const std::vector<std::uint32_t>>(std::move(rows)), std::move(lengths), options) {}

    [[nodiscard]] EpochPlan epoch(std::int64_t epoch) const;
    [[nodiscard]] std::int64_t stepsPerEpoch() const { return m_stepsPerEpoch; }

private:
    [[nodiscard]] std::vector<std::uint32_t> byLength(const std::vector<std::uint32_t>& order) const;
    [[nodiscard]] std::int64_t countMicroBatches() const;

    SharedRows m_rows;
    std::vector<std::uint16_t> m_lengths;
    SamplerOptions m_options;
    std::int64_t m_stepsPerEpoch;
};

/// Positions 0 to count - 1 of a list of rows in order of length for evaluation, cut into batches of one length each; no randomness.
[[nodiscard]] RowBatches evaluationBatches(std::size_t count, std::span<const std::uint16_t> lengths, std::int64_t batch);

} // namespace cpw::train
