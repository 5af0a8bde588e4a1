// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/group_comparison.h"
#include "tests/support/test_data.h"

#include <QTest>

#include <cmath>
#include <fstream>

using namespace cpw;
using namespace cpw::cli;
using namespace cpw::compare;
using nlohmann::json;

namespace {

api::RunSummary makeRun(std::int64_t id, std::uint64_t seed, double auc, api::RunState state = api::RunState::Finished) {
    api::RunSummary run;
    run.id = {id};
    run.seed = seed;
    run.state = state;
    run.results = {{"test/auc", auc}, {"test/log_loss", 1 - auc}};
    return run;
}

bool near(double a, double b, double tolerance = 1e-9) {
    return std::abs(a - b) <= tolerance;
}

std::string errorOf(const std::vector<api::RunSummary>& first, const std::vector<api::RunSummary>& second) {
    const auto groups = pairGroups(first, second);
    return groups ? std::string() : groups.error().text();
}

} // namespace

class TestGroupComparison : public QObject {
    Q_OBJECT
private slots:
    void runsArePairedBySeed();
    void pairedTestsEqualSciPy();
    void noIntervalAndNoTestBelowThreePairs();
    void groupsThatDoNotPairAreExplained();
    void metricsThatNobodyHasListTheKnown();
};

void TestGroupComparison::runsArePairedBySeed() {
    const auto groups =
        pairGroups({makeRun(1, 3, .8), makeRun(2, 1, .7), makeRun(3, 9, .7), makeRun(4, 2, .7, api::RunState::Failed)},
                   {makeRun(5, 1, .6), makeRun(6, 3, .7), makeRun(7, 8, .7)});
    QVERIFY2(groups, groups ? "" : groups.error().text().c_str());
    QCOMPARE(groups->pairs.size(), std::size_t{2});
    QCOMPARE(groups->pairs[0].seed, std::uint64_t{1});
    QCOMPARE(groups->pairs[0].first.id.value, std::int64_t{2});
    QCOMPARE(groups->pairs[0].second.id.value, std::int64_t{5});
    QCOMPARE(groups->unpaired.size(), std::size_t{2});
    QCOMPARE(groups->unfinished.size(), std::size_t{1});
    const auto comparison = compareMetric(*groups, "test/auc");
    QVERIFY(near(comparison->difference.mean, 0.1));
    QVERIFY(near(*comparison->relativeImprovement, 0.25 / 0.15 - 1));
    QVERIFY(!compareMetric(*groups, "test/log_loss")->relativeImprovement);
}

void TestGroupComparison::pairedTestsEqualSciPy() {
    std::ifstream file(cpw::test::dataPath("/golden/student.json"));
    const auto document = json::parse(file);
    QCOMPARE(document["paired"].size(), std::size_t{3});
    for (const auto& one : document["paired"]) {
        std::vector<api::RunSummary> first, second;
        for (std::size_t i = 0; i < one["first"].size(); ++i) {
            first.push_back(makeRun(static_cast<std::int64_t>(2 * i + 1), i, one["first"][i]));
            second.push_back(makeRun(static_cast<std::int64_t>(2 * i + 2), i, one["second"][i]));
        }
        const auto groups = *pairGroups(first, second);
        const auto comparison = *compareMetric(groups, "test/auc");
        QVERIFY(near(comparison.difference.mean, one["mean"]));
        QVERIFY(comparison.test.has_value());
        QVERIFY(near(comparison.test->t, one["t"], 1e-8));
        QVERIFY(near(comparison.test->pValue, one["p_value"], 1e-10));
        QVERIFY(near(comparison.difference.mean - *comparison.difference.halfInterval, one["interval"][0]));
        QVERIFY(near(comparison.difference.mean + *comparison.difference.halfInterval, one["interval"][1]));
        const auto printed = comparisonJson(groups, {comparison});
        QCOMPARE(printed["metrics"]["test/auc"]["difference"]["n"].get<std::size_t>(), one["first"].size());
        QVERIFY(near(printed["metrics"]["test/auc"]["difference"]["p_value"], one["p_value"], 1e-10));
        QVERIFY(comparisonText(groups, {comparison}).find("r-0001") != std::string::npos);
    }
}

void TestGroupComparison::noIntervalAndNoTestBelowThreePairs() {
    const auto groups = *pairGroups({makeRun(1, 1, .8), makeRun(2, 2, .7)}, {makeRun(3, 1, .6), makeRun(4, 2, .6)});
    const auto comparison = *compareMetric(groups, "test/auc");
    QCOMPARE(comparison.difference.count, std::size_t{2});
    QVERIFY(!comparison.difference.halfInterval && !comparison.test);
    const auto printed = comparisonJson(groups, {comparison})["metrics"]["test/auc"]["difference"];
    QVERIFY(!printed.contains("interval95") && !printed.contains("p_value"));
    // Equal differences have no spread, so there is no test either.
    const auto equal = *pairGroups({makeRun(1, 1, .75), makeRun(2, 2, .75), makeRun(3, 3, .75)},
                                   {makeRun(4, 1, .5), makeRun(5, 2, .5), makeRun(6, 3, .5)});
    QVERIFY(!compareMetric(equal, "test/auc")->test);
}

void TestGroupComparison::groupsThatDoNotPairAreExplained() {
    const auto contains = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
    QVERIFY(contains(errorOf({}, {makeRun(1, 1, .5)}), "--group: no run fits"));
    QVERIFY(contains(errorOf({makeRun(1, 1, .5)}, {}), "--against: no run fits"));
    QVERIFY(contains(errorOf({makeRun(1, 1, .5), makeRun(2, 1, .6)}, {makeRun(3, 1, .5)}), "r-0001 and r-0002 both have seed 1"));
    QVERIFY(contains(errorOf({makeRun(1, 1, .5)}, {makeRun(1, 1, .5)}), "r-0001 is in both groups"));
    QVERIFY(contains(errorOf({makeRun(1, 1, .5)}, {makeRun(2, 2, .5)}), "no seed in common"));
}

void TestGroupComparison::metricsThatNobodyHasListTheKnown() {
    const auto groups = *pairGroups({makeRun(1, 1, .8)}, {makeRun(3, 1, .6)});
    const auto text = compareMetric(groups, "test/f1").error().text();
    QVERIFY(text.find("test/f1") != std::string::npos && text.find("test/auc, test/log_loss") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestGroupComparison)
#include "tst_group_comparison.moc"
