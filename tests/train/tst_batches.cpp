// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/base/random.h"
#include "core/train/batch_sampler.h"
#include "core/train/lr_schedule.h"
#include "tests/support/test_data.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <algorithm>
#include <fstream>
#include <map>
#include <numeric>

using namespace cpw;

namespace {

std::vector<std::uint32_t> evenRows(std::uint32_t count) {
    std::vector<std::uint32_t> rows(count);
    for (std::uint32_t i = 0; i < count; ++i)
        rows[i] = i * 2;
    return rows;
}

std::vector<std::uint16_t> someLengths(std::size_t count) {
    std::vector<std::uint16_t> lengths(count);
    for (std::size_t i = 0; i < count; ++i)
        lengths[i] = static_cast<std::uint16_t>(10 + i % 7);
    return lengths;
}

std::vector<std::uint32_t> flat(const train::EpochPlan& plan) {
    std::vector<std::uint32_t> rows;
    for (std::size_t step = 0; step < plan.size(); ++step)
        for (const auto& batch : plan[step])
            rows.insert(rows.end(), batch.begin(), batch.end());
    return rows;
}

using Batches = std::vector<std::vector<std::uint32_t>>;

Batches all(const train::RowBatches& batches) {
    Batches copies;
    for (std::size_t i = 0; i < batches.size(); ++i)
        copies.emplace_back(batches[i].begin(), batches[i].end());
    return copies;
}

void cutInto(Batches& batches, const std::vector<std::uint32_t>& rows, std::size_t batch) {
    for (std::size_t begin = 0; begin < rows.size(); begin += batch)
        batches.emplace_back(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                             rows.begin() + static_cast<std::ptrdiff_t>(std::min(begin + batch, rows.size())));
}

/// The micro-batches of an epoch with a list for each length and for each batch: what runs are repeatable by.
Batches slowEpoch(const std::vector<std::uint32_t>& rows, const std::vector<std::uint16_t>& lengths, std::size_t batch, std::uint64_t seed,
                  std::uint64_t epoch) {
    const auto first = epoch << 32U;
    std::map<std::uint16_t, std::vector<std::uint32_t>> byLength;
    for (const auto i : permutation(static_cast<std::uint32_t>(rows.size()), CounterRandom(seed, 101), first))
        byLength[lengths.empty() ? std::uint16_t{0} : lengths[i]].push_back(rows[i]);
    Batches batches;
    std::vector<std::uint32_t> remainders;
    for (auto& [length, same] : byLength) {
        const auto full = same.size() / batch * batch;
        remainders.insert(remainders.end(), same.begin() + static_cast<std::ptrdiff_t>(full), same.end());
        same.resize(full);
        cutInto(batches, same, batch);
    }
    cutInto(batches, remainders, batch);
    if (lengths.empty())
        return batches;
    Batches shuffled;
    for (const auto i : permutation(static_cast<std::uint32_t>(batches.size()), CounterRandom(seed, 102), first))
        shuffled.push_back(batches[i]);
    return shuffled;
}

} // namespace

class TestBatches : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowComesOnceInAnEpoch_data() {
        QTest::addColumn<bool>("hasLengths");
        QTest::addColumn<int>("microBatches");
        QTest::newRow("no text") << false << 1;
        QTest::newRow("text") << true << 1;
        QTest::newRow("text, accumulation") << true << 3;
    }
    void everyRowComesOnceInAnEpoch() {
        QFETCH(bool, hasLengths);
        QFETCH(int, microBatches);
        const auto rows = evenRows(1003);
        const train::BatchSampler sampler(rows, hasLengths ? someLengths(1003) : std::vector<std::uint16_t>{}, {16, microBatches, 5});
        const auto plan = sampler.epoch(3);
        QCOMPARE(static_cast<std::int64_t>(plan.size()), sampler.stepsPerEpoch());
        auto seen = flat(plan);
        std::sort(seen.begin(), seen.end());
        QVERIFY(seen == rows);
        for (std::size_t i = 0; i + 1 < plan.size(); ++i)
            QCOMPARE(static_cast<int>(plan[i].size()), microBatches);
    }

    void anEpochHasTheOrderThatItAlwaysHad_data() {
        QTest::addColumn<bool>("hasLengths");
        QTest::addColumn<int>("rows");
        for (const int rows : {1, 15, 16, 1003})
            for (const bool hasLengths : {false, true})
                QTest::addRow("%d rows%s", rows, hasLengths ? ", text" : "") << hasLengths << rows;
    }
    void anEpochHasTheOrderThatItAlwaysHad() {
        QFETCH(bool, hasLengths);
        QFETCH(int, rows);
        const auto numbers = evenRows(static_cast<std::uint32_t>(rows));
        const auto lengths = hasLengths ? someLengths(numbers.size()) : std::vector<std::uint16_t>{};
        for (const std::int64_t epoch : {0, 7}) {
            const auto plan = train::BatchSampler(numbers, lengths, {16, 3, 5}).epoch(epoch);
            const auto expected = slowEpoch(numbers, lengths, 16, 5, static_cast<std::uint64_t>(epoch));
            QVERIFY(all(plan.microBatches()) == expected);
            QCOMPARE(plan.size(), (expected.size() + 2) / 3);
            QVERIFY(plan[0] == Batches(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(3, expected.size()))));
        }
    }

    void samplersShareTheRows() {
        const auto rows = std::make_shared<const std::vector<std::uint32_t>>(evenRows(100));
        const train::BatchSampler one(rows, {}, {16, 1, 5}), two(rows, {}, {16, 1, 5});
        QCOMPARE(rows.use_count(), 3L);
        QVERIFY(flat(one.epoch(0)) == flat(two.epoch(0)));
    }

    void anEpochIsAFunctionOfSeedAndNumber() {
        const train::BatchSampler sampler(evenRows(500), someLengths(500), {16, 1, 5});
        QVERIFY(flat(sampler.epoch(2)) == flat(sampler.epoch(2)));
        QVERIFY(flat(sampler.epoch(2)) != flat(sampler.epoch(3)));
        const train::BatchSampler other(evenRows(500), someLengths(500), {16, 1, 6});
        QVERIFY(flat(sampler.epoch(2)) != flat(other.epoch(2)));
    }

    void onlyTheJoinedRemaindersMixLengths() {
        const auto lengths = someLengths(1003);
        const train::BatchSampler sampler(evenRows(1003), lengths, {16, 1, 5});
        int mixed = 0;
        for (const auto& batch : all(sampler.epoch(0).microBatches())) {
            const auto first = lengths[batch.front() / 2];
            mixed += std::any_of(batch.begin(), batch.end(), [&](std::uint32_t row) { return lengths[row / 2] != first; }) ? 1 : 0;
        }
        // 7 lengths leave at most 15 rows each: 105 rows fill at most 7 batches.
        QVERIFY2(mixed <= 7, qPrintable(QString::number(mixed)));
    }

    void evaluationBatchesHaveOneLengthEach() {
        const auto lengths = someLengths(100);
        std::vector<std::uint32_t> seen;
        std::uint16_t last = 0;
        for (const auto& batch : all(train::evaluationBatches(100, lengths, 8))) {
            QVERIFY(batch.size() <= 8);
            QVERIFY(std::is_sorted(batch.begin(), batch.end()));
            QVERIFY(lengths[batch.front()] >= last);
            last = lengths[batch.front()];
            for (const auto position : batch)
                QCOMPARE(lengths[position], last);
            seen.insert(seen.end(), batch.begin(), batch.end());
        }
        std::sort(seen.begin(), seen.end());
        std::vector<std::uint32_t> positions(100);
        std::iota(positions.begin(), positions.end(), 0U);
        QVERIFY(seen == positions);
    }

    void evaluationWithoutTextGoesOverThePositions() {
        QVERIFY(all(train::evaluationBatches(5, {}, 2)) == (Batches{{0, 1}, {2, 3}, {4}}));
        QCOMPARE(train::evaluationBatches(0, {}, 2).size(), std::size_t{0});
    }

    void schedulesEqualTransformers() {
        std::ifstream file(cpw::test::dataPath("/golden/lr_schedules.json"));
        const auto cases = nlohmann::json::parse(file);
        QVERIFY(cases.size() >= 8);
        for (const auto& one : cases) {
            const auto steps = one["steps"].get<std::int64_t>();
            const auto warmUp = one["warmup_steps"].get<double>();
            const auto kind = one["schedule"] == "linear" ? spec::ScheduleKind::Linear : spec::ScheduleKind::Cosine;
            for (std::int64_t step = 0; step < steps; ++step) {
                const auto factor = train::scheduleFactor({kind, warmUp / static_cast<double>(steps)}, step, steps);
                QVERIFY(std::abs(factor - one["factors"][static_cast<std::size_t>(step)].get<double>()) < 1e-12);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestBatches)
#include "tst_batches.moc"
