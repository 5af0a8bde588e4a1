// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_context.h"
#include "app/cli/result_report.h"
#include "app/cli/run_report.h"
#include "app/cli/spec_assembly.h"
#include "app/cli/svg_curves.h"
#include "app/cli/table_printer.h"
#include "core/api/run_plan.h"

#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace cpw;
using namespace cpw::cli;

namespace {

ArmResult makeResult(const std::string& arm, std::uint64_t seed, double auc) {
    ArmResult result{arm, {}};
    result.summary.id = {static_cast<std::int64_t>(seed)};
    result.summary.seed = seed;
    result.summary.results = {{"test/auc", auc}, {"test/log_loss", 0.5}};
    return result;
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT
private slots:
    void seedsAreListsAndRanges();
    void badSeedsAreUsageErrors();
    void rowRangesAndAssignments();
    void tablesAlignByCharactersNotBytes();
    void differencesArePairedBySeed();
    void noIntervalBelowThreePairs();
    void differingOptionsHaveDottedPaths();
    void picturesAreWellFormedAndSkipNotNumbers();
    void smoothingKeepsTheMean();
};

void TestCommandLine::seedsAreListsAndRanges() {
    using Seeds = std::vector<std::uint64_t>;
    QCOMPARE(*api::parseSeeds("7"), Seeds({7}));
    QCOMPARE(*api::parseSeeds("1,2,3"), Seeds({1, 2, 3}));
    QCOMPARE(*api::parseSeeds("1-3,9"), Seeds({1, 2, 3, 9}));
}

void TestCommandLine::badSeedsAreUsageErrors() {
    for (const char* text : {"", "a", "1,", "3-1", "1-3,2", "-1", "1-100000"}) {
        const auto seeds = api::parseSeeds(text);
        QVERIFY2(!seeds, text);
        QCOMPARE(seeds.error().code, ErrorCode::Usage);
    }
}

void TestCommandLine::rowRangesAndAssignments() {
    QCOMPARE(parseRowRange("0:64")->first, std::uint64_t{0});
    QCOMPARE(parseRowRange("0:64")->end, std::uint64_t{64});
    for (const char* text : {"5", "5:", ":5", "5:5", "a:b", "1:2:3"})
        QVERIFY2(!parseRowRange(text), text);
    QCOMPARE(parseAssignment("text.segment=<field>=<value>")->value, std::string("<field>=<value>"));
    QVERIFY(!parseAssignment("no_value"));
    QVERIFY(!parseAssignment("=3"));
}

void TestCommandLine::tablesAlignByCharactersNotBytes() {
    TextTable table({{"name"}, {"n", Align::Right}});
    table.add({"é", "7"});
    table.add({"longer", "12"});
    QCOMPARE(table.text(), std::string("name     n\n------  --\né        7\nlonger  12\n"));
}

void TestCommandLine::differencesArePairedBySeed() {
    // Differences 0.02, 0.01, 0.03: mean 0.02, sd 0.01, half interval 4.302653 * 0.01 / sqrt(3) = 0.0248414
    const std::vector<ArmResult> results = {makeResult("a", 1, 0.70), makeResult("b", 1, 0.72), makeResult("a", 2, 0.80),
                                            makeResult("b", 2, 0.81), makeResult("b", 3, 0.73), makeResult("a", 3, 0.70)};
    const auto report = reportJson(results, std::nullopt);
    const auto& difference = report["differences"][0]["test/auc"];
    QCOMPARE(difference["n"].get<int>(), 3);
    QVERIFY(std::abs(difference["mean"].get<double>() - 0.02) < 1e-12);
    QVERIFY(std::abs(difference["interval95"][0].get<double>() - (0.02 - 0.0248414)) < 1e-7);
    QVERIFY(reportText(results, std::nullopt).find("+0.02000 [-0.00484, +0.04484]") != std::string::npos);
}

void TestCommandLine::noIntervalBelowThreePairs() {
    const std::vector<ArmResult> results = {makeResult("a", 1, 0.70), makeResult("b", 1, 0.72), makeResult("a", 2, 0.70), makeResult("b", 2, 0.71)};
    const auto report = reportJson(results, std::nullopt);
    QCOMPARE(report["differences"][0]["test/auc"]["n"].get<int>(), 2);
    QVERIFY(!report["differences"][0]["test/auc"].contains("interval95"));
    QVERIFY(!reportJson({results[0], results[1]}, std::nullopt).contains("differences"));
}

void TestCommandLine::differingOptionsHaveDottedPaths() {
    const nlohmann::json first = {{"seed", 1}, {"stages", {{{"batch", 64}}}}}, second = {{"seed", 1}, {"stages", {{{"batch", 128}}}}, {"more", true}};
    const auto differences = specDifferences(first, second);
    QCOMPARE(differences.size(), std::size_t{2});
    QCOMPARE(differences[0].path, std::string("more"));
    QVERIFY(differences[0].first.is_null());
    QCOMPARE(differences[1].path, std::string("stages.0.batch"));
    QCOMPARE(differences[1].second.get<int>(), 128);
}

void TestCommandLine::picturesAreWellFormedAndSkipNotNumbers() {
    const std::vector<CurvePanel> panels = {{"Loss <a & b>", "epoch", {{"dcn_v2", {{0, 1}, {1, std::nan("")}, {2, 0.5}}}, {"lm", {}}}, false},
                                            {"AUC", "epoch", {{"dcn_v2", {{1, 0.7}}}}, true}};
    const auto svg = curvesSvg("Bookshop", panels);
    QXmlStreamReader reader(QByteArray::fromStdString(svg));
    int circles = 0;
    while (!reader.atEnd())
        circles += reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("circle") ? 1 : 0;
    QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    QCOMPARE(circles, 1);
    QVERIFY(svg.find("nan") == std::string::npos);
}

void TestCommandLine::smoothingKeepsTheMean() {
    std::vector<CurvePoint> points;
    for (int i = 0; i < 10; ++i)
        points.push_back({static_cast<double>(i), static_cast<double>(i * i)});
    const auto smooth = smoothed(points, 2);
    QCOMPARE(smooth.size(), std::size_t{2});
    QCOMPARE(smooth[0].y, 6.0);  // (0 + 1 + 4 + 9 + 16) / 5
    QCOMPARE(smooth[1].y, 51.0); // (25 + 36 + 49 + 64 + 81) / 5
    QCOMPARE(smoothed(points, 20).size(), std::size_t{10});
}

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
