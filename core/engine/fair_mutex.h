// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace cpw::engine {

/// A mutex that is had in the order in which it was asked for, so that long work can let short questions in: giveWay() between two of its
/// parts. Any thread; for std::lock_guard.
class FairMutex {
public:
    void lock() {
        std::unique_lock guard(m_mutex);
        const auto ticket = m_next++;
        m_turn.wait(guard, [&] { return m_served == ticket; });
    }
    void unlock() {
        {
            const std::lock_guard guard(m_mutex);
            ++m_served;
        }
        m_turn.notify_all();
    }
    /// By the holder: whoever waits now has it first, then the caller again.
    void giveWay() {
        if (waiting() > 0) {
            unlock();
            lock();
        }
    }
    /// Threads that wait for it.
    [[nodiscard]] std::uint64_t waiting() const {
        const std::lock_guard guard(m_mutex);
        return m_next > m_served ? m_next - m_served - 1 : 0;
    }

private:
    mutable std::mutex m_mutex; ///< of the two counts, held for a moment
    std::condition_variable m_turn;
    std::uint64_t m_next = 0;
    std::uint64_t m_served = 0;
};

} // namespace cpw::engine
