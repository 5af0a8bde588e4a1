// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <atomic>
#include <thread>

namespace cpw::ui {

/// Measures how long the event loop of its thread takes to answer. A thread of its own asks every few milliseconds; the time to
/// the answer is how long a click would have waited. Owned by the program or a test; never touches a widget.
class LatencyMonitor : public QObject {
    Q_OBJECT
public:
    explicit LatencyMonitor(QObject* parent = nullptr);
    ~LatencyMonitor() override;

    void start(int periodMilliseconds = 5);
    void stop();

    [[nodiscard]] double worstMilliseconds() const { return m_worst; }
    [[nodiscard]] qint64 samples() const { return m_samples; }
    /// How many answers took over 50 ms, the promised bound.
    [[nodiscard]] qint64 samplesOver50() const { return m_samplesOver50; }
    void reset();

Q_SIGNALS:
    /// An answer that took over 50 ms.
    void blocked(double milliseconds);

private:
    void ask(std::stop_token stop, int periodMilliseconds);
    void answer(qint64 askedNanoseconds);

    QElapsedTimer m_clock;
    std::atomic<bool> m_isOpen{false}; ///< asked and not answered yet
    double m_worst = 0;
    qint64 m_samples = 0;
    qint64 m_samplesOver50 = 0;
    std::jthread m_thread;
};

} // namespace cpw::ui
