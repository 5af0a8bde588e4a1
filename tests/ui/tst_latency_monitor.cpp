// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/latency_monitor.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

using cpw::ui::LatencyMonitor;

class LatencyMonitorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBlockedLoopIsMeasuredAndTold();
    void resetForgets();
    void stoppedMonitorAsksNoMore();
};

void LatencyMonitorTest::aBlockedLoopIsMeasuredAndTold() {
    LatencyMonitor monitor;
    QSignalSpy blocked(&monitor, &LatencyMonitor::blocked);
    monitor.start(1);
    QTRY_VERIFY(monitor.samples() > 3);
    const QElapsedTimer block = [] {
        QElapsedTimer timer;
        timer.start();
        return timer;
    }();
    while (block.elapsed() < 120) {
    }
    QTRY_VERIFY(monitor.worstMilliseconds() > 60);
    QVERIFY(monitor.samplesOver50() >= 1);
    QVERIFY(blocked.size() >= 1);
}

void LatencyMonitorTest::resetForgets() {
    LatencyMonitor monitor;
    monitor.start(1);
    QTRY_VERIFY(monitor.samples() > 0);
    monitor.reset();
    QCOMPARE(monitor.worstMilliseconds(), 0.0);
    QCOMPARE(monitor.samples(), 0);
}

void LatencyMonitorTest::stoppedMonitorAsksNoMore() {
    LatencyMonitor monitor;
    monitor.start(1);
    QTRY_VERIFY(monitor.samples() > 0);
    monitor.stop();
    QCoreApplication::processEvents();
    const auto samples = monitor.samples();
    QTest::qWait(20);
    QCOMPARE(monitor.samples(), samples);
}

QTEST_GUILESS_MAIN(LatencyMonitorTest)
#include "tst_latency_monitor.moc"
