// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/score_comparison.h"
#include "core/data/score_slices.h"
#include "core/data/table_builder.h"
#include "tests/support/test_data.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

using namespace cpw;
using namespace cpw::data;
using nlohmann::json;

namespace {

bool near(double a, double b, double tolerance = 1e-12) {
    return std::abs(a - b) <= tolerance;
}

bool near(const Interval& interval, const json& expected, double tolerance = 1e-12) {
    return near(interval.low, expected[0], tolerance) && near(interval.high, expected[1], tolerance);
}

json golden(const char* name) {
    std::ifstream file(cpw::test::dataPath("/golden/") + name);
    return json::parse(file);
}

std::vector<float> floats(const json& values) {
    return values.get<std::vector<float>>();
}

/// A table with one column; labels do not matter.
std::shared_ptr<Table> columnOf(const std::vector<std::string>& values) {
    TableBuilder builder({"value"});
    for (const auto& value : values)
        builder.addRow(std::vector<std::string_view>{value}, 0);
    return builder.finish("column");
}

std::vector<std::uint32_t> numbers(std::uint32_t first, std::uint32_t end) {
    std::vector<std::uint32_t> rows;
    for (auto row = first; row < end; ++row)
        rows.push_back(row);
    return rows;
}

bool isSlice(const Slice& slice, const json& expected) {
    const bool isAreaRight = expected["auc"].is_null() ? std::isnan(slice.auc) : near(slice.auc, expected["auc"]);
    const bool isLossRight =
        expected["log_loss"].is_null() ? std::isnan(slice.logLoss) : near(slice.logLoss, expected["log_loss"], 1e-9);
    return slice.rows == expected["rows"] && slice.positives == expected["positives"] && isAreaRight && isLossRight;
}

bool isTail(const Tail& tail, const json& expected) {
    return tail.values == expected["values"] && tail.tailValues == expected["tail_values"] &&
           tail.largestCount == expected["largest_count"];
}

} // namespace

class ScoreComparisonTest : public QObject {
    Q_OBJECT

private slots:
    void goldenAreasAndLossesOfScikitLearnAreMatched() {
        const auto document = golden("metrics.json");
        QVERIFY(document["cases"].size() >= 10);
        for (const auto& one : document["cases"]) {
            const auto scores = floats(one["scores"]), labels = floats(one["labels"]);
            QVERIFY2(near(areaUnderCurve(scores, labels), one["auc"]), one["name"].get<std::string>().c_str());
            // Scikit-learn cuts elsewhere; only the case with certain predictions notices, and it is right there: loss near 0.
            QVERIFY2(near(logLoss(scores, labels), one["log_loss"], 2e-7), one["name"].get<std::string>().c_str());
        }
        const auto& grouped = document["grouped"][0];
        const auto area = groupedAreaUnderCurve(floats(grouped["scores"]), floats(grouped["labels"]),
                                                grouped["groups"].get<std::vector<std::int32_t>>());
        QVERIFY(near(area.value, grouped["gauc"]));
        QCOMPARE(area.groups, grouped["groups_used"].get<std::size_t>());
        QCOMPARE(area.rows + area.rowsLeftOut, grouped["scores"].size());
        QVERIFY(area.groupsLeftOut >= 2); // the maker gives two groups one class
    }

    // By hand, highest score first: + precision 1; the tie of + and - gives 2/3 to one positive; - ; + 3/5. (1 + 2/3 + 3/5) / 3.
    void averagePrecisionTakesTiesTogether() {
        const std::vector<float> scores = {.9F, .6F, .6F, .5F, .1F}, labels = {1, 1, 0, 0, 1};
        QVERIFY(near(averagePrecision(scores, labels), (1 + 2.0 / 3 + 3.0 / 5) / 3));
        QVERIFY(near(averagePrecision(std::vector<float>{1, 2}, std::vector<float>{1, 1}), 1));
        QVERIFY(std::isnan(averagePrecision(std::vector<float>{1, 2}, std::vector<float>{0, 0})));
        QVERIFY(std::isnan(averagePrecision(std::vector<float>{std::nanf(""), 2}, std::vector<float>{0, 1})));
    }

    void relativeImprovementCountsFromChance() {
        QVERIFY(near(relativeImprovement(0.8, 0.7), 0.5));
        QVERIFY(near(relativeImprovement(0.6, 0.7), -0.5));
        QVERIFY(std::isnan(relativeImprovement(0.6, 0.5)));
    }

    void pairsEqualTheSlowReference() {
        const auto document = golden("metric_comparison.json");
        QCOMPARE(document["pairs"].size(), std::size_t{2});
        for (const auto& one : document["pairs"]) {
            const auto labels = floats(one["labels"]), first = floats(one["first"]), second = floats(one["second"]);
            QVERIFY(near(averagePrecision(first, labels), one["average_precision"]));
            const auto comparison = compareAreas(first, second, labels);
            const auto& expected = one["delong"];
            QVERIFY(near(comparison.first, expected["first"]));
            QVERIFY(near(comparison.second, expected["second"]));
            QVERIFY(near(comparison.difference, expected["difference"]));
            QVERIFY(near(comparison.standardError, expected["standard_error"]));
            QVERIFY(near(comparison.interval, expected["interval"]));
            QVERIFY(near(comparison.pValue, expected["p_value"]));
            QVERIFY(near(relativeImprovement(comparison.first, comparison.second), one["relative_improvement"], 1e-10));
            for (const auto& wanted : one["calibration"])
                checkCalibration(calibration(floats(one["probabilities"]), labels, wanted["bins"]), wanted);
        }
    }

    void bootstrapEqualsDrawingRowByRow() {
        const auto document = golden("metric_comparison.json");
        for (const auto& one : document["pairs"]) {
            const auto& expected = one["bootstrap"];
            const auto found =
                bootstrapIntervals(floats(one["first"]), floats(one["labels"]), expected["draws"], expected["seed"]);
            QCOMPARE(found.draws, expected["counted"].get<std::size_t>());
            QVERIFY(near(found.auc, expected["auc"]));
            QVERIFY(near(found.logLoss, expected["log_loss"], 1e-9));
            QVERIFY(near(found.averagePrecision, expected["average_precision"]));
        }
    }

    void bootstrapIsSeededAndLeavesDrawsOfOneClassOut() {
        const std::vector<float> logits = {1, 2, 3}, labels = {0, 1, 0};
        const auto some = bootstrapIntervals(logits, labels, 200, 1);
        QVERIFY(some.draws > 0 && some.draws < 200); // 8 of 27 draws have no positive, 1 of 27 only positives
        QCOMPARE(bootstrapIntervals(logits, labels, 200, 1).logLoss.low, some.logLoss.low);
        const auto none = bootstrapIntervals(logits, std::vector<float>{1, 1, 1}, 10, 1);
        QCOMPARE(none.draws, std::size_t{0});
        QVERIFY(std::isnan(none.auc.low));
    }

    void equalScoresDoNotDiffer() {
        const std::vector<float> scores = {1, 2, 3, 4}, labels = {0, 1, 0, 1};
        const auto same = compareAreas(scores, scores, labels);
        QCOMPARE(same.difference, 0.0);
        QCOMPARE(same.pValue, 1.0);
        // One minus the other, exactly: a perfect order against its reverse has no spread at all.
        const std::vector<float> right = {1, 3, 2, 4}, wrong = {4, 2, 3, 1};
        const auto opposite = compareAreas(right, wrong, labels);
        QCOMPARE(opposite.difference, 1.0);
        QCOMPARE(opposite.pValue, 0.0);
        QVERIFY(std::isnan(compareAreas(scores, scores, std::vector<float>{0, 1, 0, 0}).pValue));
    }

    void quantilesAreLinearBetweenNeighbours() {
        const std::vector<double> values = {1, 2, 4};
        QCOMPARE(quantileOf(values, 0), 1.0);
        QCOMPARE(quantileOf(values, 0.25), 1.5);
        QCOMPARE(quantileOf(values, 0.75), 3.0);
        QCOMPARE(quantileOf(values, 1), 4.0);
    }

    // Counts: a 4, b 2, c 2, d 1; e is unknown to training. A quarter of four values is one: d alone.
    void tailIsTheRarestShareWithItsTies() {
        const auto table = columnOf({"a", "a", "b", "c", "a", "d", "b", "c", "a", "e"});
        const auto& column = table->columns[0];
        const auto train = numbers(0, 9);
        const auto quarter = tailOf(column, train, 0.25);
        QCOMPARE(quarter.values, std::size_t{4});
        QCOMPARE(quarter.tailValues, std::size_t{1});
        QCOMPARE(quarter.isTail, (std::vector<std::uint8_t>{0, 0, 0, 1, 1}));
        const auto half = tailOf(column, train, 0.5); // b and c have the same count
        QCOMPARE(half.tailValues, std::size_t{3});
        QCOMPARE(half.largestCount, 2U);
        QCOMPARE(tailOf(column, train, 1).tailValues, std::size_t{4});
        QCOMPARE(tailOf(column, train, 0.01).tailValues, std::size_t{1}); // at least one
        QCOMPARE(tailOf(column, {}, 0.1).isTail, (std::vector<std::uint8_t>(5, 1)));
    }

    void slicesAndTailCellsEqualTheSlowReference() {
        const auto document = golden("metric_comparison.json");
        for (const auto& one : document["slices"]) {
            const auto users = columnOf(one["users"].get<std::vector<std::string>>());
            const auto items = columnOf(one["items"].get<std::vector<std::string>>());
            const auto trainRows = one["train_rows"].get<std::uint32_t>();
            const auto all = one["labels"].size();
            const auto train = numbers(0, trainRows), rows = numbers(trainRows, static_cast<std::uint32_t>(all));
            const auto logits = floats(one["logits"]), labels = floats(one["labels"]);
            const ScoredRowsView scored{std::span(logits).subspan(trainRows), std::span(labels).subspan(trainRows), rows};
            const auto userTail = tailOf(users->columns[0], train, one["share"]),
                       itemTail = tailOf(items->columns[0], train, one["share"]);
            QVERIFY(isTail(userTail, one["user_tail"]));
            QVERIFY(isTail(itemTail, one["item_tail"]));
            const auto cells = tailCells(scored, users->columns[0], userTail, items->columns[0], itemTail);
            for (std::size_t cell = 0; cell < cells.size(); ++cell)
                QVERIFY2(isSlice(cells[cell], one["cells"][cell]), cells[cell].name.c_str());
            const auto slices = slicesByValue(scored, items->columns[0]);
            QCOMPARE(slices.size(), one["by_item"].size());
            for (const auto& slice : slices)
                QVERIFY2(isSlice(slice, one["by_item"][slice.name]), slice.name.c_str());
            QVERIFY(std::is_sorted(slices.begin(), slices.end(), [](const Slice& a, const Slice& b) { return a.rows > b.rows; }));
        }
    }

private:
    static void checkCalibration(const Calibration& found, const json& expected) {
        QVERIFY(near(found.expectedError, expected["expected_error"]));
        QVERIFY(near(found.ratio, expected["ratio"]));
        QCOMPARE(found.bins.size(), expected["table"].size());
        for (std::size_t bin = 0; bin < found.bins.size(); ++bin) {
            QCOMPARE(found.bins[bin].rows, expected["table"][bin]["rows"].get<std::size_t>());
            QVERIFY(near(found.bins[bin].meanPredicted, expected["table"][bin]["mean_predicted"]));
            QVERIFY(near(found.bins[bin].meanObserved, expected["table"][bin]["mean_observed"]));
        }
    }
};

QTEST_APPLESS_MAIN(ScoreComparisonTest)
#include "tst_score_comparison.moc"
