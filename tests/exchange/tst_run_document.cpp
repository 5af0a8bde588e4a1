// SPDX-License-Identifier: GPL-3.0-or-later
// The document of runs holds all that the store holds, as JSON, in pieces.
#include "core/api/spec_json.h"
#include "core/compare/settings.h"
#include "core/exchange/local_exchange.h"
#include "core/exchange/run_document.h"
#include "tests/db/store_samples.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace cpw;
using db::samples::Place;
using nlohmann::json;

/// Numbers are compared as numbers: 1 is 1.0.
#define COMPARE_JSON(found, expected)                                                                                                                \
    do {                                                                                                                                             \
        const json& found_ = (found);                                                                                                                \
        const json expected_ = (expected);                                                                                                           \
        QVERIFY2(found_ == expected_, (found_.dump() + " is not " + expected_.dump()).c_str());                                                      \
    } while (false)

namespace {

constexpr int kManyPoints = 20'000; // four blocks and a tail

struct Bench {
    Place place;
    std::unique_ptr<db::SqliteStore> store = db::samples::open(place.file);
    std::unique_ptr<api::RunExchange> exchange = exchange::makeLocalExchange(*store, "ClickPrompt Workbench 9.9");

    api::RunId makeRun() {
        const auto run = store->createRun(db::samples::spec("quotes \" and lines\n")).value();
        store->record(db::samples::event(run, api::RunStarted{"hash", "cpu, 2 threads", false, 0}));
        for (int i = 1; i <= kManyPoints; ++i)
            store->record(db::samples::point(run, "train/loss", i, 1.0 / i));
        store->record(db::samples::point(run, "odd", 1, std::numeric_limits<double>::quiet_NaN()));
        store->record(db::samples::point(run, "odd", 2, std::numeric_limits<double>::infinity()));
        store->record(db::samples::point(run, "odd", 3, -std::numeric_limits<double>::infinity()));
        store->record(db::samples::point(run, "test/auc", 9, std::numeric_limits<double>::quiet_NaN()));
        store->record(db::samples::event(run, api::LogLine{api::LogLevel::Warning, 5, "odd \\ text \xF0\x9F\x98\x80"}));
        store->record(db::samples::event(run, api::RunFinished{kManyPoints, 12}));
        db::samples::flush(*store);
        if (!store->setNote(run, "a note") || !store->setTags(run, {"one", "two"}))
            qFatal("cannot write");
        return run;
    }
    std::filesystem::path write(const std::vector<api::RunId>& runs) {
        auto path = place.root / "runs.json";
        if (const auto written = exchange->exportDocument(runs, path, {}); !written)
            qFatal("%s", written.error().text().c_str());
        return path;
    }
    json document(const std::vector<api::RunId>& runs) {
        return json::parse(db::samples::contentOf(write(runs))); // throws where it is no JSON
    }
};

} // namespace

class RunDocumentTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everythingOfTheStoreIsInIt();
    void importedRunsAreInItToo();
    void checkpointsTellTheirFactsWithoutTensors();
    void longCurvesComeInPieces();
    void aStopOrAFailureLeavesTheOldFile();
    void aDocumentComesBackIntoAnotherFile();
    void theSameAgainChangesNothing();
    void aRunThatHadNotEndedIsInterrupted();
    void badDocumentsSayWhereAndWhy_data();
    void badDocumentsSayWhereAndWhy();
};

void RunDocumentTest::everythingOfTheStoreIsInIt() {
    Bench bench;
    const auto first = bench.makeRun();
    const auto fork = bench.store->createFork(db::samples::spec("fork"), {first, 7}).value();
    const auto document = bench.document({first, fork});
    QCOMPARE(document["format"].get<std::string>(), std::string("clickprompt-runs"));
    QCOMPARE(document["format_version"].get<int>(), exchange::kRunDocumentVersion);
    QCOMPARE(document["program"].get<std::string>(), std::string("ClickPrompt Workbench 9.9"));
    QCOMPARE(document["runs"].size(), std::size_t{2});
    const auto& run = document["runs"][0];
    const auto summary = bench.store->run(first).value();
    QCOMPARE(run["run"].get<std::string>(), std::string("r-0001"));
    QCOMPARE(run["name"].get<std::string>(), summary.name);
    QCOMPARE(run["state"].get<std::string>(), std::string("finished"));
    QCOMPARE(run["spec_hash"].get<std::string>(), summary.specHash);
    QCOMPARE(run["seed"].get<int>(), 7);
    QCOMPARE(run["step"].get<int>(), kManyPoints);
    QCOMPARE(run["seconds"].get<double>(), summary.seconds);
    QCOMPARE(run["note"].get<std::string>(), std::string("a note"));
    COMPARE_JSON(run["tags"], json::array({"one", "two"}));
    COMPARE_JSON(run["spec"], (api::toJson(bench.store->spec(first).value())));
    QCOMPARE(run["results"].dump(), std::string(R"({"test/auc":"NaN"})"));
    COMPARE_JSON(run["checkpoints"], (json::array()));
    QCOMPARE(run["environment"].size(), std::size_t{1});
    QCOMPARE(run["environment"][0]["text"].get<std::string>(), std::string("Started on cpu, 2 threads."));

    const auto events = bench.store->events(first).value();
    QCOMPARE(run["events"].size(), events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        QCOMPARE(run["events"][i]["text"].get<std::string>(), events[i].text);
        QCOMPARE(run["events"][i]["kind"].get<std::string>(), events[i].kind);
        QCOMPARE(run["events"][i]["step"].get<std::int64_t>(), events[i].step);
    }
    const auto names = bench.store->metricNames(first).value();
    QCOMPARE(run["metrics"].size(), names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto& curve = run["metrics"][i];
        QCOMPARE(curve["name"].get<std::string>(), names[i]);
        const auto points = bench.store->metric(first, names[i])->points;
        for (const char* column : {"step", "value", "epoch", "stage", "time"})
            QCOMPARE(curve[column].size(), points.size());
        for (std::size_t k = 0; k < points.size(); ++k) {
            QCOMPARE(curve["step"][k].get<std::int64_t>(), points[k].step);
            QCOMPARE(curve["stage"][k].get<int>(), points[k].stage);
            if (std::isfinite(points[k].value))
                QVERIFY(curve["value"][k].get<double>() == points[k].value); // to the bit
            QVERIFY(curve["epoch"][k].get<double>() == points[k].epoch);
        }
    }
    QCOMPARE(run["metrics"][0]["value"].dump(), std::string(R"(["NaN","Infinity","-Infinity"])"));
    QCOMPARE(document["runs"][1]["parent"].get<std::string>(), std::string("r-0001"));
    QCOMPARE(document["runs"][1]["parent_step"].get<int>(), 7);
    COMPARE_JSON(document["runs"][1]["metrics"], (json::array()));
}

void RunDocumentTest::importedRunsAreInItToo() {
    Bench bench;
    api::ForeignRun foreign;
    foreign.origin = {"mlflow", "/data/mlruns", "abc"};
    foreign.name = "foreign";
    foreign.settings = {{"lr", "0.1"}};
    foreign.metrics = {{"loss", {{1, 0, 0.5, {}, 0}}}};
    const auto imported = bench.store->importRun(foreign);
    VERIFY_OK(imported);
    const auto document = bench.document({imported->run});
    const auto& run = document["runs"][0];
    COMPARE_JSON(run["imported_from"], (json({{"program", "mlflow"}, {"source", "/data/mlruns"}, {"id", "abc"}})));
    QVERIFY(run["spec"].is_null());
    COMPARE_JSON(run["settings"], (json({{"lr", "0.1"}})));
    COMPARE_JSON(run["metrics"][0]["value"], json::array({0.5}));
    COMPARE_JSON(run["metrics"][0]["time"], json::array({0.0}));
}

void RunDocumentTest::checkpointsTellTheirFactsWithoutTensors() {
    Bench bench;
    const auto run = bench.makeRun();
    const auto place = bench.store->runFolder(run) / "checkpoints";
    for (const char* name : {"step-00000020", "step-00000010", "step-00000030"})
        std::filesystem::create_directories(place / name);
    const json manifest = {{"format_version", 1}, {"spec", {{"name", "x"}}}, {"step", 10}, {"stage", 0}, {"metric", 0.75},
                           {"checksums", {{"model.safetensors", "sum"}}}, {"torch_version", "2.13.0"}};
    db::samples::setContent(place / "step-00000010" / "manifest.json", manifest.dump());
    db::samples::setContent(place / "step-00000010" / "model.safetensors", std::string(1000, 'x'));
    db::samples::setContent(place / "step-00000020" / "manifest.json", "{broken");
    db::samples::setContent(place / "best", "step-00000010\n");
    db::samples::setContent(place / "last", "step-00000030\n");
    const auto checkpoints = bench.document({run})["runs"][0]["checkpoints"];
    QCOMPARE(checkpoints.size(), std::size_t{3});
    QCOMPARE(checkpoints[0]["folder"].get<std::string>(), std::string("checkpoints/step-00000010"));
    QCOMPARE(checkpoints[0]["step"].get<int>(), 10);
    QCOMPARE(checkpoints[0]["metric"].get<double>(), 0.75);
    QCOMPARE(checkpoints[0]["torch_version"].get<std::string>(), std::string("2.13.0"));
    QVERIFY(!checkpoints[0].contains("spec"));
    COMPARE_JSON(checkpoints[0]["files"]["model.safetensors"], (json({{"bytes", 1000}, {"checksum", "sum"}})));
    QVERIFY(checkpoints[0]["is_best"].get<bool>() && !checkpoints[0]["is_last"].get<bool>());
    QCOMPARE(checkpoints[1]["error"].get<std::string>(), std::string("manifest.json is not JSON"));
    QVERIFY(checkpoints[2].contains("error") && checkpoints[2]["is_last"].get<bool>());
}

void RunDocumentTest::longCurvesComeInPieces() {
    Bench bench;
    const auto run = bench.makeRun();
    std::string whole;
    std::size_t longest = 0, pieces = 0;
    const auto take = [&](std::string_view text) -> Result<void> {
        longest = std::max(longest, text.size());
        ++pieces;
        whole += text;
        return {};
    };
    VERIFY_OK(exchange::writeRunDocument(*bench.store, {run}, "test", take, {}));
    QVERIFY(json::accept(whole));
    QVERIFY2(longest < 80 * 1024, qPrintable(QString::number(longest)));
    QVERIFY2(pieces > 10, qPrintable(QString::number(pieces)));
}

void RunDocumentTest::aStopOrAFailureLeavesTheOldFile() {
    Bench bench;
    const auto run = bench.makeRun();
    const auto path = bench.place.root / "runs.json";
    db::samples::setContent(path, "old");
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = bench.exchange->exportDocument({run}, path, stop.get_token());
    VERIFY_ERROR(stopped, "stopped");
    QCOMPARE(stopped.error().code, ErrorCode::Stopped);
    QCOMPARE(db::samples::contentOf(path), std::string("old"));
    VERIFY_ERROR(bench.exchange->exportDocument({run, {99}}, path, {}), "there is no run r-0099");
    QCOMPARE(db::samples::contentOf(path), std::string("old"));
}

void RunDocumentTest::aDocumentComesBackIntoAnotherFile() {
    Bench there, here;
    const auto run = there.makeRun();
    const auto path = there.write({run});
    QVERIFY(here.exchange->kindOf(path) == api::ImportKind::Document);
    const auto report = here.exchange->importRuns({path, {}, {}}, {});
    VERIFY_OK(report);
    QCOMPARE(report->runs.size(), std::size_t{1});
    const auto before = there.store->run(run).value(), after = here.store->run(report->runs[0].run).value();
    QCOMPARE(after.name, before.name);
    QCOMPARE(after.state, api::RunState::Finished);
    QCOMPARE(after.seed, before.seed);
    QCOMPARE(after.step, before.step);
    QCOMPARE(after.note, std::string("a note"));
    QVERIFY(after.tags == before.tags);
    QCOMPARE(after.dataset, before.dataset);
    QCOMPARE(after.backbone, before.backbone);
    QCOMPARE(after.stages, before.stages);
    QCOMPARE(after.results.size(), before.results.size());
    QCOMPARE(after.origin->program, std::string("clickprompt"));
    auto settings = compare::settingsOf(there.store->spec(run).value());
    settings.erase("name");
    QVERIFY(here.store->importedSettings(after.id).value() == settings);

    const auto names = there.store->metricNames(run).value();
    QVERIFY(here.store->metricNames(after.id).value() == names);
    for (const auto& name : names) {
        const auto expected = there.store->metric(run, name)->points, found = here.store->metric(after.id, name)->points;
        QCOMPARE(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i].step, expected[i].step);
            QCOMPARE(found[i].stage, expected[i].stage);
            QVERIFY(found[i].epoch == expected[i].epoch);
            QVERIFY(found[i].value == expected[i].value || (std::isnan(found[i].value) && std::isnan(expected[i].value)));
        }
    }
    const auto told = there.store->events(run).value(), heard = here.store->events(after.id).value();
    QCOMPARE(heard.size(), told.size() + 1); // that it was imported
    QCOMPARE(heard[0].kind, std::string("imported"));
    for (std::size_t i = 0; i < told.size(); ++i) {
        QCOMPARE(heard[i + 1].text, told[i].text);
        QCOMPARE(heard[i + 1].kind, told[i].kind);
        QCOMPARE(heard[i + 1].level, told[i].level);
    }
}

void RunDocumentTest::theSameAgainChangesNothing() {
    Bench there, here, third;
    const auto run = there.makeRun();
    const auto path = there.write({run});
    VERIFY_OK(here.exchange->importRuns({path, {}, {}}, {}));
    const auto again = here.exchange->importRuns({path, {}, {}}, {});
    QVERIFY(again->runs.at(0).outcome == api::ImportOutcome::Unchanged);
    // On from there: a third file knows it as the run of the first.
    VERIFY_OK(third.exchange->importRuns({here.write({again->runs[0].run}), {}, {}}, {}));
    const auto direct = third.exchange->importRuns({path, {}, {}}, {});
    QCOMPARE(third.store->runs()->size(), std::size_t{1});
    QVERIFY(direct->runs.at(0).outcome != api::ImportOutcome::Added);
    // Its own file has it already.
    const auto own = there.exchange->importRuns({path, {}, {}}, {});
    VERIFY_OK(own);
    QVERIFY(own->runs.empty());
    QVERIFY(own->notes.at(0).ends_with("is a run of this file and was left out"));
    QCOMPARE(there.store->runs()->size(), std::size_t{1});
    VERIFY_ERROR(here.exchange->importRuns({there.place.file, {}, {}}, {}), "is a run file of this program");
}

void RunDocumentTest::aRunThatHadNotEndedIsInterrupted() {
    Bench there, here;
    const auto run = there.store->createRun(db::samples::spec("begun")).value();
    there.store->record(db::samples::event(run, api::RunStarted{"hash", "cpu, 2 threads", false, 0}));
    there.store->record(db::samples::point(run, "train/loss", 1, 0.5));
    db::samples::flush(*there.store);
    const auto report = here.exchange->importRuns({there.write({run}), {}, {}}, {});
    VERIFY_OK(report);
    const auto imported = report->runs.at(0).run;
    QCOMPARE(here.store->run(imported)->state, api::RunState::Interrupted);
    QVERIFY(here.store->events(imported)->back().text.starts_with("It had not ended when it was exported"));
    // It ended since.
    there.store->record(db::samples::point(run, "train/loss", 2, 0.25));
    there.store->record(db::samples::event(run, api::RunFinished{2, 1}));
    db::samples::flush(*there.store);
    const auto grown = here.exchange->importRuns({there.write({run}), {}, {}}, {});
    QVERIFY(grown->runs.at(0).outcome == api::ImportOutcome::Updated);
    QCOMPARE(here.store->run(imported)->state, api::RunState::Finished);
    QCOMPARE(here.store->metric(imported, "train/loss")->points.size(), std::size_t{2});
}

void RunDocumentTest::badDocumentsSayWhereAndWhy_data() {
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("taken");
    const QString head = R"({"format": "clickprompt-runs", "format_version": 1, "runs": [)";
    const QString run =
        R"({"run": "r-0001", "name": "one", "state": "finished", "created": 1.7e9, "seconds": 2, "spec": {"seed": 3},)"
        R"( "metrics": [{"name": "loss", "step": [1], "value": ["NaN"], "epoch": [0], "stage": [0], "time": [1.7e9]}]})";
    QString second = run;
    second.replace("r-0001", "r-0002");
    QTest::newRow("whole") << head + run + "]}"
                           << "" << 1;
    QTest::newRow("of another form") << R"({"format": "other", "format_version": 1, "runs": []})"
                                     << "is of the form \"other\"" << 0;
    QTest::newRow("newer") << R"({"format": "clickprompt-runs", "format_version": 2, "runs": []})"
                           << "format_version 2, and this program reads 1" << 0;
    QTest::newRow("without a version") << R"({"format": "clickprompt-runs", "runs": [)" + run + "]}"
                                       << "runs before its format_version" << 0;
    QTest::newRow("without runs") << R"({"format": "clickprompt-runs", "format_version": 1})"
                                  << "no list \"runs\"" << 0;
    QTest::newRow("cut off") << head + run + ", " + second.left(100) << "after 1 runs its JSON breaks off" << 1;
    QTest::newRow("no JSON") << "clicks"
                             << "after 0 runs its JSON breaks off" << 0;
    second.replace("\"stage\": [0], ", "");
    QTest::newRow("a column is missing")
        << head + run + ", " + second + "]}"
        << "run 2 of the list (\"r-0002\") cannot be read: [json.exception.out_of_range.403] key 'stage' not found" << 1;
    second.replace("\"epoch\"", "\"stage\": [], \"epoch\"");
    QTest::newRow("a column is short") << head + second + "]}"
                                       << "array index 0 is out of range" << 0;
    second.replace("\"stage\": []", "\"stage\": [0]").replace("\"NaN\"", "\"much\"");
    QTest::newRow("a text for a number") << head + second + "]}"
                                         << "type must be number" << 0;
    QTest::newRow("a run is a number") << head + run + ", 7]}"
                                       << "item 2 of \"runs\" is 7 and no run" << 1;
    QTest::newRow("runs are no list") << R"({"format": "clickprompt-runs", "format_version": 1, "runs": 7})"
                                      << "no list \"runs\"" << 0;
}

void RunDocumentTest::badDocumentsSayWhereAndWhy() {
    QFETCH(QString, content);
    QFETCH(QString, error);
    QFETCH(int, taken);
    Bench bench;
    const auto path = bench.place.root / "runs.json";
    db::samples::setContent(path, content.toStdString());
    const auto report = bench.exchange->importRuns({path, api::ImportKind::Document, {}}, {});
    if (error.isEmpty())
        VERIFY_OK(report);
    else
        VERIFY_ERROR(report, error.toStdString());
    db::samples::flush(*bench.store);
    QCOMPARE(static_cast<int>(bench.store->runs()->size()), taken);
    if (taken > 0)
        QCOMPARE(bench.store->runs()->at(0).seed, 3);
}

QTEST_APPLESS_MAIN(RunDocumentTest)
#include "tst_run_document.moc"
