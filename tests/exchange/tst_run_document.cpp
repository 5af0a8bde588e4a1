// SPDX-License-Identifier: GPL-3.0-or-later
// The document of runs holds all that the store holds, as JSON, in pieces.
#include "core/api/spec_json.h"
#include "core/exchange/local_exchange.h"
#include "core/exchange/run_document.h"
#include "tests/db/store_samples.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

using namespace cpw;
using db::samples::Place;
using nlohmann::json;

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
    json document(const std::vector<api::RunId>& runs) {
        const auto path = place.root / "runs.json";
        if (const auto written = exchange->exportDocument(runs, path, {}); !written)
            qFatal("%s", written.error().text().c_str());
        return json::parse(db::samples::contentOf(path)); // throws where it is no JSON
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
    QCOMPARE(run["tags"], json({"one", "two"}));
    QCOMPARE(run["spec"], api::toJson(bench.store->spec(first).value()));
    QCOMPARE(run["results"].dump(), std::string(R"({"test/auc":"NaN"})"));
    QCOMPARE(run["checkpoints"], json::array());
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
    QCOMPARE(document["runs"][1]["metrics"], json::array());
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
    QCOMPARE(run["imported_from"], json({{"program", "mlflow"}, {"source", "/data/mlruns"}, {"id", "abc"}}));
    QVERIFY(run["spec"].is_null());
    QCOMPARE(run["settings"], json({{"lr", "0.1"}}));
    QCOMPARE(run["metrics"][0]["value"], json({0.5}));
    QCOMPARE(run["metrics"][0]["time"], json({0.0}));
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
    QCOMPARE(checkpoints[0]["files"]["model.safetensors"], json({{"bytes", 1000}, {"checksum", "sum"}}));
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

QTEST_APPLESS_MAIN(RunDocumentTest)
#include "tst_run_document.moc"
