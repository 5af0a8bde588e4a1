// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/latency_monitor.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace cpw::ui {
namespace {

constexpr double kPromisedMilliseconds = 50;

} // namespace

LatencyMonitor::LatencyMonitor(QObject* parent) : QObject(parent) {
    m_clock.start();
}

LatencyMonitor::~LatencyMonitor() {
    stop();
}

void LatencyMonitor::start(int periodMilliseconds) {
    stop();
    m_isOpen = false;
    m_thread = std::jthread([this, periodMilliseconds](std::stop_token token) { ask(token, periodMilliseconds); });
}

void LatencyMonitor::stop() {
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void LatencyMonitor::reset() {
    m_worst = 0;
    m_samples = 0;
    m_samplesOver50 = 0;
}

void LatencyMonitor::ask(std::stop_token token, int periodMilliseconds) {
    std::mutex mutex;
    std::condition_variable_any wait;
    std::unique_lock lock(mutex);
    while (!token.stop_requested()) {
        if (!m_isOpen.exchange(true)) {
            const qint64 asked = m_clock.nsecsElapsed();
            QMetaObject::invokeMethod(
                this, [this, asked] { answer(asked); }, Qt::QueuedConnection);
        }
        wait.wait_for(lock, token, std::chrono::milliseconds(periodMilliseconds), [] { return false; });
    }
}

void LatencyMonitor::answer(qint64 askedNanoseconds) {
    const double milliseconds = static_cast<double>(m_clock.nsecsElapsed() - askedNanoseconds) / 1e6;
    m_isOpen = false;
    ++m_samples;
    m_worst = std::max(m_worst, milliseconds);
    if (milliseconds > kPromisedMilliseconds) {
        ++m_samplesOver50;
        Q_EMIT blocked(milliseconds);
    }
}

} // namespace cpw::ui
