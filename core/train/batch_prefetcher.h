// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/batch_sampler.h"
#include "core/train/collator.h"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace cpw::train {

/// Prepares steps ahead on a thread of its own, in order, over all epochs. Results are the same as without it: each step is a
/// pure function of (seed, epoch, index). Used by one reader; destroying it stops the thread.
class BatchPrefetcher {
public:
    struct Position {
        std::int64_t epoch = 0;
        std::int64_t step = 0; ///< within the epoch
    };
    /// Starts at `first`; ends before epoch `endEpoch`.
    BatchPrefetcher(BatchSampler sampler, Collator collator, Position first, std::int64_t endEpoch);
    ~BatchPrefetcher();
    BatchPrefetcher(const BatchPrefetcher&) = delete;
    BatchPrefetcher& operator=(const BatchPrefetcher&) = delete;

    /// The next step and its epoch; nothing after the last. Waits when none is ready; rethrows what the thread threw.
    struct Item {
        std::int64_t epoch = 0;
        HostStep step;
    };
    [[nodiscard]] std::optional<Item> next();

private:
    void work(std::stop_token stop, Position first, std::int64_t endEpoch);
    bool push(std::stop_token stop, Item item);

    static constexpr std::size_t kDepth = 4; // enough to hide a slow step, small enough to keep memory flat

    BatchSampler m_sampler;
    Collator m_collator;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Item> m_ready;
    bool m_isDone = false;
    std::exception_ptr m_error;
    std::jthread m_thread; // last: starts when all else exists, joins first
};

} // namespace cpw::train
