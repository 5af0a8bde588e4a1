// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/one_heap.h"
#include "core/engine/memory_tuning.h"

#include <QTest>

#include <sys/resource.h>

#include <thread>
#include <vector>

namespace {

constexpr std::size_t kBytes = 90 << 20; // more than a piece of a thread's own heap
constexpr std::size_t kPage = 4096;

long faultsOfThisThread() {
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_minflt;
}

/// Takes, writes and gives back two tensors' worth of memory, as a step does.
void step() {
    for (int i = 0; i < 2; ++i) {
        std::vector<char> first(kBytes), second(kBytes);
        QVERIFY(first[kPage] == 0 && second[kBytes - 1] == 0);
    }
}

} // namespace

class OneHeapTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void largeBlocksAreKeptOnEveryThread() {
        std::vector<long> faults;
        std::thread trains([&] {
            step();
            const long before = faultsOfThisThread();
            for (int i = 0; i < 5; ++i)
                step();
            faults.push_back(faultsOfThisThread() - before);
        });
        trains.join();
        // Fresh memory would be a fault for each of its pages (or one for 2 MB, where the system gives such) in each of ten rounds.
        QVERIFY2(faults.front() < 50, QByteArray::number(static_cast<qlonglong>(faults.front())));
    }
};

int main(int argc, char** argv) {
    cpw::app::useOneHeap(); // before Qt makes a thread
    cpw::engine::keepLargeBlocks();
    OneHeapTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_one_heap.moc"
