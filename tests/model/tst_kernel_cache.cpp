// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shared/kernel_cache.h"
#include "core/nn/matrix_product.h"

#include <ATen/Parallel.h>
#include <QProcess>
#include <QtTest>

#include <fstream>
#include <iostream>

#include <malloc.h>

using namespace cpw;

namespace {

constexpr int kFirstShapes = 300, kMoreShapes = 700; ///< together fewer than the 1,024 that both libraries keep by themselves
constexpr const char* kGrow = "--grow";
constexpr const char* kBounded = "bounded";

/// Of this process, without pages of files.
std::int64_t ownMemoryInKilobytes() {
    ::malloc_trim(0);
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (std::int64_t kilobytes = 0; word == "RssAnon:" && status >> kilobytes)
            return kilobytes;
    return -1;
}

/// Products of other shapes each, as texts of other lengths make them.
void multiplyShapes(int first, int count) {
    const auto weight = at::ones({96, 64});
    for (int i = 0; i < count; ++i)
        (void)nn::productTransposed(at::ones({256 + first + i, 64}), weight);
}

/// The other process: prints by how much the later shapes made it grow. Its caches start empty, which those of a test do not.
int grow(bool isBounded) {
    if (isBounded)
        app::boundKernelCache();
    at::set_num_threads(1);
    multiplyShapes(0, kFirstShapes);
    const auto before = ownMemoryInKilobytes();
    multiplyShapes(kFirstShapes, kMoreShapes);
    std::cout << ownMemoryInKilobytes() - before << std::endl;
    return 0;
}

using Variables = QList<std::pair<QString, QString>>;

/// In kilobytes. `chosen` are variables that the user set.
std::optional<std::int64_t> growth(bool isBounded, const Variables& chosen = {}) {
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"LRU_CACHE_CAPACITY", "ONEDNN_PRIMITIVE_CACHE_CAPACITY", "DNNL_PRIMITIVE_CACHE_CAPACITY"})
        environment.remove(name);
    for (const auto& [name, value] : chosen)
        environment.insert(name, value);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), {kGrow, isBounded ? kBounded : "unbounded"});
    if (!process.waitForFinished(300'000) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return std::nullopt;
    bool isNumber = false;
    const auto kilobytes = process.readAllStandardOutput().trimmed().toLongLong(&isNumber);
    return isNumber ? std::optional<std::int64_t>(kilobytes) : std::nullopt;
}

} // namespace

/// What the bound does is seen in the memory of processes of their own: both libraries read their numbers once, and neither says them.
class KernelCacheTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_unbounded = growth(false);
        QVERIFY(m_unbounded.has_value());
        if (*m_unbounded < 20 * kMoreShapes)
            QSKIP("a kernel takes less than 20 kB here, so that memory does not tell whether it is kept");
    }

    void memoryStopsGrowingWithMoreShapesThanAreKept() {
        const auto bounded = growth(true);
        QVERIFY(bounded.has_value());
        QVERIFY2(*bounded * 4 < *m_unbounded, qPrintable(told(*bounded)));
    }

    void numbersOfTheUserCount_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("the name of today") << "ONEDNN_PRIMITIVE_CACHE_CAPACITY";
        QTest::newRow("the older name") << "DNNL_PRIMITIVE_CACHE_CAPACITY";
    }
    void numbersOfTheUserCount() {
        QFETCH(QString, name);
        const auto chosen = growth(true, {{name, "1024"}, {"LRU_CACHE_CAPACITY", "1024"}});
        QVERIFY(chosen.has_value());
        QVERIFY2(*chosen * 4 > *m_unbounded * 3, qPrintable(told(*chosen)));
    }

private:
    QString told(std::int64_t kilobytes) const { return QString("%1 kB, unbounded %2 kB").arg(kilobytes).arg(*m_unbounded); }

    std::optional<std::int64_t> m_unbounded;
};

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == kGrow)
        return grow(std::string_view(argv[2]) == kBounded);
    QCoreApplication application(argc, argv);
    KernelCacheTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_kernel_cache.moc"
