// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/run_recorder.h"

#include "db/connection.h"
#include "db/event_writer.h"
#include "db/store_error.h"

#include <algorithm>

namespace cpw::db {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// Bounds one transaction when a long failure has left many events.
constexpr std::size_t kTransactionEvents = 10'000;

} // namespace

RunRecorder::RunRecorder(std::unique_ptr<Connection> connection, RecorderOptions options)
    : m_options(options), m_connection(std::move(connection)), m_thread([this](const std::stop_token& stop) { loop(stop); }) {}

RunRecorder::~RunRecorder() {
    m_thread.request_stop();
    m_thread.join();
}

void RunRecorder::record(api::RunEvent event) {
    bool isWorth = false; // to wake the thread
    {
        std::lock_guard lock(m_mutex);
        if (m_queue.empty())
            m_oldest = SteadyClock::now();
        m_queue.push_back(std::move(event));
        ++m_recorded;
        isWorth = m_queue.size() == 1 || m_queue.size() == m_options.batch;
    }
    if (isWorth)
        m_work.notify_one();
}

Result<void> RunRecorder::flush() {
    Lock lock(m_mutex);
    const auto wanted = m_recorded;
    const auto attempt = m_attempts + 1;
    if (m_committed >= wanted)
        return {};
    m_flushed = std::max(m_flushed, wanted);
    m_flushAttempt = attempt;
    m_work.notify_one();
    m_done.wait(lock, [&] { return m_committed >= wanted || m_failedAttempt >= attempt; });
    if (m_committed >= wanted)
        return {};
    return tl::unexpected(m_lastError);
}

std::optional<Error> RunRecorder::failure() const {
    std::lock_guard lock(m_mutex);
    return m_isFailing ? std::optional(m_lastError) : std::nullopt;
}

Result<void> RunRecorder::perform(Work work) {
    Lock lock(m_mutex);
    Job job{std::move(work), m_recorded, {}, false};
    m_jobs.push_back(&job);
    m_work.notify_one();
    m_done.wait(lock, [&] { return job.isDone; });
    return std::move(job.result);
}

void RunRecorder::loop(const std::stop_token& stop) {
    Lock lock(m_mutex);
    for (;;) {
        waitForWork(lock, stop);
        const bool isStopping = stop.stop_requested();
        if (hasEvents())
            commitEvents(lock);
        runJobs(lock);
        if (isStopping && (!hasEvents() || m_isFailing))
            return;
    }
}

void RunRecorder::waitForWork(Lock& lock, const std::stop_token& stop) {
    const auto isUrgent = [&] {
        const bool isDue = m_queue.size() >= m_options.batch || m_flushed > m_committed;
        const bool isCommitWanted = m_flushAttempt > m_attempts || (isDue && !m_isFailing);
        return stop.stop_requested() || !m_jobs.empty() || (isCommitWanted && hasEvents());
    };
    if (!hasEvents())
        m_work.wait(lock, stop, [&] { return isUrgent() || hasEvents(); });
    if (isUrgent())
        return;
    const auto due = m_isFailing ? m_failureTime + m_options.retry : m_oldest + m_options.interval;
    m_work.wait_until(lock, stop, due, isUrgent);
}

void RunRecorder::commitEvents(Lock& lock) {
    if (m_written == m_batch.size()) {
        m_batch.clear();
        m_written = 0;
        m_batch.swap(m_queue);
    }
    const auto attempt = ++m_attempts;
    const auto count = std::min(kTransactionEvents, m_batch.size() - m_written);
    const auto events = std::span<const api::RunEvent>(m_batch).subspan(m_written, count);
    lock.unlock();
    auto result = writeEvents(*m_connection, events);
    lock.lock();
    m_isFailing = !result;
    if (result) {
        m_written += count;
        m_committed += count;
    } else {
        m_lastError = std::move(result.error());
        m_failureTime = SteadyClock::now();
        m_failedAttempt = attempt;
    }
    m_done.notify_all();
}

void RunRecorder::runJobs(Lock& lock) {
    while (!m_jobs.empty() && (m_isFailing || m_jobs.front()->after <= m_committed)) {
        auto* job = m_jobs.front();
        m_jobs.pop_front();
        lock.unlock();
        auto result = guarded(m_connection->file(), [&] { return job->work(*m_connection); });
        lock.lock();
        job->result = std::move(result);
        job->isDone = true;
        m_done.notify_all();
    }
}

} // namespace cpw::db
