// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batch_sampler.h"

#include "core/base/random.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace cpw::train {
namespace {

constexpr std::uint64_t kRowOrderStream = 101;
constexpr std::uint64_t kBatchOrderStream = 102;

/// Appends full batches of `batch` rows from `rows` and returns what is left over.
std::vector<std::uint32_t> cutFullBatches(const std::vector<std::uint32_t>& rows, std::size_t batch,
                                          std::vector<std::vector<std::uint32_t>>& batches) {
    std::size_t begin = 0;
    for (; begin + batch <= rows.size(); begin += batch)
        batches.emplace_back(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.begin() + static_cast<std::ptrdiff_t>(begin + batch));
    return {rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.end()};
}

void cutAll(const std::vector<std::uint32_t>& rows, std::size_t batch, std::vector<std::vector<std::uint32_t>>& batches) {
    auto rest = cutFullBatches(rows, batch, batches);
    if (!rest.empty())
        batches.push_back(std::move(rest));
}

} // namespace

BatchSampler::BatchSampler(std::vector<std::uint32_t> rows, std::vector<std::uint16_t> lengths, const SamplerOptions& options)
    : m_rows(std::move(rows)), m_lengths(std::move(lengths)), m_options(options),
      m_stepsPerEpoch((countMicroBatches() + options.microBatchesPerStep - 1) / options.microBatchesPerStep) {}

std::int64_t BatchSampler::countMicroBatches() const {
    // Full batches of each length plus the joined remainder take exactly as many batches whatever the order of the rows.
    const auto batch = m_options.microBatch;
    if (m_lengths.empty())
        return (static_cast<std::int64_t>(m_rows.size()) + batch - 1) / batch;
    std::map<std::uint16_t, std::int64_t> counts;
    for (const auto length : m_lengths)
        ++counts[length];
    std::int64_t full = 0;
    std::int64_t rest = 0;
    for (const auto& [length, count] : counts) {
        full += count / batch;
        rest += count % batch;
    }
    return full + (rest + batch - 1) / batch;
}

std::vector<std::vector<std::uint32_t>> BatchSampler::microBatches(std::int64_t epoch) const {
    const auto batch = static_cast<std::size_t>(m_options.microBatch);
    const auto count = static_cast<std::uint32_t>(m_rows.size());
    const auto first = static_cast<std::uint64_t>(epoch) << 32U;
    const auto order = permutation(count, CounterRandom(m_options.seed, kRowOrderStream), first);

    std::vector<std::vector<std::uint32_t>> batches;
    if (m_lengths.empty()) {
        std::vector<std::uint32_t> rows(count);
        std::transform(order.begin(), order.end(), rows.begin(), [this](std::uint32_t i) { return m_rows[i]; });
        cutAll(rows, batch, batches);
        return batches; // already in random order
    }

    std::map<std::uint16_t, std::vector<std::uint32_t>> byLength;
    for (const auto i : order)
        byLength[m_lengths[i]].push_back(m_rows[i]);
    std::vector<std::uint32_t> remainders;
    for (const auto& [length, rows] : byLength) {
        const auto rest = cutFullBatches(rows, batch, batches);
        remainders.insert(remainders.end(), rest.begin(), rest.end());
    }
    cutAll(remainders, batch, batches);

    const auto batchOrder = permutation(static_cast<std::uint32_t>(batches.size()), CounterRandom(m_options.seed, kBatchOrderStream), first);
    std::vector<std::vector<std::uint32_t>> shuffled;
    shuffled.reserve(batches.size());
    for (const auto i : batchOrder)
        shuffled.push_back(std::move(batches[i]));
    return shuffled;
}

EpochPlan BatchSampler::epoch(std::int64_t epoch) const {
    auto batches = microBatches(epoch);
    EpochPlan plan;
    plan.reserve(static_cast<std::size_t>(m_stepsPerEpoch));
    for (std::size_t i = 0; i < batches.size(); ++i) {
        if (i % static_cast<std::size_t>(m_options.microBatchesPerStep) == 0)
            plan.emplace_back();
        plan.back().push_back(std::move(batches[i]));
    }
    return plan;
}

std::vector<std::vector<std::uint32_t>> evaluationBatches(std::span<const std::uint32_t> rows, std::span<const std::uint16_t> lengths,
                                                          std::int64_t batch) {
    std::vector<std::vector<std::uint32_t>> batches;
    if (lengths.empty()) {
        cutAll({rows.begin(), rows.end()}, static_cast<std::size_t>(batch), batches);
        return batches;
    }
    std::map<std::uint16_t, std::vector<std::uint32_t>> byLength;
    for (std::size_t i = 0; i < rows.size(); ++i)
        byLength[lengths[i]].push_back(rows[i]);
    for (const auto& [length, sameLength] : byLength)
        cutAll(sameLength, static_cast<std::size_t>(batch), batches);
    return batches;
}

} // namespace cpw::train
