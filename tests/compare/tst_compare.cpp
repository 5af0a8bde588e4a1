// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spec_json.h"
#include "core/compare/mean_curve.h"
#include "core/compare/paired_groups.h"
#include "core/compare/run_filter.h"
#include "core/compare/settings.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace cpw;
using namespace cpw::compare;

namespace {

api::RunSummary makeRun(std::int64_t id, std::uint64_t seed, double auc) {
    api::RunSummary run;
    run.id = {id};
    run.seed = seed;
    run.state = api::RunState::Finished;
    run.results = {{"test/auc", auc}};
    return run;
}

api::MetricSeries seriesOf(const std::vector<std::pair<std::int64_t, double>>& points) {
    api::MetricSeries series{"valid/auc", {}};
    for (const auto& [step, value] : points)
        series.points.push_back({step, static_cast<double>(step) / 10, value, api::Clock::time_point(std::chrono::seconds(1000 + step)), 0});
    return series;
}

bool near(double a, double b, double tolerance = 1e-12) {
    return std::abs(a - b) <= tolerance;
}

} // namespace

class TestCompare : public QObject {
    Q_OBJECT
private slots:
    void theFilterOfThePictureWorks();
    void settingsAreFilteredByTheirPath();
    void aBadTermIsNamedWithItsPlace();
    void seedsOfOneSettingShareTheirGroup();
    void onlyDifferingSettingsAreTold();
    void aStageIsHeldAgainstTheStageOfItsKind();
    void anAbsentStageIsOneLineAndItsOthersAreStillCompared();
    void meanAndBandOfHandValues();
    void stepsThatOneRunLacksAreLeftOut();
    void oneRunIsItsOwnMean();
    void rowsAreCountedByTheBatchOfEachStage();
    void differencesArePairedBySeed();
};

void TestCompare::theFilterOfThePictureWorks() {
    auto run = makeRun(1, 1, 0.8387);
    run.dataset = "movielens_1m";
    run.created = api::Clock::time_point(std::chrono::seconds(1'793'491'200 + 3600)); // 2026-11-01 01:00 UTC
    const auto fits = [&](const char* text) { return RunFilter::parse(text)->fits(run); };
    QVERIFY(fits("data = MovieLens-1M and date > 2026-11-01 and auc > 0.82"));
    QVERIFY(!fits("data = MovieLens-1M and date > 2026-11-02 and auc > 0.82"));
    QVERIFY(!fits("data = MovieLens-100K"));
    QVERIFY(!fits("data = MovieLens-1M and auc > 0.84"));
    QVERIFY(!RunFilter::parse("date > 2026-13-01"));
}

void TestCompare::settingsAreFilteredByTheirPath() {
    const std::set<std::string> known = {"stages.0.batch", "device"};
    const auto fits = [&](const char* text, const Settings* settings) {
        return RunFilter::parseLine(text, known, "Filter")->fits(makeRun(1, 1, 0.7), settings);
    };
    const Settings settings = {{"stages.0.batch", "1024"}, {"device", "cuda:1"}};
    QVERIFY(fits("stages.0.batch >= 1024 and auc > 0.6", &settings));
    QVERIFY(!fits("stages.0.batch > 1024", &settings));
    QVERIFY(fits("stages.0.batch > 256", &settings)); // as numbers: as texts 1024 comes before 256
    QVERIFY(fits("device ~ CUDA", &settings));
    QVERIFY(!fits("device ~ cuda", nullptr));
}

void TestCompare::aBadTermIsNamedWithItsPlace() {
    const auto fault = RunFilter::parseLine("auc > 0.7 and  colour = red and seed = 1", {}, "Filter");
    QVERIFY(!fault);
    QCOMPARE(fault.error().begin, std::size_t{15});
    QCOMPARE(fault.error().end, std::size_t{27});
    QVERIFY(fault.error().error.text().find("colour") != std::string::npos);
}

void TestCompare::seedsOfOneSettingShareTheirGroup() {
    api::RunSpec spec;
    spec.stages.resize(1);
    auto other = spec;
    other.seed = 7;
    other.name = "again";
    QCOMPARE(api::groupHash(spec), api::groupHash(other));
    other.prompts.count += 1;
    QVERIFY(api::groupHash(spec) != api::groupHash(other));
    QCOMPARE(groupText({{"a", "1"}}, {"a", "b"}), std::string("a = 1, b = none"));
}

void TestCompare::onlyDifferingSettingsAreTold() {
    api::RunSpec spec;
    spec.stages.resize(1);
    auto other = spec;
    other.seed = 9;
    other.name = "other";
    other.backbone.id = "deepfm";
    other.stages[0].batch = 77;
    const auto first = settingsOf(spec), second = settingsOf(other);
    const auto difference = differingSettings({&first, &second});
    QCOMPARE(difference.rows.size(), std::size_t{2});
    QCOMPARE(difference.rows[0].key, std::string("backbone.id"));
    QCOMPARE(difference.rows[0].values, (std::vector<std::string>{"dcn_v2", "deepfm"}));
    QVERIFY(difference.rows[1].key.starts_with("stages.") && difference.rows[1].key.ends_with(".batch"));
    QCOMPARE(difference.rows[1].values[1], std::string("77"));
    QCOMPARE(difference.total, first.size() - 2); // all but name and seed
}

void TestCompare::aStageIsHeldAgainstTheStageOfItsKind() {
    const Settings both = {{"stages.0.kind", "pa_mlm"}, {"stages.0.batch", "64"}, {"stages.1.kind", "finetune_ctr"}, {"stages.1.batch", "256"}};
    const Settings one = {{"stages.0.kind", "finetune_ctr"}, {"stages.0.batch", "256"}};
    QStringList keys;
    for (const auto& row : differingSettings({&both, &one}).rows)
        keys << QString::fromStdString(row.key + " " + row.values[0] + " " + row.values[1]);
    QCOMPARE(keys, (QStringList{"stages.pa_mlm present absent"}));
}

void TestCompare::anAbsentStageIsOneLineAndItsOthersAreStillCompared() {
    const Settings first = {{"stages.0.kind", "pa_mlm"}, {"stages.0.batch", "64"}, {"stages.0.epochs", "2"}, {"fusion", "sum"}};
    const Settings second = {{"stages.0.kind", "pa_mlm"}, {"stages.0.batch", "128"}, {"stages.0.epochs", "2"}, {"fusion", "ctr"}};
    const Settings third = {{"stages.0.kind", "finetune_ctr"}, {"stages.0.batch", "64"}, {"fusion", "sum"}};
    QStringList lines;
    for (const auto& row : differingSettings({&first, &second, &third}).rows)
        lines << QString::fromStdString(row.key + " " + row.values[0] + " " + row.values[1] + " " + row.values[2]);
    QCOMPARE(lines, (QStringList{"fusion sum ctr sum", "stages.finetune_ctr absent absent present", "stages.pa_mlm present present absent",
                                 "stages.pa_mlm.batch 64 128 absent"}));
}

void TestCompare::meanAndBandOfHandValues() {
    const auto a = seriesOf({{10, 1}, {20, 2}}), b = seriesOf({{10, 2}, {20, 4}}), c = seriesOf({{10, 3}, {20, 6}});
    const auto curve = meanCurve({&a, &b, &c});
    QCOMPARE(curve.runs, std::size_t{3});
    QCOMPARE(curve.size(), std::size_t{2});
    QCOMPARE(curve.steps[0], std::int64_t{10});
    QVERIFY(near(curve.means[0], 2));
    QVERIFY(near(curve.epochs[0], 1));
    QVERIFY(near(curve.seconds[1], 10));
    QVERIFY(near(curve.at(0).deviation, 1));
    QVERIFY(near(*curve.at(0).halfInterval, 2.484138, 1e-6)); // t(2) 4.302653 * 1 / sqrt(3)
    QVERIFY(near(*curve.at(1).halfInterval, 4.968275, 1e-6));
    QVERIFY(!meanCurve({&a, &b}).at(0).halfInterval);
}

void TestCompare::stepsThatOneRunLacksAreLeftOut() {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    const auto a = seriesOf({{10, 1}, {20, 2}, {30, 3}, {20, 8}}), b = seriesOf({{10, kNan}, {20, 4}});
    const auto curve = meanCurve({&a, &b});
    QCOMPARE(curve.size(), std::size_t{1});
    QCOMPARE(curve.steps[0], std::int64_t{20});
    QVERIFY(near(curve.means[0], 6)); // the repeated step counts once, as it was last
    QCOMPARE(curve.stepsLeftOut, std::size_t{2});
    QCOMPARE(meanCurve({}).size(), std::size_t{0});
}

void TestCompare::oneRunIsItsOwnMean() {
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    const auto a = seriesOf({{10, 1}, {20, kNan}, {30, 3}});
    const auto curve = meanCurve({&a});
    QCOMPARE(curve.steps, (std::vector<std::int64_t>{10, 30}));
    QCOMPARE(curve.means, (std::vector<double>{1, 3}));
    QCOMPARE(curve.seconds, (std::vector<double>{0, 20}));
    QCOMPARE(curve.stepsLeftOut, std::size_t{1});
    QVERIFY(curve.deviations.empty());
    QCOMPARE(curve.at(1).count, std::size_t{1});
}

void TestCompare::rowsAreCountedByTheBatchOfEachStage() {
    // 100 steps of 64 rows, then steps of 256.
    const RowCount rows({{1, 64}, {101, 256}});
    QCOMPARE(rows.after(0), 0.0);
    QCOMPARE(rows.after(50), 3200.0);
    QCOMPARE(rows.after(100), 6400.0);
    QCOMPARE(rows.after(101), 6656.0);
    QCOMPARE(rows.after(110), 6400.0 + 2560.0);
    QCOMPARE(RowCount().after(7), 7.0); // nothing known: steps
}

void TestCompare::differencesArePairedBySeed() {
    const auto a = makeRun(1, 1, .8), b = makeRun(2, 2, .7), c = makeRun(3, 3, .9), twice = makeRun(8, 3, .1);
    const auto d = makeRun(4, 1, .7), e = makeRun(5, 2, .65), f = makeRun(6, 9, .5), g = makeRun(7, 3, .6);
    auto failed = makeRun(9, 2, .1);
    failed.state = api::RunState::Failed;
    const auto differences = differencesBySeed({&a, &b, &c, &failed}, {&d, &e, &f, &g}, "test/auc");
    QCOMPARE(differences.size(), std::size_t{3});
    QVERIFY(near(differences[0].value, .1) && near(differences[1].value, .05) && near(differences[2].value, .3));
    const auto summary = summaryOf(differences);
    QVERIFY(near(summary.mean, .15));
    // Squares .0025 + .01 + .0225 = .035; sd sqrt(.0175) = .1322876; half 4.302653 * .1322876 / sqrt(3) = .328621
    QVERIFY(near(*summary.halfInterval, .328621, 1e-6));
    QCOMPARE(differencesBySeed({&a, &c, &twice}, {&d, &g}, "test/auc").size(), std::size_t{1});
    QVERIFY(differencesBySeed({&a}, {&d}, "test/log_loss").empty());
}

QTEST_APPLESS_MAIN(TestCompare)
#include "tst_compare.moc"
