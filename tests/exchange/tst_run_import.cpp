// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of other programs become runs of the file: as TensorBoard, Keras, PyTorch and MLflow themselves wrote them
// (tests/reference/golden_exchange.py), and tables of many forms.
#include "core/exchange/local_exchange.h"
#include "tests/db/store_samples.h"
#include "tests/support/record_writer.h"
#include "tests/support/test_data.h"

#include <SQLiteCpp/Database.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

using namespace cpw;
using db::samples::Place;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;
const fs::path kGolden = fs::path(cpw::test::dataPath()) / "golden" / "exchange";

/// A file and an exchange on it.
struct Bench {
    Place place;
    std::unique_ptr<db::SqliteStore> store = db::samples::open(place.file);
    std::unique_ptr<api::RunExchange> exchange = exchange::makeLocalExchange(*store, "test");

    Result<api::ImportReport> import(const fs::path& path, std::optional<api::ImportKind> kind = {}, std::map<std::string, std::string> renamed = {}) {
        return exchange->importRuns({path, kind, std::move(renamed)}, {});
    }
    fs::path write(const std::string& name, const std::string& content) {
        fs::create_directories((place.root / name).parent_path());
        db::samples::setContent(place.root / name, content);
        return place.root / name;
    }
    std::optional<api::RunSummary> runNamed(const std::string& name) {
        const auto runs = store->runs().value();
        for (const auto& run : runs)
            if (run.name == name)
                return run;
        return std::nullopt;
    }
    /// [[step, value], ...] with NaN and infinities as texts.
    json points(api::RunId run, const std::string& metric) {
        auto list = json::array();
        const auto series = store->metric(run, metric).value();
        for (const auto& point : series.points)
            list.push_back({point.step, std::isfinite(point.value) ? json(point.value)
                                        : std::isnan(point.value)  ? json("NaN")
                                        : point.value > 0          ? json("Infinity")
                                                                   : json("-Infinity")});
        return list;
    }
    /// The metrics and settings of a run as expected.json has them.
    json described(const api::RunSummary& run) {
        json found = {{"settings", store->importedSettings(run.id).value()}, {"metrics", json::object()}};
        const auto names = store->metricNames(run.id).value();
        for (const auto& name : names)
            found["metrics"][name] = points(run.id, name);
        return found;
    }
};

json expectedRuns(const char* program) {
    return json::parse(db::samples::contentOf(kGolden / "expected.json"))[program];
}

std::vector<api::ImportOutcome> outcomes(const api::ImportReport& report) {
    std::vector<api::ImportOutcome> found;
    for (const auto& run : report.runs)
        found.push_back(run.outcome);
    return found;
}

using Outcomes = std::vector<api::ImportOutcome>;
constexpr auto kAdded = api::ImportOutcome::Added;
constexpr auto kUpdated = api::ImportOutcome::Updated;
constexpr auto kUnchanged = api::ImportOutcome::Unchanged;

} // namespace

class RunImportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tensorBoardRunsAreWhatWasLogged();
    void mlflowRunsAreWhatWasLogged_data();
    void mlflowRunsAreWhatWasLogged();
    void theSameAgainChangesNothing();
    void aRunThatGrewIsBroughtUpToDate();
    void whatPeopleChangedStays();
    void aDeletedRunCanComeAgain();
    void importedRunsHaveNoSpecAndSayWhy();
    void importedRunsOutliveTheFilesCopyAndReopening();
    void tablesOfBothFormsAreRead();
    void epochsThatWereCountedAsAMetricAreTaken();
    void ourOwnExportComesBack();
    void badTablesSayWhereAndWhy_data();
    void badTablesSayWhereAndWhy();
    void foreignDatabasesAreRefusedByName();
    void readingADatabaseLeavesItAsItIs();
    void aBrokenMetricLineIsNamed();
    void kindsAreToldByWhatLiesThere();
    void aTruncatedEventFileIsTakenWithANote();
    void aFileThatIsNoEventFileIsRefused();
    void metricsCanHaveOtherNames();
    void aStopKeepsWhatWasTaken();
    void runsGroupByAllSettingsButTheSeed();
};

void RunImportTest::tensorBoardRunsAreWhatWasLogged() {
    Bench bench;
    const auto report = bench.import(kGolden / "tensorboard");
    VERIFY_OK(report);
    QCOMPARE(report->kind, api::ImportKind::TensorBoard);
    const auto expected = expectedRuns("tensorboard");
    QCOMPARE(report->runs.size(), expected.size());
    for (const auto& [name, run] : expected.items()) {
        const auto found = bench.runNamed(name);
        QVERIFY2(found, name.c_str());
        QCOMPARE(bench.described(*found).dump(1), run.dump(1));
        QCOMPARE(found->state, api::RunState::Finished);
        QVERIFY(found->origin && found->origin->program == "tensorboard");
        QCOMPARE(db::samples::fs::path(found->origin->source).filename().string(), name);
    }
    const auto plain = bench.runNamed("plain");
    QCOMPARE(plain->created, api::Clock::time_point(std::chrono::seconds(1'700'000'001)));
    QCOMPARE(plain->step, 5);
    const auto events = bench.store->events(plain->id).value();
    QVERIFY(std::any_of(events.begin(), events.end(), [](const auto& event) { return event.text.ends_with("texts): 1."); }));
}

void RunImportTest::mlflowRunsAreWhatWasLogged_data() {
    QTest::addColumn<bool>("isDatabase");
    QTest::newRow("folder") << false;
    QTest::newRow("database") << true;
}

fs::path makeDatabase(const fs::path& file) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec(db::samples::contentOf(kGolden / "mlflow.sql"));
    return file;
}

void RunImportTest::mlflowRunsAreWhatWasLogged() {
    QFETCH(bool, isDatabase);
    Bench bench;
    const auto report = bench.import(isDatabase ? makeDatabase(bench.place.root / "mlflow.db") : kGolden / "mlruns");
    VERIFY_OK(report);
    QCOMPARE(report->kind, api::ImportKind::Mlflow);
    QCOMPARE(report->notes, std::vector<std::string>{"1 deleted run was left out"});
    const auto expected = expectedRuns("mlflow");
    QCOMPARE(report->runs.size(), expected.size());
    for (const auto& [name, run] : expected.items()) {
        const auto found = bench.runNamed(name);
        QVERIFY2(found, name.c_str());
        auto described = bench.described(*found);
        described["state"] = api::toText(found->state);
        described["tags"] = found->tags;
        described["note"] = found->note;
        QCOMPARE(described.dump(1), run.dump(1));
    }
    const auto first = *bench.runNamed("first");
    QCOMPARE(first.seed, std::uint64_t{7});
    QCOMPARE(first.backbone, std::string("deepfm"));
    QCOMPARE(first.results, (std::map<std::string, double>{{"test/auc", 0.8125}, {"valid/log_loss", 0.265625}})); // of 0.25 (1 + 1/2^4)
    const auto events = bench.store->events(first.id).value();
    QVERIFY(std::any_of(events.begin(), events.end(), [](const auto& event) {
        return event.text == "MLflow recorded: program train.py, git commit 0123456789abcdef0123456789abcdef01234567, branch main, user user.";
    }));
}

void RunImportTest::theSameAgainChangesNothing() {
    Bench bench;
    const auto database = makeDatabase(bench.place.root / "mlflow.db");
    for (const auto& path : {kGolden / "tensorboard", kGolden / "mlruns", database, bench.write("a.csv", "step,loss\n1,0.5\n2,0.25\n")}) {
        const auto first = bench.import(path);
        VERIFY_OK(first);
        QCOMPARE(outcomes(*first), Outcomes(first->runs.size(), kAdded));
        const auto runs = bench.store->runs().value().size();
        const auto again = bench.import(path);
        VERIFY_OK(again);
        QCOMPARE(outcomes(*again), Outcomes(first->runs.size(), kUnchanged));
        QCOMPARE(bench.store->runs().value().size(), runs);
        for (std::size_t i = 0; i < first->runs.size(); ++i)
            QCOMPARE(again->runs[i].run, first->runs[i].run);
    }
}

void RunImportTest::aRunThatGrewIsBroughtUpToDate() {
    Bench bench;
    const auto begin = tests::record(tests::versionEvent(10)) + tests::record(tests::scalarEvent(11, 1, "valid/auc", 0.75F));
    const auto path = bench.write("logs/run/events.out.tfevents.10.host", begin);
    VERIFY_OK(bench.import(bench.place.root / "logs"));
    const auto run = bench.runNamed("run")->id;
    db::samples::setContent(path, begin + tests::record(tests::scalarEvent(12, 2, "valid/auc", 0.875F)));
    const auto again = bench.import(bench.place.root / "logs");
    VERIFY_OK(again);
    QCOMPARE(outcomes(*again), Outcomes{kUpdated});
    QCOMPARE(again->runs.front().run, run);
    QCOMPARE(bench.points(run, "valid/auc").dump(), std::string("[[1,0.75],[2,0.875]]"));
    QCOMPARE(bench.store->run(run)->results.at("valid/auc"), 0.875);
    QCOMPARE(bench.store->run(run)->step, 2);
    // Copied elsewhere it is still the same run.
    fs::create_directories(bench.place.root / "moved");
    fs::rename(bench.place.root / "logs" / "run", bench.place.root / "moved" / "run");
    const auto moved = bench.import(bench.place.root / "moved");
    QCOMPARE(outcomes(*moved), Outcomes{kUnchanged});
}

void RunImportTest::whatPeopleChangedStays() {
    Bench bench;
    const auto path = bench.write("a.csv", "step,loss\n1,0.5\n");
    const auto run = bench.import(path)->runs.front().run;
    VERIFY_OK(bench.store->renameRun(run, "mine"));
    VERIFY_OK(bench.store->setNote(run, "look here"));
    VERIFY_OK(bench.store->setTags(run, {"kept"}));
    bench.write("a.csv", "step,loss\n1,0.5\n2,0.25\n");
    QCOMPARE(outcomes(*bench.import(path)), Outcomes{kUpdated});
    const auto summary = bench.store->run(run).value();
    QCOMPARE(summary.name, std::string("mine"));
    QCOMPARE(summary.note, std::string("look here"));
    QCOMPARE(summary.tags, std::vector<std::string>{"kept"});
    QCOMPARE(bench.points(run, "loss").size(), std::size_t{2});
}

void RunImportTest::aDeletedRunCanComeAgain() {
    Bench bench;
    const auto path = bench.write("a.csv", "step,loss\n1,0.5\n");
    const auto run = bench.import(path)->runs.front().run;
    VERIFY_OK(bench.store->deleteRun(run));
    const auto again = bench.import(path);
    QCOMPARE(outcomes(*again), Outcomes{kAdded});
    QVERIFY(again->runs.front().run != run); // a number is never used twice
}

void RunImportTest::importedRunsHaveNoSpecAndSayWhy() {
    Bench bench;
    const auto run = bench.import(kGolden / "mlruns")->runs.front().run;
    const auto spec = bench.store->spec(run);
    VERIFY_ERROR(spec, "was imported from MLflow");
    VERIFY_ERROR(spec, "resume");
    QCOMPARE(spec.error().code, ErrorCode::BadInput);
    const auto own = bench.store->createRun(db::samples::spec()).value();
    QVERIFY(!bench.store->run(own)->origin);
    QVERIFY(bench.store->importedSettings(own)->empty());
    VERIFY_ERROR(bench.store->importedSettings({99}), "there is no run r-0099");
}

void RunImportTest::importedRunsOutliveTheFilesCopyAndReopening() {
    Bench bench;
    VERIFY_OK(bench.import(kGolden / "tensorboard"));
    const auto before = bench.described(*bench.runNamed("plain"));
    VERIFY_OK(bench.store->saveCopy(bench.place.root / "copy.cpw"));
    bench.exchange.reset();
    bench.store = db::samples::open(bench.place.root / "copy.cpw", db::OpenMode::ReadOnly);
    QCOMPARE(bench.described(*bench.runNamed("plain")).dump(), before.dump());
    QVERIFY(bench.runNamed("plain")->origin);
    VERIFY_ERROR(bench.store->importRun({}), "read-only");
}

void RunImportTest::tablesOfBothFormsAreRead() {
    Bench bench;
    // As a logger writes it: a line each time, empty cells where nothing was logged.
    VERIFY_OK(bench.import(bench.write("metrics.csv", "\xEF\xBB\xBF" "epoch,step,train_loss,val_auc\r\n0,10,0.5,\r\n0,20,0.25,\r\n0,20,,0.75\r\n")));
    auto run = *bench.runNamed("metrics");
    QCOMPARE(bench.described(run)["metrics"].dump(), std::string(R"({"train_loss":[[10,0.5],[20,0.25]],"val_auc":[[20,0.75]]})"));
    QVERIFY(api::Clock::now() - run.created < std::chrono::minutes(5)); // as old as the file
    // Several runs, not in order of steps, one value that is none.
    VERIFY_OK(bench.import(bench.write("long.tsv", "run\tmetric\tstep\tvalue\ttime\nb\tloss\t2\tnan\t1700000002\nb\tloss\t1\t-1e-3\t1700000001\na\tloss\t1\t2\t\n")));
    QCOMPARE(bench.points(bench.runNamed("b")->id, "loss").dump(), std::string(R"([[1,-0.001],[2,"NaN"]])"));
    QCOMPARE(bench.runNamed("b")->created, api::Clock::time_point(std::chrono::seconds(1'700'000'001)));
    QCOMPARE(bench.runNamed("b")->seconds, 1.0);
    QCOMPARE(bench.points(bench.runNamed("a")->id, "loss").dump(), std::string("[[1,2.0]]"));
    // Without a step the epoch counts.
    VERIFY_OK(bench.import(bench.write("epochs.csv", "epoch,auc\n1,0.5\n2,0.75\n")));
    QCOMPARE(bench.points(bench.runNamed("epochs")->id, "auc").dump(), std::string("[[1,0.5],[2,0.75]]"));
}

void RunImportTest::epochsThatWereCountedAsAMetricAreTaken() {
    Bench bench;
    // At steps 10 and 30 it was counted; 5 and 50 lie outside, 20 half way.
    VERIFY_OK(bench.import(bench.write("counted.csv", "step,train/epoch,valid_auc\n5,,0.1\n10,0.5,0.2\n20,,0.3\n30,1.5,0.4\n50,,0.5\n")));
    const auto epochs = [&bench](const char* run, const char* metric) {
        std::vector<double> found;
        const auto series = bench.store->metric(bench.runNamed(run)->id, metric).value();
        for (const auto& point : series.points)
            found.push_back(point.epoch);
        return found;
    };
    QCOMPARE(epochs("counted", "valid_auc"), (std::vector<double>{0.5, 0.5, 1, 1.5, 1.5}));
    QCOMPARE(epochs("counted", "train/epoch"), (std::vector<double>{0.5, 1.5}));
    VERIFY_OK(bench.import(bench.write("falling.csv", "step,epoch_of,my/epoch,auc\n1,7,3,0.1\n2,8,2,0.2\n"))); // no count of epochs
    QCOMPARE(epochs("falling", "auc"), (std::vector<double>{0, 0}));
    // As PyTorch Lightning writes them: whole numbers, at the steps of the other values.
    std::string events = tests::record(tests::versionEvent(10));
    for (int step = 1; step <= 3; ++step)
        for (const auto& [tag, value] : {std::pair("loss", 1.0F / static_cast<float>(step)), std::pair("epoch", static_cast<float>(step / 2))})
            events += tests::record(tests::scalarEvent(10 + step, step, tag, value));
    bench.write("logs/events.out.tfevents.10.host", events);
    VERIFY_OK(bench.import(bench.place.root / "logs"));
    QCOMPARE(epochs("logs", "loss"), (std::vector<double>{0, 1, 1}));
    bench.write("mlruns/1/abc/meta.yaml", "run_id: abc\nrun_name: counted by MLflow\nstatus: 3\nstart_time: 1700000000000\nend_time: null\n");
    bench.write("mlruns/1/abc/metrics/auc", "1700000000000 0.5 2\n1700000000001 0.7 4\n");
    bench.write("mlruns/1/abc/metrics/epoch", "1700000000000 1 2\n1700000000001 2 4\n");
    VERIFY_OK(bench.import(bench.place.root / "mlruns"));
    QCOMPARE(epochs("counted by MLflow", "auc"), (std::vector<double>{1, 2}));
}

void RunImportTest::ourOwnExportComesBack() {
    Bench bench;
    VERIFY_OK(bench.import(bench.write("own.csv", "run,metric,stage,step,epoch,value,time\nr-0001,valid/auc,1,10,0.5,0.7312345678901234,1700000000.125\n"
                                                  "r-0001,train/loss,0,10,0.5,inf,1700000000.125\n")));
    const auto run = bench.runNamed("r-0001")->id;
    const auto point = bench.store->metric(run, "valid/auc")->points.at(0);
    QCOMPARE(point.stage, 1);
    QCOMPARE(point.epoch, 0.5);
    QCOMPARE(point.value, 0.7312345678901234);
    QCOMPARE(point.time, api::Clock::time_point(std::chrono::milliseconds(1'700'000'000'125)));
    QCOMPARE(bench.store->metric(run, "train/loss")->points.at(0).value, std::numeric_limits<double>::infinity());
}

void RunImportTest::badTablesSayWhereAndWhy_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("no step") << QByteArray("loss,auc\n1,2\n") << QByteArray("none is called step");
    QTest::newRow("no values") << QByteArray("step,epoch\n1,2\n") << QByteArray("none with values");
    QTest::newRow("a text") << QByteArray("step,loss\n1,0.5\n2,abc\n") << QByteArray("line 3 of bad.csv: column \"loss\" holds \"abc\"");
    QTest::newRow("a line without a step") << QByteArray("step,loss\n,0.5\n") << QByteArray("line 2 of bad.csv has no step");
    QTest::newRow("an endless step") << QByteArray("step,loss\ninf,0.5\n") << QByteArray("has no step");
    QTest::newRow("too few cells") << QByteArray("step,loss\n1\n") << QByteArray("line 2");
    QTest::newRow("a name twice") << QByteArray("step,loss,loss\n1,2,3\n") << QByteArray("\"loss\" more than once");
    QTest::newRow("a metric without a name") << QByteArray("step,metric,value\n1,,3\n") << QByteArray("line 2 of bad.csv names no metric");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("empty");
}

void RunImportTest::badTablesSayWhereAndWhy() {
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, expected);
    Bench bench;
    const auto report = bench.import(bench.write("bad.csv", content.toStdString()));
    VERIFY_ERROR(report, expected.toStdString());
    QCOMPARE(report.error().code, ErrorCode::BadInput);
    QVERIFY(bench.store->runs()->empty());
}

void RunImportTest::foreignDatabasesAreRefusedByName() {
    Bench bench;
    const auto file = bench.place.root / "other.db";
    {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec("CREATE TABLE experiments(experiment_id, name); CREATE TABLE runs(run_uuid)");
    }
    VERIFY_ERROR(bench.import(file), "its table runs has no column name");
    VERIFY_ERROR(bench.import(bench.place.file, api::ImportKind::Mlflow), "it has no table experiments");
    const auto damaged = makeDatabase(bench.place.root / "damaged.db");
    auto content = db::samples::contentOf(damaged);
    for (std::size_t i = 4096; i < content.size(); i += 3)
        content[i] = '\x7F';
    db::samples::setContent(damaged, content);
    VERIFY_ERROR(bench.import(damaged), "damaged.db");
}

void RunImportTest::readingADatabaseLeavesItAsItIs() {
    Bench bench;
    fs::create_directories(bench.place.root / "there");
    const auto file = makeDatabase(bench.place.root / "there" / "mlflow.db");
    const auto before = db::samples::snapshot(bench.place.root / "there");
    VERIFY_OK(bench.import(file.parent_path())); // found in its folder
    QCOMPARE(db::samples::snapshot(bench.place.root / "there"), before);
}

void RunImportTest::aBrokenMetricLineIsNamed() {
    Bench bench;
    bench.write("mlruns/1/abc/meta.yaml", "run_id: abc\nrun_name: 'it''s'\nstatus: 3\nstart_time: 1700000000000\nend_time: null\n");
    bench.write("mlruns/1/abc/metrics/loss", "1700000000000 0.5 1\n1700000000001 0.25\n");
    bench.write("mlruns/1/abc/params/lr", "0.1\n");
    VERIFY_OK(bench.import(bench.place.root / "mlruns"));
    QVERIFY(bench.runNamed("it's"));
    QCOMPARE(bench.points(bench.runNamed("it's")->id, "loss").dump(), std::string("[[0,0.25],[1,0.5]]")); // the oldest form has no step
    bench.write("mlruns/1/abc/metrics/loss", "1700000000000 0.5 1\n1700000000001 half 2\n");
    VERIFY_ERROR(bench.import(bench.place.root / "mlruns"), "line 2 of");
}

void RunImportTest::kindsAreToldByWhatLiesThere() {
    Bench bench;
    using Kind = api::ImportKind;
    const auto kindOf = [&](const fs::path& path) { return bench.exchange->kindOf(path); };
    QVERIFY(kindOf(kGolden / "tensorboard") == Kind::TensorBoard);
    QVERIFY(kindOf(kGolden / "tensorboard" / "restarted") == Kind::TensorBoard);
    QVERIFY(kindOf(kGolden / "mlruns") == Kind::Mlflow);
    QVERIFY(kindOf(bench.write("a.csv", "step,loss\n1,2\n")) == Kind::Csv);
    QVERIFY(kindOf(makeDatabase(bench.place.root / "any.name")) == Kind::Mlflow);
    QVERIFY(!kindOf(bench.write("text.md", "# Text")));
    QVERIFY(!kindOf(bench.place.root / "missing"));
    VERIFY_ERROR(bench.import(bench.place.root / "text.md"), "holds no runs that can be imported");
    VERIFY_ERROR(bench.import(bench.place.root / "missing"), "there is nothing at");
    VERIFY_ERROR(bench.import(kGolden / "mlruns", Kind::TensorBoard), "holds no event files");
    VERIFY_ERROR(bench.import(kGolden / "tensorboard", Kind::Mlflow), "holds no runs of MLflow");
}

void RunImportTest::aTruncatedEventFileIsTakenWithANote() {
    Bench bench;
    const auto whole = tests::record(tests::versionEvent(10)) + tests::record(tests::scalarEvent(11, 1, "loss", 0.5F)) +
                       tests::record(tests::scalarEvent(12, 2, "loss", 0.25F));
    bench.write("logs/events.out.tfevents.10.host", whole.substr(0, whole.size() - 1));
    const auto report = bench.import(bench.place.root / "logs");
    VERIFY_OK(report);
    QCOMPARE(report->notes.size(), std::size_t{1});
    QVERIFY2(report->notes.front().find("the last record is not whole") != std::string::npos, report->notes.front().c_str());
    QCOMPARE(bench.points(bench.runNamed("logs")->id, "loss").dump(), std::string("[[1,0.5]]"));
}

void RunImportTest::aFileThatIsNoEventFileIsRefused() {
    Bench bench;
    bench.write("logs/tfevents.txt", "not what its name says, and long enough to hold a record's head");
    VERIFY_ERROR(bench.import(bench.place.root / "logs"), "is no event file of TensorBoard");
    QVERIFY(bench.store->runs()->empty());
}

void RunImportTest::metricsCanHaveOtherNames() {
    Bench bench;
    VERIFY_OK(bench.import(bench.write("a.csv", "step,val_auc\n1,0.75\n2,0.5\n"), {}, {{"val_auc", "valid/auc"}}));
    QCOMPARE(bench.store->runs()->front().results, (std::map<std::string, double>{{"valid/auc", 0.75}})); // the best of them
}

void RunImportTest::aStopKeepsWhatWasTaken() {
    Bench bench;
    std::stop_source stop;
    const api::ImportWatch watch{[&](const std::string& what, double share) {
                                     QVERIFY(share >= 0 && share <= 1);
                                     if (what == "plain")
                                         stop.request_stop();
                                 },
                                 stop.get_token()};
    const auto report = bench.exchange->importRuns({kGolden / "tensorboard", {}, {}}, watch);
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Stopped);
    QVERIFY(bench.runNamed("keras")); // comes before
    QVERIFY(!bench.runNamed("restarted"));
}

void RunImportTest::runsGroupByAllSettingsButTheSeed() {
    const api::ImportOrigin first{"mlflow", "/a", "1"}, second{"mlflow", "/b", "2"}, other{"csv", "/a", "1"};
    const std::map<std::string, std::string> settings{{"lr", "0.1"}, {"seed", "1"}};
    QCOMPARE(api::groupHash(first, settings), api::groupHash(second, {{"lr", "0.1"}, {"seed", "2"}}));
    QCOMPARE(api::groupHash(first, settings), api::groupHash(second, {{"lr", "0.1"}}));
    QVERIFY(api::groupHash(first, settings) != api::groupHash(first, {{"lr", "0.2"}, {"seed", "1"}}));
    QVERIFY(api::groupHash(first, settings) != api::groupHash(other, settings));
    QVERIFY(api::groupHash(first, {{"a", "b=c"}}) != api::groupHash(first, {{"a=b", "c"}}));
    QVERIFY(api::groupHash(first, {}) != api::groupHash(second, {})); // nothing is known of them
}

QTEST_APPLESS_MAIN(RunImportTest)
#include "tst_run_import.moc"
