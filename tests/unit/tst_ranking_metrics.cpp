// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/expects.h"
#include "core/base/random.h"
#include "core/data/ranking_metrics.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace cpw;
using namespace cpw::data;

namespace {

const std::vector<float> kScores = {.1F, .4F, .35F, .8F, .4F, .4F};
const std::vector<float> kLabels = {0, 0, 1, 1, 0, 1};

bool near(double a, double b, double tolerance = 1e-12) {
    return std::abs(a - b) <= tolerance;
}

/// Every pair, as the definition says.
double pairwiseArea(const std::vector<float>& scores, const std::vector<float>& labels) {
    double pairs = 0;
    double good = 0;
    for (std::size_t i = 0; i < scores.size(); ++i)
        for (std::size_t j = 0; j < scores.size(); ++j)
            if (labels[i] > 0 && labels[j] == 0) {
                pairs += 1;
                good += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
    return good / pairs;
}

struct Scored {
    std::vector<float> scores;
    std::vector<float> labels;
};

/// `levels` distinct scores on both sides of 0: few levels, many ties.
Scored randomRows(std::size_t count, std::uint64_t levels, std::uint64_t seed) {
    const CounterRandom random(seed, 1);
    Scored rows;
    for (std::size_t i = 0; i < count; ++i) {
        const auto level = static_cast<float>(random.below(2 * i, levels)) - static_cast<float>(levels) / 2;
        rows.scores.push_back(level / 8);
        rows.labels.push_back(random.uniform(2 * i + 1) < 0.4 + 0.02 * level / static_cast<float>(levels) ? 1.0F : 0.0F);
    }
    return rows;
}

} // namespace

class RankingMetricsTest : public QObject {
    Q_OBJECT

private slots:
    // Positives .35, .8, .4 against negatives .1, .4, .4: 1 + 3 + 1 + 2 halves of 9 pairs.
    void areaCountsTiesHalf() {
        QVERIFY(near(areaUnderCurve(kScores, kLabels), 6.0 / 9));
        QVERIFY(near(areaUnderCurve(std::vector<double>(kScores.begin(), kScores.end()), kLabels), 6.0 / 9));
    }

    void areaOfPerfectReversedAndConstantScores() {
        const std::vector<float> labels = {0, 0, 1, 1};
        QCOMPARE(areaUnderCurve(std::vector<float>{-2, -1, 1, 2}, labels), 1.0);
        QCOMPARE(areaUnderCurve(std::vector<float>{2, 1, -1, -2}, labels), 0.0);
        QCOMPARE(areaUnderCurve(std::vector<float>{7, 7, 7, 7}, labels), 0.5);
    }

    void areaEqualsThePairwiseDefinition_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("levels");
        QTest::newRow("few") << 50 << 1000000;
        QTest::newRow("ties") << 500 << 7;
        QTest::newRow("radix sort") << 5000 << 1000000;
        QTest::newRow("radix sort with ties") << 5000 << 30;
    }

    void areaEqualsThePairwiseDefinition() {
        QFETCH(int, count);
        QFETCH(int, levels);
        const auto rows = randomRows(static_cast<std::size_t>(count), static_cast<std::uint64_t>(levels), 5);
        const auto expected = pairwiseArea(rows.scores, rows.labels);
        QVERIFY(near(areaUnderCurve(rows.scores, rows.labels), expected));
        QVERIFY(near(areaUnderCurve(std::vector<double>(rows.scores.begin(), rows.scores.end()), rows.labels), expected));
    }

    void signedZerosTieAndInfinitiesAreOrdered() {
        const auto infinity = std::numeric_limits<float>::infinity();
        QCOMPARE(areaUnderCurve(std::vector<float>{0.0F, -0.0F}, std::vector<float>{0, 1}), 0.5);
        QCOMPARE(areaUnderCurve(std::vector<float>{-infinity, -1e30F, infinity}, std::vector<float>{0, 1, 1}), 1.0);
    }

    void areaIsNotANumberWhereThereIsNone() {
        const auto nan = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(std::isnan(areaUnderCurve(std::vector<float>{1, 2}, std::vector<float>{1, 1})));
        QVERIFY(std::isnan(areaUnderCurve(std::vector<float>{1, 2}, std::vector<float>{0, 0})));
        QVERIFY(std::isnan(areaUnderCurve(std::vector<float>{1, nan}, std::vector<float>{0, 1})));
        QVERIFY(std::isnan(areaUnderCurve(std::vector<float>{}, std::vector<float>{})));
        QVERIFY_EXCEPTION_THROWN((void)areaUnderCurve(std::vector<float>{1}, std::vector<float>{}), LogicError);
    }

    // Weights p_i (1 - p_j) of ordered pairs i above j: for scores 1, 2, 3 and p .2, .5, .9:
    // (2,1) .5*.8 + (3,1) .9*.8 + (3,2) .9*.5 = 1.57; the other way .2*.5 + .2*.1 + .5*.1 = .17.
    void expectedAreaWeighsPairsByTheTruth() {
        const std::vector<double> truth = {.2, .5, .9};
        QVERIFY(near(expectedAreaUnderCurve(std::vector<float>{1, 2, 3}, truth), 1.57 / 1.74));
        QVERIFY(near(expectedAreaUnderCurve(std::vector<double>{3, 2, 1}, truth), .17 / 1.74));
        QVERIFY(near(expectedAreaUnderCurve(std::vector<float>{4, 4, 4}, truth), 0.5));
        // 1 below the tied 2 and 3: 1.12 full, and half of .45 + .05.
        QVERIFY(near(expectedAreaUnderCurve(std::vector<float>{1, 2, 2}, truth), (1.12 + 0.25) / 1.74));
    }

    // From the definition in NumPy: var(V10) / m + var(V01) / n with n - 1 in both variances.
    void intervalIsDeLongs() {
        const auto interval = areaInterval(kScores, kLabels);
        QVERIFY(near(interval.low, 0.16768426008099685, 1e-9));
        QCOMPARE(interval.high, 1.0); // 1.1656 before the cut
        const auto rows = randomRows(4000, 1000000, 9);
        const auto wide = areaInterval(rows.scores, rows.labels);
        const auto area = areaUnderCurve(rows.scores, rows.labels);
        // Hanley and McNeil's upper bound at an area of one half: sqrt((m + n + 1) / (12 m n)).
        QVERIFY(wide.low < area && area < wide.high);
        QVERIFY(near(wide.high - wide.low, 2 * 1.96 * std::sqrt(4001 / (12.0 * 1600 * 2400)), 0.002));
        QVERIFY(std::isnan(areaInterval(std::vector<float>{1, 2}, std::vector<float>{0, 1}).low));
    }

    void logLossIsTheMeanAndCutAtTheEnds() {
        const std::vector<float> labels = {1, 0};
        QVERIFY(near(logLoss(std::vector<double>{0.8, 0.3}, labels), -(std::log(0.8) + std::log(0.7)) / 2));
        QVERIFY(near(logLoss(std::vector<float>{0.0F, 0.0F}, labels), -(std::log(1e-7) + std::log1p(-1e-7)) / 2));
        QVERIFY(std::isnan(logLoss(std::vector<float>{}, std::vector<float>{})));
    }

    void logLossFromLogitsEqualsProbabilitiesAndNeverOverflows() {
        const std::vector<float> labels = {1, 0, 1};
        const std::vector<float> logits = {1.5F, -0.25F, 0};
        std::vector<double> probabilities;
        for (const double logit : logits)
            probabilities.push_back(1 / (1 + std::exp(-logit)));
        QVERIFY(near(logLossFromLogits(logits, labels), logLoss(probabilities, labels)));
        QVERIFY(near(logLossFromLogits(std::vector<float>{-1000, 1000, 1000}, labels), 2000.0 / 3));
    }

    void groupedAreaWeighsGroupsByRows() {
        // Group 0: area 1 (3 rows). Group 1: positives only. Group 2: area 0 (2 rows). Group 3 has no rows.
        const std::vector<float> scores = {3, 1, 2, 5, 6, 1, 2};
        const std::vector<float> labels = {1, 0, 0, 1, 1, 1, 0};
        const std::vector<std::int32_t> groups = {0, 0, 0, 1, 1, 2, 2};
        const auto result = groupedAreaUnderCurve(scores, labels, groups);
        QVERIFY(near(result.value, 3.0 / 5));
        QCOMPARE(result.groups, std::size_t{2});
        QCOMPARE(result.rows, std::size_t{5});
        QVERIFY(
            std::isnan(groupedAreaUnderCurve(std::vector<float>{1}, std::vector<float>{1}, std::vector<std::int32_t>{0}).value));
    }

    void groupedAreaEqualsOneAreaPerGroup() {
        const auto rows = randomRows(6000, 50, 3);
        std::vector<std::int32_t> groups;
        std::vector<Scored> apart(5);
        for (std::size_t i = 0; i < rows.scores.size(); ++i) {
            groups.push_back(static_cast<std::int32_t>(i * i % 5));
            apart[static_cast<std::size_t>(groups[i])].scores.push_back(rows.scores[i]);
            apart[static_cast<std::size_t>(groups[i])].labels.push_back(rows.labels[i]);
        }
        double sum = 0;
        for (const auto& group : apart)
            if (!group.scores.empty())
                sum += pairwiseArea(group.scores, group.labels) * static_cast<double>(group.scores.size());
        QVERIFY(near(groupedAreaUnderCurve(rows.scores, rows.labels, groups).value, sum / 6000));
    }

    void calibrationComparesPromisedAndSeenClicks() {
        const std::vector<float> probabilities = {0.125F, 0.125F, 0.625F, 1.0F};
        const auto result = calibration(probabilities, std::vector<float>{0, 1, 1, 1}, 2);
        QVERIFY(near(result.ratio, 1.875 / 3));
        QCOMPARE(result.bins[0].rows, std::size_t{2});
        QVERIFY(near(result.bins[0].meanPredicted, 0.125));
        QVERIFY(near(result.bins[0].meanObserved, 0.5));
        QVERIFY(near(result.bins[1].meanPredicted, 0.8125));
        QVERIFY(near(result.expectedError, 0.5 * 0.375 + 0.5 * 0.1875));
        QVERIFY(std::isnan(calibration(probabilities, std::vector<float>{0, 0, 0, 0}).ratio));
    }

    void reportGathersTheMeasures() {
        const auto report = rankingReport(kScores, kLabels);
        QCOMPARE(report.rows, std::size_t{6});
        QCOMPARE(report.positives, std::size_t{3});
        QVERIFY(near(report.auc, 6.0 / 9));
        QVERIFY(near(report.logLoss, logLoss(kScores, kLabels)));
        QCOMPARE(report.calibration.bins.size(), std::size_t{10});
    }
};

QTEST_APPLESS_MAIN(RankingMetricsTest)
#include "tst_ranking_metrics.moc"
