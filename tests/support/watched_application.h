// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <ctime>

namespace cpw::tests {

/// What a thread spent between two moments: time on a processor, and time in which it was off it by its own doing: asleep, waiting
/// for a disk or for a lock. Time in which it could run and had to wait for its turn is neither, as that is the machine's doing.
class OwnTime {
public:
    OwnTime() : m_file(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)) {}
    ~OwnTime() {
        if (m_file >= 0)
            ::close(m_file);
    }
    OwnTime(const OwnTime&) = delete;
    OwnTime& operator=(const OwnTime&) = delete;

    /// False where the kernel does not count the wait for a processor: then only time on the processor is known.
    [[nodiscard]] bool countsWaiting() const { return m_file >= 0; }
    /// Of the thread that made this, from a moment of its own on. Milliseconds.
    [[nodiscard]] double now() const {
        const double waited = waitedMilliseconds();
        return countsWaiting() ? wallMilliseconds() - waited : processorMilliseconds();
    }
    [[nodiscard]] static double processorMilliseconds() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }

private:
    [[nodiscard]] static double wallMilliseconds() {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
    }
    /// The second number: nanoseconds in which it waited on a run queue.
    [[nodiscard]] double waitedMilliseconds() const {
        std::array<char, 96> text{};
        const auto size = m_file < 0 ? 0 : ::pread(m_file, text.data(), text.size(), 0);
        const char* end = text.data() + (size > 0 ? size : 0);
        const char* second = std::find(static_cast<const char*>(text.data()), end, ' ');
        std::int64_t nanoseconds = 0;
        if (second != end)
            std::from_chars(second + 1, end, nanoseconds);
        return static_cast<double>(nanoseconds) / 1e6;
    }

    int m_file;
};

/// Measures every event that the application delivers, outermost ones only: a slot that computes, waits for a disk or for a lock is
/// too slow; one that a loaded machine keeps waiting is not. Made on the thread that delivers.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override {
        if (m_depth > 0 || !m_isWatching)
            return QApplication::notify(receiver, event);
        ++m_depth;
        const QByteArray name = receiver->metaObject()->className();
        const int type = event->type();
        const double before = m_time.now();
        const double processorBefore = OwnTime::processorMilliseconds();
        const bool isDone = QApplication::notify(receiver, event);
        const double took = m_time.now() - before;
        const double computed = OwnTime::processorMilliseconds() - processorBefore;
        --m_depth;
        if (took > worst) {
            worst = took;
            worstPlace = QStringLiteral("%1, event %2, %3 ms, of which %4 ms on a processor").arg(QString::fromLatin1(name)).arg(type).arg(took).arg(computed);
        }
        return isDone;
    }
    /// Begins anew.
    void watch() {
        m_isWatching = true;
        worst = 0;
        worstPlace.clear();
    }
    void stopWatching() { m_isWatching = false; }

    double worst = 0;
    QString worstPlace;

private:
    OwnTime m_time;
    bool m_isWatching = false;
    int m_depth = 0;
};

} // namespace cpw::tests
