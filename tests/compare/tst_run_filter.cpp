// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/run_filter.h"
#include "core/compare/run_values.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace cpw;
using namespace cpw::compare;

namespace {

api::RunSummary makeRun(std::int64_t id, const std::string& backbone, std::optional<double> auc) {
    api::RunSummary run;
    run.id = {id};
    run.backbone = backbone;
    run.state = api::RunState::Finished;
    run.name = "Night run";
    run.tags = {"baseline", "paper"};
    if (auc)
        run.results["test/auc"] = *auc;
    return run;
}

bool fits(const std::string& filter, const api::RunSummary& run) {
    const auto parsed = RunFilter::parse(filter);
    return parsed && parsed->fits(run);
}

} // namespace

class TestRunFilter : public QObject {
    Q_OBJECT
private slots:
    void comparesNumbersAndTexts_data();
    void comparesNumbersAndTexts();
    void aDataSetIsFoundByBothOfItsNames();
    void aRunWithoutTheValueNeverFits();
    void unknownValuesAndBadTermsAreUsageErrors();
    void manyRunsAreFilteredAsEachAlone();
    void whatIsNotANumberFitsNoComparison();
    void sortsWithMissingValuesLast();
};

void TestRunFilter::comparesNumbersAndTexts_data() {
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("isFitting");
    QTest::newRow("greater") << "auc > 0.7" << true;
    QTest::newRow("not greater") << "auc > 0.75" << false;
    QTest::newRow("at least") << "auc >= 0.75" << true;
    QTest::newRow("less without blanks") << "auc<0.8" << true;
    QTest::newRow("full metric name") << "test/auc = 0.75" << true;
    QTest::newRow("text") << "backbone = dcn_v2" << true;
    QTest::newRow("quoted text") << "backbone = \"dcn_v2\"" << true;
    QTest::newRow("other text") << "backbone != dcn_v2" << false;
    QTest::newRow("both") << "auc > 0.7 and backbone = dcn_v2" << true;
    QTest::newRow("one of both") << "auc > 0.7 and backbone = deepfm" << false;
    QTest::newRow("contains, any case") << "name ~ night" << true;
    QTest::newRow("tag") << "tags ~ paper" << true;
    QTest::newRow("run number") << "id = r-0004" << true;
    QTest::newRow("number against text") << "seed = many" << false;
}

void TestRunFilter::comparesNumbersAndTexts() {
    QFETCH(QString, filter);
    QFETCH(bool, isFitting);
    QCOMPARE(fits(filter.toStdString(), makeRun(4, "dcn_v2", 0.75)), isFitting);
}

void TestRunFilter::aDataSetIsFoundByBothOfItsNames() {
    auto run = makeRun(1, "dcn_v2", 0.75);
    run.dataset = "sample";
    for (const char* filter : {"data = sample", "data = Bookshop", "dataset = bookshop", "data ~ shop", "data ~ SAMP", "data != MovieLens-1M"})
        QVERIFY2(fits(filter, run), filter);
    for (const char* filter : {"data != Bookshop", "data != sample", "data = Book", "data ~ lens"})
        QVERIFY2(!fits(filter, run), filter);
    const auto named = RunFilter::parseLine("data = 书店", {}, "Filter", {{"sample", "书店"}}); // as another language shows it
    QVERIFY(named && named->fits(run));
    run.dataset = "movielens_1m";
    QVERIFY(fits("data = MovieLens-1M", run) && !named->fits(run));
}

void TestRunFilter::aRunWithoutTheValueNeverFits() {
    const auto run = makeRun(1, "dcn_v2", std::nullopt);
    QVERIFY(!fits("auc > 0", run));
    QVERIFY(!fits("auc != 0.5", run));
}

void TestRunFilter::unknownValuesAndBadTermsAreUsageErrors() {
    for (const char* text : {"colour = red", "auc", "", "auc > 0.7 and", "= 3"}) {
        const auto parsed = RunFilter::parse(text);
        QVERIFY2(!parsed, text);
        QCOMPARE(parsed.error().code, ErrorCode::Usage);
    }
}

void TestRunFilter::manyRunsAreFilteredAsEachAlone() {
    std::mt19937 random(7);
    const auto draw = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
    std::vector<api::RunSummary> runs;
    std::vector<Settings> settings;
    for (int i = 0; i < 300; ++i) {
        auto run = makeRun(i, std::vector<std::string>{"dcn_v2", "deepfm", "fm"}.at(static_cast<std::size_t>(draw(3))), draw(4) == 0 ? std::nullopt : std::optional(0.7 + 0.001 * draw(100)));
        run.seed = static_cast<std::uint64_t>(draw(5));
        run.dataset = draw(2) == 0 ? "movielens_1m" : "sample";
        run.tags = draw(2) == 0 ? std::vector<std::string>{"paper"} : std::vector<std::string>{};
        runs.push_back(run);
        settings.push_back({{"stages.0.batch", std::to_string(32 << draw(4))}});
    }
    const RunValues values(runs.size(), [&](std::size_t i) -> const api::RunSummary& { return runs[i]; });
    for (const char* text : {"auc > 0.75", "auc <= 0.72 and backbone = dcn_v2", "data = MovieLens-1M and seed != 3", "tags ~ PAPER", "backbone ~ fm and id > 100",
                             "stages.0.batch >= 64", "stages.0.batch > 100 and auc > 0.71 and backbone != fm", "auc > 2", "log_loss < 1", "name = Night run"}) {
        const auto filter = RunFilter::parseLine(text, {"stages.0.batch"}, "Filter");
        QVERIFY(filter);
        for (const bool areKnown : {true, false}) {
            const auto settingsAt = [&](std::size_t i) { return areKnown ? &settings[i] : nullptr; };
            const auto fitting = filter->fitting(values, settingsAt);
            QCOMPARE(fitting.size(), runs.size());
            for (std::size_t i = 0; i < runs.size(); ++i)
                QCOMPARE(fitting[i] == 1, filter->fits(runs[i], settingsAt(i)));
        }
    }
}

void TestRunFilter::whatIsNotANumberFitsNoComparison() {
    const auto run = makeRun(1, "fm", std::nan(""));
    for (const char* text : {"auc = 0.7", "auc >= 0.7", "auc <= 0.7", "auc != 0.7"}) {
        QVERIFY(!fits(text, run));
        QCOMPARE(RunFilter::parse(text)->fitting(RunValues(1, [&](std::size_t) -> const api::RunSummary& { return run; }), {}), std::vector<char>{0});
    }
}

void TestRunFilter::sortsWithMissingValuesLast() {
    const auto order = [](const std::string& key) {
        std::vector<api::RunSummary> runs = {makeRun(1, "b", 0.6), makeRun(2, "c", std::nullopt), makeRun(3, "a", 0.8)};
        std::string ids;
        if (!sortRuns(runs, key))
            return std::string("error");
        for (const auto& run : runs)
            ids += std::to_string(run.id.value);
        return ids;
    };
    QCOMPARE(order("auc"), std::string("132"));
    QCOMPARE(order("-auc"), std::string("312"));
    QCOMPARE(order("backbone"), std::string("312"));
    QCOMPARE(order("colour"), std::string("error"));
}

QTEST_APPLESS_MAIN(TestRunFilter)
#include "tst_run_filter.moc"
