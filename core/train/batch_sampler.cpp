// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batch_sampler.h"

#include "core/base/expects.h"
#include "core/base/random.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace cpw::train {
namespace {

constexpr std::uint64_t kRowOrderStream = 101;
constexpr std::uint64_t kBatchOrderStream = 102;
constexpr std::size_t kLengths = std::size_t{std::numeric_limits<std::uint16_t>::max()} + 1;

/// How many rows have each length.
std::vector<std::uint32_t> countLengths(std::span<const std::uint16_t> lengths) {
    std::vector<std::uint32_t> counts(kLengths);
    for (const auto length : lengths)
        ++counts[length];
    return counts;
}

/// Begins of batches of `batch` rows from `first` up to `end`; the last may have fewer.
void cut(std::size_t first, std::size_t end, std::size_t batch, std::vector<std::uint32_t>& begins) {
    for (auto begin = first; begin < end; begin += batch)
        begins.push_back(static_cast<std::uint32_t>(begin));
}

} // namespace

std::vector<std::vector<std::uint32_t>> EpochPlan::operator[](std::size_t step) const {
    std::vector<std::vector<std::uint32_t>> batches;
    const auto end = std::min((step + 1) * m_perStep, m_microBatches.size());
    for (auto i = step * m_perStep; i < end; ++i) {
        const auto rows = m_microBatches[i];
        batches.emplace_back(rows.begin(), rows.end());
    }
    return batches;
}

BatchSampler::BatchSampler(SharedRows rows, std::vector<std::uint16_t> lengths, const SamplerOptions& options)
    : m_rows(std::move(rows)), m_lengths(std::move(lengths)), m_options(options),
      m_stepsPerEpoch((countMicroBatches() + options.microBatchesPerStep - 1) / options.microBatchesPerStep) {
    expects(m_lengths.empty() || m_lengths.size() == m_rows->size(), "{} lengths of {} rows", m_lengths.size(), m_rows->size());
}

/// Full batches of each length plus the joined remainder take exactly as many batches whatever the order of the rows.
std::int64_t BatchSampler::countMicroBatches() const {
    return (static_cast<std::int64_t>(m_rows->size()) + m_options.microBatch - 1) / m_options.microBatch;
}

/// The rows in `order`, those of one length together as far as they fill batches, the remainders of all lengths behind them.
std::vector<std::uint32_t> BatchSampler::byLength(const std::vector<std::uint32_t>& order) const {
    const auto batch = static_cast<std::uint32_t>(m_options.microBatch);
    const auto counts = countLengths(m_lengths);
    std::vector<std::uint32_t> nextFull(kLengths), full(kLengths), nextRest(kLengths);
    std::uint32_t place = 0;
    for (std::size_t length = 0; length < kLengths; ++length) {
        nextFull[length] = place;
        full[length] = counts[length] / batch * batch;
        place += full[length];
    }
    for (std::size_t length = 0; length < kLengths; ++length) {
        nextRest[length] = place;
        place += counts[length] - full[length];
    }
    std::vector<std::uint32_t> rows(order.size());
    for (const auto i : order) {
        const auto length = m_lengths[i];
        auto& next = full[length] > 0 ? nextFull[length] : nextRest[length];
        full[length] -= full[length] > 0 ? 1 : 0;
        rows[next++] = (*m_rows)[i];
    }
    return rows;
}

EpochPlan BatchSampler::epoch(std::int64_t epoch) const {
    const auto first = static_cast<std::uint64_t>(epoch) << 32U;
    auto rows = permutation(static_cast<std::uint32_t>(m_rows->size()), CounterRandom(m_options.seed, kRowOrderStream), first);
    if (m_lengths.empty())
        std::ranges::transform(rows, rows.begin(), [this](std::uint32_t i) { return (*m_rows)[i]; });
    else
        rows = byLength(rows);
    std::vector<std::uint32_t> begins;
    cut(0, rows.size(), static_cast<std::size_t>(m_options.microBatch), begins);
    RowBatches batches(std::move(rows), std::move(begins));
    if (!m_lengths.empty()) // else they are in random order already
        batches.reorder(permutation(static_cast<std::uint32_t>(batches.size()), CounterRandom(m_options.seed, kBatchOrderStream), first));
    return {std::move(batches), m_options.microBatchesPerStep};
}

RowBatches evaluationBatches(std::size_t count, std::span<const std::uint16_t> lengths, std::int64_t batch) {
    std::vector<std::uint32_t> positions(count), begins;
    if (lengths.empty()) {
        std::iota(positions.begin(), positions.end(), 0U);
        cut(0, count, static_cast<std::size_t>(batch), begins);
        return {std::move(positions), std::move(begins)};
    }
    expects(lengths.size() == count, "{} lengths of {} rows", lengths.size(), count);
    auto places = countLengths(lengths);
    std::uint32_t place = 0;
    for (auto& next : places) {
        const auto end = place + next;
        cut(place, end, static_cast<std::size_t>(batch), begins);
        next = place;
        place = end;
    }
    for (std::uint32_t i = 0; i < count; ++i)
        positions[places[lengths[i]]++] = i;
    return {std::move(positions), std::move(begins)};
}

} // namespace cpw::train
