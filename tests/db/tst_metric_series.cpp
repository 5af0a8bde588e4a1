// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/db/store_samples.h"

#include "core/base/random.h"

#include <bit>
#include <cmath>
#include <limits>

using namespace cpw;
using namespace cpw::db;
using api::MetricPoint;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

MetricPoint point(std::int64_t step, double value, int stage = 0) {
    return {step, static_cast<double>(step) / 3, value, samples::at(static_cast<double>(step) * 0.01), stage};
}

std::string_view text(const std::vector<char>& bytes) {
    return {bytes.data(), bytes.size()};
}

bool isSame(const MetricPoint& a, const MetricPoint& b) {
    return a.step == b.step && std::bit_cast<std::uint64_t>(a.epoch) == std::bit_cast<std::uint64_t>(b.epoch) &&
           std::bit_cast<std::uint64_t>(a.value) == std::bit_cast<std::uint64_t>(b.value) && a.time == b.time &&
           a.stage == b.stage;
}

} // namespace

class TestMetricSeries : public QObject {
    Q_OBJECT

private slots:
    void blockGivesBackEveryBit();
    void blockTakesStepsAndTimesThatGoBack();
    void emptyBlockIsEmpty();
    void everyFlippedByteOfABlockIsNoticed();
    void shortBlockIsAnError();
    void bucketLeavesOutNaN();
    void bucketOfOnlyNaNIsNaN();
    void pyramidOfAFullBlockHasThreeLevels();
    void pyramidGivesBackEveryBucket();
    void upperLevelsEqualBucketsOfThePoints();
    void lossesAreBetterWhenSmaller();
};

void TestMetricSeries::blockGivesBackEveryBit() {
    std::vector<MetricPoint> points{point(1, 0.5), point(2, kNaN), point(3, kInfinity, 1), point(10, -kInfinity, 1),
                                    point(1'000'000'000'000, -0.0, 2)};
    points.push_back(point(1'000'000'000'001, std::bit_cast<double>(0x7FF8'0000'DEAD'BEEFULL), 2)); // NaN with content of its own
    const auto decoded = decodeBlock(text(encodeBlock(points)));
    VERIFY_OK(decoded);
    QCOMPARE(decoded->size(), points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        QVERIFY(isSame((*decoded)[i], points[i]));
}

void TestMetricSeries::blockTakesStepsAndTimesThatGoBack() {
    constexpr auto kLowest = std::numeric_limits<std::int64_t>::min();
    constexpr auto kHighest = std::numeric_limits<std::int64_t>::max();
    std::vector<MetricPoint> points{{kHighest, 0, 1, api::Clock::time_point::max(), -3},
                                    {kLowest, 0, 2, api::Clock::time_point::min(), 5},
                                    {0, 0, 3, api::Clock::time_point{}, 0}};
    const auto decoded = decodeBlock(text(encodeBlock(points)));
    VERIFY_OK(decoded);
    for (std::size_t i = 0; i < points.size(); ++i)
        QVERIFY(isSame((*decoded)[i], points[i]));
}

void TestMetricSeries::emptyBlockIsEmpty() {
    const auto decoded = decodeBlock(text(encodeBlock({})));
    VERIFY_OK(decoded);
    QVERIFY(decoded->empty());
}

void TestMetricSeries::everyFlippedByteOfABlockIsNoticed() {
    const std::vector<MetricPoint> points{point(1, 0.5), point(2, 0.25)};
    const auto bytes = encodeBlock(points);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto flipped = bytes;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
        VERIFY_ERROR(decodeBlock(text(flipped)), "damaged");
    }
}

void TestMetricSeries::shortBlockIsAnError() {
    const std::vector<MetricPoint> points{point(1, 0.5), point(2, 0.25)};
    const auto bytes = encodeBlock(points);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        VERIFY_ERROR(decodeBlock(text(bytes).substr(0, size)), "damaged");
}

void TestMetricSeries::bucketLeavesOutNaN() {
    const std::vector<MetricPoint> points{point(4, 2), point(5, kNaN), point(6, -1), point(7, kInfinity), point(8, kNaN)};
    const auto bucket = bucketOf(points);
    QCOMPARE(bucket.firstStep, 4);
    QCOMPARE(bucket.lastStep, 8);
    QCOMPARE(bucket.points, 5U);
    QCOMPARE(bucket.notNumbers, 2U);
    QCOMPARE(bucket.minimum, -1.0);
    QCOMPARE(bucket.maximum, kInfinity);
    QVERIFY(std::isnan(bucket.last));
}

void TestMetricSeries::bucketOfOnlyNaNIsNaN() {
    const std::vector<MetricPoint> points{point(1, kNaN)};
    QVERIFY(std::isnan(bucketOf(points).minimum));
    QVERIFY(std::isnan(bucketOf(points).maximum));
}

void TestMetricSeries::pyramidOfAFullBlockHasThreeLevels() {
    std::vector<MetricPoint> points;
    for (int i = 0; i < 4096; ++i)
        points.push_back(point(i, i));
    const auto levels = pyramidOf(points);
    QCOMPARE(levels.size(), 3U);
    QCOMPARE(levels[0].size(), 256U);
    QCOMPARE(levels[1].size(), 16U);
    QCOMPARE(levels[2].size(), 1U);
    QCOMPARE(levels[2][0], (MetricBucket{0, 4095, 4096, 0, 0, 4095, 4095}));
    QCOMPARE(levels[0][1], (MetricBucket{16, 31, 16, 0, 16, 31, 31}));
}

void TestMetricSeries::pyramidGivesBackEveryBucket() {
    const CounterRandom random(1, 2);
    std::vector<MetricPoint> points;
    for (std::uint64_t i = 0; i < 1000; ++i)
        points.push_back(point(static_cast<std::int64_t>(i * 7), random.uniform(i) - 0.5));
    const auto levels = pyramidOf(points);
    const auto decoded = decodePyramid(text(encodePyramid(levels)));
    VERIFY_OK(decoded);
    QCOMPARE(*decoded, levels);
    auto flipped = encodePyramid(levels);
    flipped[20] = static_cast<char>(flipped[20] ^ 1);
    VERIFY_ERROR(decodePyramid(text(flipped)), "damaged");
}

void TestMetricSeries::upperLevelsEqualBucketsOfThePoints() {
    const CounterRandom random(3, 4);
    std::vector<MetricPoint> points;
    for (std::uint64_t i = 0; i < 4096; ++i)
        points.push_back(point(static_cast<std::int64_t>(i), random.uniform(i)));
    const auto levels = pyramidOf(points);
    QCOMPARE(levels[1], bucketsOf(points, 256));
    QCOMPARE(levels[2], bucketsOf(points, 4096));
}

void TestMetricSeries::lossesAreBetterWhenSmaller() {
    QVERIFY(isSmallerBetter("valid/log_loss"));
    QVERIFY(isSmallerBetter("valid/masked_loss"));
    QVERIFY(isSmallerBetter("valid/calibration_error"));
    QVERIFY(!isSmallerBetter("valid/auc"));
}

QTEST_APPLESS_MAIN(TestMetricSeries)
#include "tst_metric_series.moc"
