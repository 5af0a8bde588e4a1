// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_event.h"
#include "core/base/result.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

namespace cpw::db {

class Connection;

struct RecorderOptions {
    std::chrono::milliseconds interval{250}; ///< an event waits at most this long
    std::size_t batch = 500;                 ///< this many waiting events are written at once
    std::chrono::milliseconds retry{1000};   ///< after a failed write
};

/// The one thread that writes a file, with its own connection. Owned by SqliteStore. Events go in from any thread at the cost of
/// a lock; they are committed in groups, in order. A failed commit keeps its events and is tried again until it succeeds. The
/// destructor writes what is left, trying once.
class RunRecorder {
public:
    explicit RunRecorder(std::unique_ptr<Connection> connection, RecorderOptions options = {});
    ~RunRecorder();
    RunRecorder(const RunRecorder&) = delete;
    RunRecorder& operator=(const RunRecorder&) = delete;

    /// Never waits for the disk.
    void record(api::RunEvent event);
    /// Waits until everything recorded before is committed, or one attempt begun after the call has failed.
    [[nodiscard]] Result<void> flush();
    /// The error of the last attempt while events wait for the next one.
    [[nodiscard]] std::optional<Error> failure() const;

    using Work = std::function<Result<void>(Connection&)>;
    /// Runs `work` on the recorder's thread, after an attempt to commit the events recorded before, and waits for it. What SQLite
    /// throws becomes the error. Not to be called from within work.
    [[nodiscard]] Result<void> perform(Work work);

private:
    using Lock = std::unique_lock<std::mutex>;
    struct Job {
        Work work;
        std::uint64_t after = 0; ///< events recorded before it
        Result<void> result;
        bool isDone = false;
    };

    void loop(const std::stop_token& stop);
    void waitForWork(Lock& lock, const std::stop_token& stop);
    void commitEvents(Lock& lock);
    void runJobs(Lock& lock);
    [[nodiscard]] bool hasEvents() const { return !m_queue.empty() || m_written < m_batch.size(); }

    const RecorderOptions m_options;
    std::unique_ptr<Connection> m_connection; ///< recorder's thread only

    mutable std::mutex m_mutex; ///< guards everything below
    std::condition_variable_any m_work;
    std::condition_variable m_done;
    std::vector<api::RunEvent> m_queue; ///< recorded, not taken
    std::chrono::steady_clock::time_point m_oldest{};
    std::vector<api::RunEvent> m_batch; ///< taken by the thread, which alone uses it
    std::size_t m_written = 0;          ///< events of the batch that are committed
    std::deque<Job*> m_jobs;
    std::uint64_t m_recorded = 0; ///< events, ever
    std::uint64_t m_committed = 0;
    std::uint64_t m_flushed = 0;       ///< flush() waits for this many
    std::uint64_t m_attempts = 0;      ///< begun, ever
    std::uint64_t m_flushAttempt = 0;  ///< flush() waits for the end of this one
    std::uint64_t m_failedAttempt = 0; ///< the last one that failed
    Error m_lastError;
    std::chrono::steady_clock::time_point m_failureTime{};
    bool m_isFailing = false; ///< the last attempt failed

    std::jthread m_thread; ///< last: ends before the rest goes
};

} // namespace cpw::db
