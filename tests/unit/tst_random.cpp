// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <QTest>

#include <algorithm>

using namespace cpw;

class RandomTest : public QObject {
    Q_OBJECT

private slots:
    // The published outputs of SplitMix64 for the seed 1234567.
    void mixIsSplitMix64() {
        constexpr std::uint64_t kGamma = 0x9E3779B97F4A7C15ULL;
        constexpr std::uint64_t expected[] = {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL};
        for (std::uint64_t i = 0; i < 3; ++i)
            QCOMPARE(mix64(1234567 + (i + 1) * kGamma), expected[i]);
    }

    // Literals from an independent Python program.
    void numbersAreAFunctionOfSeedStreamAndIndex() {
        const CounterRandom random(2026, 1);
        QCOMPARE(random.bits(0), std::uint64_t{0xeb1d3849eaf1c0adULL});
        QCOMPARE(random.bits(2), std::uint64_t{0xca28e9ad55782dadULL});
        QCOMPARE(random.bits(0), CounterRandom(2026, 1).bits(0));
        QCOMPARE(random.uniform(0), 0.9184146099532375);
        QCOMPARE(random.uniform(1), 0.0674492761193255);
        const std::uint64_t below10[] = {9, 0, 7, 4, 0, 6, 5, 8};
        for (std::uint64_t i = 0; i < 8; ++i)
            QCOMPARE(random.below(i, 10), below10[i]);
        QVERIFY(CounterRandom(2026, 2).bits(0) != random.bits(0));
        QVERIFY(CounterRandom(2027, 1).bits(0) != random.bits(0));
    }

    void permutationIsTheSameEverywhere() {
        QCOMPARE(permutation(10, CounterRandom(7, 3)), (std::vector<std::uint32_t>{1, 6, 9, 5, 7, 4, 3, 8, 2, 0}));
        QCOMPARE(permutation(5, CounterRandom(7, 3), 100), (std::vector<std::uint32_t>{3, 2, 1, 4, 0}));
        QVERIFY(permutation(0, CounterRandom(7, 3)).empty());
        auto many = permutation(1000, CounterRandom(1, 1));
        std::sort(many.begin(), many.end());
        for (std::uint32_t i = 0; i < 1000; ++i)
            QCOMPARE(many[i], i);
    }

    // Chi-square over 100 cells, 99 degrees of freedom: 148 is the 99.9 % point.
    void uniformNumbersAreUniform() {
        const CounterRandom random(3, 4);
        std::vector<double> counts(100);
        constexpr int kDraws = 100000;
        for (std::uint64_t i = 0; i < kDraws; ++i)
            counts[static_cast<std::size_t>(random.uniform(i) * 100)] += 1;
        double chiSquare = 0;
        for (const double count : counts)
            chiSquare += (count - kDraws / 100.0) * (count - kDraws / 100.0) / (kDraws / 100.0);
        QVERIFY2(chiSquare < 148, QByteArray::number(chiSquare));
    }
};

QTEST_APPLESS_MAIN(RandomTest)
#include "tst_random.moc"
