// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/card_driver.h"
#include "core/base/processor_time.h"

#include <QTest>

#include <chrono>
#include <dlfcn.h>
#include <filesystem>

using namespace cpw;

namespace {

/// See tests/support/fake_card_driver.cpp; lies beside this program.
std::string fakeDriver() {
    return std::filesystem::read_symlink("/proc/self/exe").replace_filename("libfake_card_driver.so").string();
}

} // namespace

class CardDriverTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutADriverThereIsNone() { QVERIFY(!CardDriver::open("libnothing-of-this-name.so.1")); }

    void aLibraryWithoutTheCallsIsNoDriver() { QVERIFY(!CardDriver::open("libm.so.6")); }

    void cardsAreReadAndTheDriverIsClosed() {
        void* library = ::dlopen(fakeDriver().c_str(), RTLD_NOW);
        QVERIFY2(library, ::dlerror());
        const auto openDrivers = reinterpret_cast<int (*)()>(::dlsym(library, "openDrivers"));
        {
            const auto driver = CardDriver::open(fakeDriver());
            QVERIFY(driver);
            QCOMPARE(openDrivers(), 1);
            const CardLoad first{0.78, 11'200'000'000, 24'000'000'000};
            const CardLoad second{0.05, 400'000'000, 24'000'000'000};
            QVERIFY((driver->loads() == std::vector<CardLoad>{first})); // the other does not tell yet
            QVERIFY((driver->loads() == std::vector<CardLoad>{first, second}));
        }
        QCOMPARE(openDrivers(), 0);
        ::dlclose(library);
    }

    void processorTimeIsThatOfAllWork() {
        const double before = processorSeconds();
        volatile double sum = 0;
        const auto start = std::chrono::steady_clock::now();
        while (processorSeconds() < before + 0.05)
            sum = sum + 1;
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
        QVERIFY(passed.count() >= 0.045); // one worker cannot do more than the clock shows
    }
};

QTEST_APPLESS_MAIN(CardDriverTest)
#include "tst_card_driver.moc"
