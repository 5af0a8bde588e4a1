// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/batch_prefetcher.h"

namespace cpw::train {

BatchPrefetcher::BatchPrefetcher(BatchSampler sampler, Collator collator, Position first, std::int64_t endEpoch)
    : m_sampler(std::move(sampler)), m_collator(std::move(collator)),
      m_thread([this, first, endEpoch](std::stop_token stop) { work(stop, first, endEpoch); }) {}

BatchPrefetcher::~BatchPrefetcher() {
    m_thread.request_stop();
    m_changed.notify_all();
}

std::optional<BatchPrefetcher::Item> BatchPrefetcher::next() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_ready.empty() || m_isDone; });
    if (m_ready.empty()) {
        if (m_error)
            std::rethrow_exception(m_error);
        return std::nullopt;
    }
    auto item = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return item;
}

bool BatchPrefetcher::push(std::stop_token stop, Item item) {
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, stop, [this] { return m_ready.size() < kDepth; }))
        return false;
    m_ready.push_back(std::move(item));
    m_changed.notify_all();
    return true;
}

void BatchPrefetcher::work(std::stop_token stop, Position first, std::int64_t endEpoch) {
    try {
        for (auto epoch = first.epoch; epoch < endEpoch; ++epoch) {
            const auto plan = m_sampler.epoch(epoch);
            const auto begin = epoch == first.epoch ? first.step : 0;
            for (auto index = begin; index < static_cast<std::int64_t>(plan.size()); ++index)
                if (!push(stop, {epoch, m_collator.step(plan[static_cast<std::size_t>(index)], index, epoch)}))
                    return;
        }
    } catch (...) {
        std::lock_guard lock(m_mutex);
        m_error = std::current_exception();
    }
    std::lock_guard lock(m_mutex);
    m_isDone = true;
    m_changed.notify_all();
}

} // namespace cpw::train
