// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

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
    for (const auto& step : plan)
        for (const auto& batch : step)
            rows.insert(rows.end(), batch.begin(), batch.end());
    return rows;
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
        for (const auto& step : sampler.epoch(0)) {
            const auto& batch = step.front();
            const auto first = lengths[batch.front() / 2];
            mixed += std::any_of(batch.begin(), batch.end(), [&](std::uint32_t row) { return lengths[row / 2] != first; }) ? 1 : 0;
        }
        // 7 lengths leave at most 15 rows each: 105 rows fill at most 7 batches.
        QVERIFY2(mixed <= 7, qPrintable(QString::number(mixed)));
    }

    void evaluationBatchesHaveOneLengthEach() {
        const auto rows = evenRows(100);
        const auto lengths = someLengths(100);
        std::size_t count = 0;
        for (const auto& batch : train::evaluationBatches(rows, lengths, 8)) {
            count += batch.size();
            for (const auto row : batch)
                QCOMPARE(lengths[row / 2], lengths[batch.front() / 2]);
        }
        QCOMPARE(count, rows.size());
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
