// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/memory_fallback.h"

#include <ATen/DeviceAccelerator.h>
#include <fmt/format.h>

#include <algorithm>

namespace cpw::train {

MemoryFallback::MemoryFallback(const at::Device& device, bool isWatching, std::function<void(const std::string&)> onHalved)
    : m_device(device), m_isWatching(isWatching), m_onHalved(std::move(onHalved)) {}

HostStep MemoryFallback::halved(const HostStep& step) {
    HostStep result{step.index, step.uniqueIds, {}};
    for (const auto& batch : step.microBatches) {
        if (batch.rows < 2) {
            result.microBatches.push_back(batch);
            continue;
        }
        auto [first, second] = halves(batch);
        result.microBatches.push_back(std::move(first));
        result.microBatches.push_back(std::move(second));
    }
    return result;
}

std::int64_t MemoryFallback::largestBatch(const HostStep& step) {
    std::int64_t rows = 0;
    for (const auto& batch : step.microBatches)
        rows = std::max(rows, batch.rows);
    return rows;
}

void MemoryFallback::emptyCache() const {
    if (!m_device.is_cpu())
        at::accelerator::emptyCache();
}

void MemoryFallback::run(HostStep step, const Attempt& attempt) {
    for (int i = 0; i < m_halvings; ++i)
        step = halved(step);
    if (!m_isWatching)
        return attempt(std::move(step));
    for (;;) {
        try {
            return attempt(step);
        } catch (const c10::OutOfMemoryError&) {
            if (largestBatch(step) < 2)
                throw;
        }
        // Outside the handler: the exception may hold what the cache should give back.
        emptyCache();
        step = halved(step);
        ++m_halvings;
        m_onHalved(fmt::format(
            "the card has too little memory for the step; it is done again with micro-batches of {} rows at most, and so "
            "are the steps after it",
            largestBatch(step)));
    }
}

} // namespace cpw::train
