// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/event_queue.h"

#include <QTest>

#include <memory>
#include <thread>

using namespace cpw;
using namespace std::chrono_literals;

class EventQueueTest : public QObject {
    Q_OBJECT

private slots:
    void valuesComeOutOnceAndInOrder() {
        EventQueue<std::unique_ptr<int>> queue;
        queue.push(std::make_unique<int>(1));
        queue.push(std::make_unique<int>(2));
        const auto values = queue.takeAll();
        QCOMPARE(values.size(), std::size_t{2});
        QCOMPARE(*values[0], 1);
        QCOMPARE(*values[1], 2);
        QVERIFY(queue.takeAll().empty());
    }

    void waitingEndsWithAValueAWakeOrTheTime() {
        EventQueue<int> queue;
        QVERIFY(queue.waitAndTakeAll(1ms).empty());
        queue.wake();
        QVERIFY(queue.waitAndTakeAll(1h).empty());
        std::jthread writer([&queue] { queue.push(7); });
        QCOMPARE(queue.waitAndTakeAll(1h), std::vector<int>{7});
    }

    void nothingIsLostFromManyWriters() {
        constexpr int kWriters = 4;
        constexpr int kValues = 2000;
        EventQueue<std::pair<int, int>> queue;
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < kWriters; ++writer)
            writers.emplace_back([&queue, writer] {
                for (int value = 0; value < kValues; ++value)
                    queue.push({writer, value});
            });
        std::vector<int> next(kWriters);
        for (int seen = 0; seen < kWriters * kValues;)
            for (const auto& [writer, value] : queue.waitAndTakeAll(1h)) {
                QCOMPARE(value, next[static_cast<std::size_t>(writer)]++); // each writer's own order is kept
                ++seen;
            }
    }
};

QTEST_APPLESS_MAIN(EventQueueTest)
#include "tst_event_queue.moc"
