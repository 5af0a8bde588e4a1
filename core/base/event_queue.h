// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace cpw {

/// Unbounded queue of values from any number of threads to one reader. Pushing never waits for the reader.
template <class T>
class EventQueue {
public:
    void push(T value) {
        {
            std::lock_guard lock(m_mutex);
            m_values.push_back(std::move(value));
        }
        m_arrived.notify_one();
    }

    /// Everything queued so far; returns at once.
    [[nodiscard]] std::vector<T> takeAll() {
        std::lock_guard lock(m_mutex);
        return take();
    }

    /// Waits until something is queued, wake() is called or the time is over.
    template <class Rep, class Period>
    [[nodiscard]] std::vector<T> waitAndTakeAll(std::chrono::duration<Rep, Period> timeout) {
        std::unique_lock lock(m_mutex);
        m_arrived.wait_for(lock, timeout, [this] { return !m_values.empty() || m_isWoken; });
        m_isWoken = false;
        return take();
    }

    void wake() {
        {
            std::lock_guard lock(m_mutex);
            m_isWoken = true;
        }
        m_arrived.notify_one();
    }

private:
    std::vector<T> take() {
        std::vector<T> taken(std::make_move_iterator(m_values.begin()), std::make_move_iterator(m_values.end()));
        m_values.clear();
        return taken;
    }

    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::deque<T> m_values;
    bool m_isWoken = false;
};

} // namespace cpw
