// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/failure_cause.h"
#include "core/base/file_io.h"

#include <QTest>

#include <cerrno>

using namespace cpw;
using namespace cpw::api;

class TestFailureCause : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sentencesTellTheirCause_data() {
        QTest::addColumn<QByteArray>("sentence");
        QTest::addColumn<int>("cause");
        const auto row = [](const char* name, const std::string& sentence, FailureCause cause) {
            QTest::newRow(name) << QByteArray::fromStdString(sentence) << static_cast<int>(cause);
        };
        row("card", "CUDA out of memory. Tried to allocate 2.00 GiB.", FailureCause::OutOfMemory);
        row("processor", "[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes.",
            FailureCause::OutOfMemory);
        row("standard library", "std::bad_alloc", FailureCause::OutOfMemory);
        row("loss", "the loss of step 840 is nan; lower the learning rates", FailureCause::BadLoss);
        row("file", systemError("open", "ratings.dat", {ENOENT, std::generic_category()}).text(), FailureCause::MissingFile);
        row("folder", "data/ml-1m is not there, expected the folder with ratings.dat, users.dat and movies.dat.", FailureCause::MissingFile);
        row("disk", systemError("write", "model.safetensors", {ENOSPC, std::generic_category()}).text(), FailureCause::DiskFull);
        row("other", "line 17 of ratings.dat: 3 columns, expected 4", FailureCause::Other);
        row("nothing", "", FailureCause::Other);
    }
    void sentencesTellTheirCause() {
        QFETCH(QByteArray, sentence);
        QFETCH(int, cause);
        QCOMPARE(static_cast<int>(failureCause(sentence.toStdString())), cause);
    }
    void theStepOfABadLossIsRead() {
        QCOMPARE(badLossStep("r-0003: the loss of step 840 is nan; lower"), std::optional<std::int64_t>(840));
        QVERIFY(!badLossStep("the loss of step x"));
        QVERIFY(!badLossStep("CUDA out of memory"));
    }
};

QTEST_APPLESS_MAIN(TestFailureCause)
#include "tst_failure_cause.moc"
