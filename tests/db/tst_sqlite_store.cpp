// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/db/store_samples.h"

#include "core/api/spec_json.h"
#include "core/base/random.h"

#include <cmath>
#include <limits>
#include <thread>

using namespace cpw;
using namespace cpw::db;
using api::RunState;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// An open store with one run.
struct OneRun {
    samples::Place place;
    std::unique_ptr<SqliteStore> store = samples::open(place.file);
    api::RunId run = store->createRun(samples::spec()).value();

    void tell(api::EventBody body, double seconds = 0) const { store->record(samples::event(run, std::move(body), seconds)); }
    void tellPoint(const std::string& name, std::int64_t step, double value) const {
        store->record(samples::point(run, name, step, value));
    }
    api::RunSummary summary() const {
        samples::flush(*store);
        return store->run(run).value();
    }
    std::vector<std::string> kinds() const {
        samples::flush(*store);
        std::vector<std::string> found;
        const auto events = store->events(run).value();
        for (const auto& event : events)
            found.push_back(event.kind);
        return found;
    }
};

using Kinds = std::vector<std::string>;

} // namespace

class TestSqliteStore : public QObject {
    Q_OBJECT

private slots:
    void newFileHasNoRuns();
    void createdRunTellsItsSpec();
    void specComesBackEqual();
    void numbersAreNeverUsedTwice();
    void aForkTellsItsParentUntilThatIsDeleted();
    void unknownRunIsAnErrorThatNamesTheRange();
    void statesFollowEvents();
    void droppedResumeKeepsItsState();
    void secondsCountTrainingOnly();
    void secondsGoOnAfterAResume();
    void eventsAreSentences();
    void preparingIsToldOnce();
    void resultsAreLastTestAndBestValidation();
    void validationsOfALaterStageBeginANewBest();
    void curveOf20000PointsComesBackExactly();
    void bucketsCoverTheCurve();
    void rewindDropsFromBlocksTailAndEvents();
    void rewindToTheStartDropsEverything();
    void rewoundRunCanBeRecordedAgain();
    void noteTagsAndNameAreKept();
    void commandsAreTakenOnceAndInOrder();
    void commandOfANewerProgramIsLoggedAndLeftOut();
    void commandsForAnEndedRunAreRefused();
    void deletedRunIsGoneWithItsFolder();
    void runningRunIsNotDeleted();
    void dataSetsAreReplacedByName();
    void settingsAreKept();
    void placesAreBesideTheFile();
    void everythingIsThereAfterReopening();
    void twoStoresOnOneFileSeeEachOther();
    void readersAndWriterWorkAtOnce();
};

void TestSqliteStore::newFileHasNoRuns() {
    samples::Place place;
    const auto store = samples::open(place.file);
    QVERIFY(store);
    QVERIFY(store->runs().value().empty());
    QVERIFY(store->datasets().value().empty());
    QVERIFY(!store->isReadOnly());
    QVERIFY(!store->failure());
    QCOMPARE(store->file(), place.file);
}

void TestSqliteStore::createdRunTellsItsSpec() {
    const OneRun r;
    const auto run = r.summary();
    QCOMPARE(run.id.value, 1);
    QCOMPARE(run.name, std::string("first"));
    QCOMPARE(run.specHash, specHash(samples::spec()));
    QCOMPARE(run.state, RunState::Waiting);
    QCOMPARE(run.dataset, std::string("Bookshop"));
    QCOMPARE(run.backbone, std::string("autoint"));
    QCOMPARE(run.stages, std::string("pa_mlm, finetune_ctr"));
    QCOMPARE(run.seed, 7U);
    QCOMPARE(run.step, 0);
    QVERIFY(run.results.empty() && run.tags.empty() && run.note.empty() && run.error.empty());
    QVERIFY(std::chrono::abs(api::Clock::now() - run.created) < std::chrono::minutes(1));
    QCOMPARE(r.store->runs()->size(), 1U);
}

void TestSqliteStore::specComesBackEqual() {
    const OneRun r;
    QVERIFY(toJson(r.store->spec(r.run).value()) == toJson(samples::spec()));
}

void TestSqliteStore::numbersAreNeverUsedTwice() {
    const OneRun r;
    VERIFY_OK(r.store->deleteRun(r.run));
    QCOMPARE(r.store->createRun(samples::spec())->value, 2);
}

void TestSqliteStore::aForkTellsItsParentUntilThatIsDeleted() {
    const OneRun r;
    QVERIFY(!r.summary().parent);
    const auto fork = r.store->createFork(samples::spec("fork"), {r.run, 840});
    VERIFY_OK(fork);
    const auto origin = api::ForkOrigin{r.run, 840};
    QVERIFY(r.store->run(*fork)->parent == origin);
    QCOMPARE(r.store->run(*fork)->step, 840);
    QVERIFY(r.store->runs()->back().parent == origin);
    VERIFY_ERROR(r.store->createFork(samples::spec(), {{12}, 1}), "no run r-0012");
    QCOMPARE(r.store->runs()->size(), 2U);
    VERIFY_OK(r.store->deleteRun(r.run));
    QVERIFY(!r.store->run(*fork)->parent);
}

void TestSqliteStore::unknownRunIsAnErrorThatNamesTheRange() {
    const OneRun r;
    const api::RunId none{12};
    VERIFY_ERROR(r.store->run(none), "no run r-0012");
    VERIFY_ERROR(r.store->run(none), "r-0001 to r-0001");
    QCOMPARE(r.store->run(none).error().code, ErrorCode::BadInput);
    VERIFY_ERROR(r.store->spec(none), "no run r-0012");
    VERIFY_ERROR(r.store->metricNames(none), "no run r-0012");
    VERIFY_ERROR(r.store->metric(none, "train/loss"), "no run r-0012");
    VERIFY_ERROR(r.store->events(none), "no run r-0012");
    VERIFY_ERROR(r.store->setNote(none, "x"), "no run r-0012");
    VERIFY_ERROR(r.store->setTags(none, {"x"}), "no run r-0012");
    VERIFY_ERROR(r.store->renameRun(none, "x"), "no run r-0012");
    VERIFY_ERROR(r.store->deleteRun(none), "no run r-0012");
    VERIFY_ERROR(r.store->rewindRun(none, 1), "no run r-0012");
    VERIFY_ERROR(r.store->postCommand(none, {}), "no run r-0012");
}

void TestSqliteStore::statesFollowEvents() {
    const OneRun r;
    r.tell(api::RunStarted{"hash", "a machine", false, 0});
    QCOMPARE(r.summary().state, RunState::Running);
    r.tell(api::StateChanged{true, 10});
    QCOMPARE(r.summary().state, RunState::Paused);
    r.tell(api::StateChanged{false, 10});
    QCOMPARE(r.summary().state, RunState::Running);
    r.tell(api::Progress{.step = 25});
    QCOMPARE(r.summary().step, 25);
    r.tell(api::RunFailed{30, Error{ErrorCode::RunFailed, "the loss is NaN", {"step 30"}, {}}});
    QCOMPARE(r.summary().state, RunState::Failed);
    QCOMPARE(r.summary().error, std::string("step 30: the loss is NaN"));
    r.tell(api::RunStarted{"hash", "a machine", true, 20});
    QCOMPARE(r.summary().state, RunState::Running);
    QCOMPARE(r.summary().error, std::string());
    QCOMPARE(r.summary().step, 20);
    r.tell(api::RunCancelled{40, true});
    QCOMPARE(r.summary().state, RunState::Stopped);
    r.tell(api::RunStarted{"hash", "a machine", true, 40});
    r.tell(api::RunCancelled{41, false});
    QCOMPARE(r.summary().state, RunState::Discarded);
    r.tell(api::RunStarted{"hash", "a machine", true, 40});
    r.tell(api::RunFinished{50, 0});
    QCOMPARE(r.summary().state, RunState::Finished);
    QCOMPARE(r.summary().step, 50);
}

void TestSqliteStore::droppedResumeKeepsItsState() {
    const OneRun r;
    r.tell(api::RunStarted{});
    r.tell(api::RunCancelled{5, true});
    r.tell(api::RunCancelled{0, false}); // waited to be resumed, was dropped
    QCOMPARE(r.summary().state, RunState::Stopped);
}

void TestSqliteStore::secondsCountTrainingOnly() {
    const OneRun r;
    r.tell(api::RunStarted{}, 100);
    r.tell(api::Progress{.step = 1}, 104);
    QCOMPARE(r.summary().seconds, 4.0);
    r.tell(api::StateChanged{true, 1}, 110);
    r.tell(api::LogLine{}, 500);
    QCOMPARE(r.summary().seconds, 10.0);
    r.tell(api::StateChanged{false, 1}, 1000);
    r.tell(api::Progress{.step = 2}, 1002.5);
    QCOMPARE(r.summary().seconds, 12.5);
}

void TestSqliteStore::secondsGoOnAfterAResume() {
    const OneRun r;
    r.tell(api::RunStarted{}, 0);
    r.tell(api::RunCancelled{5, true}, 60);
    r.tell(api::RunStarted{{}, {}, true, 5}, 1000);
    r.tell(api::RunFinished{9, 30}, 1030);
    QCOMPARE(r.summary().seconds, 90.0);
}

void TestSqliteStore::eventsAreSentences() {
    const OneRun r;
    r.tell(api::RunStarted{"hash", "2 cores", false, 0}, 1);
    r.tell(api::StageStarted{0, spec::StageKind::PaMlm, 0, 12000, false}, 2);
    r.tell(api::CommandApplied{{api::CommandKind::SetClipNorm, 1.5, {}}, 11, {}}, 3);
    r.tell(api::CommandApplied{{api::CommandKind::Pause, 0, {}}, 12, "paused by hand"}, 3);
    r.tell(api::CheckpointWritten{0, 50, "checkpoints/last", true, 0.78125}, 4);
    r.tell(api::LogLine{api::LogLevel::Warning, 51, "The batch was halved."}, 5);
    r.tell(api::StageFinished{0, 60, 72.0, 35012.4}, 6);
    r.tell(api::StageStarted{1, spec::StageKind::FinetuneCtr, 60, 10, true}, 7);
    r.tell(api::RunFinished{70, 80}, 8);
    QCOMPARE(r.kinds(), (Kinds{"started", "stage_started", "command", "command", "checkpoint", "log", "stage_finished",
                               "stage_started", "finished"}));
    const auto events = r.store->events(r.run).value();
    QCOMPARE(events[0].text, std::string("Started on 2 cores."));
    QCOMPARE(events[1].text, std::string("Stage 1, PA-MLM: started, 12,000 steps planned."));
    QCOMPARE(events[2].text, std::string("From step 11: set clip_norm 1.5."));
    QCOMPARE(events[3].text, std::string("From step 12: paused by hand."));
    QCOMPARE(events[4].text, std::string("Checkpoint of step 50 in checkpoints/last, validation AUC 0.7812, the best so far."));
    QCOMPARE(events[5].text, std::string("The batch was halved."));
    QCOMPARE(events[5].level, api::LogLevel::Warning);
    QCOMPARE(events[5].step, 51);
    QCOMPARE(events[5].time, samples::at(5));
    QCOMPARE(events[6].text, std::string("Stage 1 finished after 1 min 12 s at 35,012 rows/s."));
    QVERIFY(events[7].text.find("taken from an earlier run") != std::string::npos);
    QCOMPARE(events[8].text, std::string("Finished after 70 steps, 1 min 20 s."));
}

void TestSqliteStore::preparingIsToldOnce() {
    const OneRun r;
    r.tell(api::Preparing{"Reading", 0.1});
    r.tell(api::Preparing{"Reading", 0.2});
    QCOMPARE(r.kinds(), Kinds{"preparing"});
    r.tell(api::Preparing{"Reading", 0.9}); // in another transaction
    r.tell(api::Preparing{"Tokenising", 0});
    QCOMPARE(r.kinds(), (Kinds{"preparing", "preparing"}));
}

void TestSqliteStore::resultsAreLastTestAndBestValidation() {
    const OneRun r;
    for (const double auc : {0.70, 0.75, 0.72})
        r.tellPoint("valid/auc", 1, auc);
    QCOMPARE(r.summary().results.at("valid/auc"), 0.75);
    r.tellPoint("valid/auc", 2, 0.74); // in another transaction
    r.tellPoint("valid/auc", 2, kNaN);
    for (const double loss : {0.60, 0.55, 0.58})
        r.tellPoint("valid/log_loss", 1, loss);
    r.tellPoint("test/auc", 3, 0.9);
    r.tellPoint("test/auc", 4, 0.8);
    r.tellPoint("test/log_loss", 4, kNaN);
    r.tellPoint("train/loss", 4, 1);
    const auto results = r.summary().results;
    QCOMPARE(results.size(), 4U);
    QCOMPARE(results.at("valid/auc"), 0.75);
    QCOMPARE(results.at("valid/log_loss"), 0.55);
    QCOMPARE(results.at("test/auc"), 0.8);
    QVERIFY(std::isnan(results.at("test/log_loss")));
    QCOMPARE(r.store->runs().value().front().results.at("valid/auc"), 0.75);
}

void TestSqliteStore::validationsOfALaterStageBeginANewBest() {
    const OneRun r;
    const auto tell = [&r](int stage, std::int64_t step, double auc) {
        r.store->record(samples::event(r.run, api::Metric{"valid/auc", stage, step, 0, auc}));
    };
    tell(1, 1, 0.75);
    tell(1, 2, 0.74);
    tell(2, 3, 0.70); // in the same transaction
    QCOMPARE(r.summary().results.at("valid/auc"), 0.70);
    tell(2, 4, 0.72);
    tell(2, 5, 0.71);
    QCOMPARE(r.summary().results.at("valid/auc"), 0.72);
    tell(3, 6, 0.60); // in another transaction
    QCOMPARE(r.summary().results.at("valid/auc"), 0.60);
    VERIFY_OK(r.store->rewindRun(r.run, 6));
    QCOMPARE(r.summary().results.at("valid/auc"), 0.72);
    for (int i = 6; i < 6 + 4091; ++i) // the last point is in a block then
        tell(2, i, 0.73);
    QCOMPARE(r.summary().results.at("valid/auc"), 0.73);
    tell(2, 5000, 0.5);
    QCOMPARE(r.summary().results.at("valid/auc"), 0.73);
    tell(3, 5001, 0.4);
    QCOMPARE(r.summary().results.at("valid/auc"), 0.4);
}

void TestSqliteStore::curveOf20000PointsComesBackExactly() {
    const OneRun r;
    const CounterRandom random(5, 6);
    std::vector<double> values;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        double value = random.uniform(i) * 2 - 1;
        if (i % 997 == 0)
            value = kNaN;
        else if (i % 1009 == 0)
            value = i % 2 == 0 ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
        values.push_back(value);
        r.store->record({r.run, samples::at(static_cast<double>(i) * 1e-3),
                         api::Metric{"train/loss", static_cast<int>(i / 7000), static_cast<std::int64_t>(i) * 2,
                                     static_cast<double>(i) / 300.0, value}});
    }
    VERIFY_OK(r.store->flush());
    const auto series = r.store->metric(r.run, "train/loss").value();
    QCOMPARE(series.name, std::string("train/loss"));
    QCOMPARE(series.points.size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto& point = series.points[i];
        QCOMPARE(point.step, static_cast<std::int64_t>(i) * 2);
        QCOMPARE(point.stage, static_cast<int>(i / 7000));
        QVERIFY(point.epoch == static_cast<double>(i) / 300.0);
        QVERIFY(point.value == values[i] || (std::isnan(point.value) && std::isnan(values[i])));
        QCOMPARE(point.time, samples::at(static_cast<double>(i) * 1e-3));
    }
    QCOMPARE(r.store->metricNames(r.run).value(), std::vector<std::string>{"train/loss"});
    QVERIFY(r.store->metric(r.run, "no/such")->points.empty());
}

void TestSqliteStore::bucketsCoverTheCurve() {
    const OneRun r;
    for (int i = 0; i < 10'000; ++i)
        r.tellPoint("train/loss", i, i == 5000 ? 1e6 : i % 10);
    VERIFY_OK(r.store->flush());
    for (const std::size_t wanted : {std::size_t{1}, std::size_t{30}, std::size_t{500}, std::size_t{100'000}}) {
        const auto buckets = r.store->metricBuckets(r.run, "train/loss", wanted).value();
        QVERIFY(buckets.size() >= std::min<std::size_t>(wanted, 10'000));
        std::size_t points = 0;
        double maximum = 0;
        std::int64_t next = 0;
        for (const auto& bucket : buckets) {
            QCOMPARE(bucket.firstStep, next);
            next = bucket.lastStep + 1;
            points += bucket.points;
            maximum = std::max(maximum, bucket.maximum);
        }
        QCOMPARE(points, 10'000U);
        QCOMPARE(maximum, 1e6);
        QCOMPARE(buckets.back().last, 9.0);
    }
    QVERIFY(r.store->metricBuckets(r.run, "no/such", 10)->empty());
}

void TestSqliteStore::rewindDropsFromBlocksTailAndEvents() {
    const OneRun r;
    r.tell(api::RunStarted{});
    for (int i = 1; i <= 9000; ++i)
        r.tellPoint("train/loss", i, i);
    for (int i = 1000; i <= 9000; i += 1000) {
        r.tellPoint("valid/auc", i, i / 10'000.0);
        r.tell(api::CheckpointWritten{0, i, "x", false, kNaN});
    }
    r.tellPoint("test/auc", 9000, 0.5);
    r.tell(api::RunCancelled{9000, true});
    VERIFY_OK(r.store->rewindRun(r.run, 5001)); // comes after what is still queued
    const auto points = r.store->metric(r.run, "train/loss").value().points;
    QCOMPARE(points.size(), 5000U);
    QCOMPARE(points.front().value, 1.0);
    QCOMPARE(points.back().value, 5000.0);
    QCOMPARE(r.store->metric(r.run, "valid/auc")->points.size(), 5U);
    QCOMPARE(r.store->metricNames(r.run).value(), (std::vector<std::string>{"train/loss", "valid/auc"}));
    const auto run = r.summary();
    QCOMPARE(run.step, 5000);
    QCOMPARE(run.results.size(), 1U);
    QCOMPARE(run.results.at("valid/auc"), 0.5);
    QCOMPARE(r.kinds(), (Kinds{"started", "checkpoint", "checkpoint", "checkpoint", "checkpoint", "checkpoint", "stopped"}));
}

void TestSqliteStore::rewindToTheStartDropsEverything() {
    const OneRun r;
    for (int i = 1; i <= 5000; ++i)
        r.tellPoint("train/loss", i, i);
    VERIFY_OK(r.store->rewindRun(r.run, 1));
    QVERIFY(r.store->metricNames(r.run)->empty());
    QCOMPARE(r.summary().step, 0);
    VERIFY_OK(r.store->rewindRun(r.run, 0));
}

void TestSqliteStore::rewoundRunCanBeRecordedAgain() {
    const OneRun r;
    for (int i = 1; i <= 6000; ++i)
        r.tellPoint("train/loss", i, i);
    VERIFY_OK(r.store->rewindRun(r.run, 4000));
    for (int i = 4000; i <= 12'500; ++i)
        r.tellPoint("train/loss", i, i);
    VERIFY_OK(r.store->flush());
    const auto points = r.store->metric(r.run, "train/loss").value().points;
    QCOMPARE(points.size(), 12'500U);
    for (std::size_t i = 0; i < points.size(); ++i)
        QCOMPARE(points[i].step, static_cast<std::int64_t>(i + 1));
}

void TestSqliteStore::noteTagsAndNameAreKept() {
    const OneRun r;
    VERIFY_OK(r.store->setNote(r.run, "läuft; 'quoted' \"text\""));
    VERIFY_OK(r.store->setTags(r.run, {"paper", "b", "", "paper", "a"}));
    VERIFY_OK(r.store->renameRun(r.run, "second"));
    auto run = r.summary();
    QCOMPARE(run.note, std::string("läuft; 'quoted' \"text\""));
    QCOMPARE(run.tags, (std::vector<std::string>{"paper", "b", "a"}));
    QCOMPARE(run.name, std::string("second"));
    VERIFY_OK(r.store->setTags(r.run, {}));
    QVERIFY(r.summary().tags.empty());
    QVERIFY(r.store->runs()->front().tags.empty());
}

void TestSqliteStore::commandsAreTakenOnceAndInOrder() {
    const OneRun r;
    VERIFY_OK(r.store->postCommand(r.run, {api::CommandKind::SetLearningRatePlm, 5e-4, {}}));
    VERIFY_OK(r.store->postCommand(r.run, {api::CommandKind::Freeze, 0, "plm"}));
    VERIFY_OK(r.store->postCommand(r.run, {api::CommandKind::StopAndSave, 0, {}}));
    const auto commands = r.store->takeCommands(r.run).value();
    QCOMPARE(commands.size(), 3U);
    QCOMPARE(commands[0].kind, api::CommandKind::SetLearningRatePlm);
    QCOMPARE(commands[0].value, 5e-4);
    QCOMPARE(commands[1].part, std::string("plm"));
    QCOMPARE(commands[2].kind, api::CommandKind::StopAndSave);
    QVERIFY(r.store->takeCommands(r.run)->empty());
}

void TestSqliteStore::commandOfANewerProgramIsLoggedAndLeftOut() {
    const OneRun r;
    VERIFY_OK(r.store->postCommand(r.run, {api::CommandKind::Freeze, 0, "attention"})); // a part this program does not know
    VERIFY_OK(r.store->postCommand(r.run, {api::CommandKind::Pause, 0, {}}));
    const auto commands = r.store->takeCommands(r.run).value();
    QCOMPARE(commands.size(), 1U);
    QCOMPARE(commands[0].kind, api::CommandKind::Pause);
    const auto events = r.store->events(r.run).value();
    QCOMPARE(events.size(), 1U);
    QVERIFY(events[0].text.find("freeze attention") != std::string::npos);
    QCOMPARE(events[0].level, api::LogLevel::Warning);
}

void TestSqliteStore::commandsForAnEndedRunAreRefused() {
    const OneRun r;
    VERIFY_OK(r.store->postCommand(r.run, {api::CommandKind::Pause, 0, {}}));
    r.tell(api::RunFinished{});
    VERIFY_OK(r.store->flush());
    QVERIFY(r.store->takeCommands(r.run)->empty()); // went with the end
    VERIFY_ERROR(r.store->postCommand(r.run, {api::CommandKind::Pause, 0, {}}), "r-0001 is finished");
}

void TestSqliteStore::deletedRunIsGoneWithItsFolder() {
    const OneRun r;
    const auto other = r.store->createRun(samples::spec("other")).value();
    for (int i = 1; i <= 5000; ++i)
        r.tellPoint("train/loss", i, i);
    r.tellPoint("test/auc", 1, 1);
    VERIFY_OK(r.store->setTags(r.run, {"a"}));
    samples::fs::create_directories(r.store->runFolder(r.run) / "checkpoints");
    samples::fs::create_directories(r.store->runFolder(other));
    samples::setContent(r.store->runFolder(r.run) / "checkpoints" / "model", "weights");
    VERIFY_OK(r.store->deleteRun(r.run));
    VERIFY_ERROR(r.store->run(r.run), "no run r-0001");
    QCOMPARE(r.store->runs()->size(), 1U);
    std::vector<std::string> left;
    for (const auto& entry : samples::fs::directory_iterator(r.place.root / "runs.cpw.d"))
        left.push_back(entry.path().filename().string());
    QCOMPARE(left, std::vector<std::string>{"r-0002"});
    r.tellPoint("train/loss", 5001, 1); // a late event does no harm
    VERIFY_OK(r.store->flush());
}

void TestSqliteStore::runningRunIsNotDeleted() {
    const OneRun r;
    r.tell(api::RunStarted{});
    VERIFY_ERROR(r.store->deleteRun(r.run), "is running and cannot be deleted");
    r.tell(api::StateChanged{true, 1});
    VERIFY_ERROR(r.store->deleteRun(r.run), "is paused and cannot be deleted");
    r.tell(api::RunCancelled{1, false});
    VERIFY_OK(r.store->deleteRun(r.run));
}

void TestSqliteStore::dataSetsAreReplacedByName() {
    const OneRun r;
    spec::DataSpec data;
    data.source = "csv";
    data.path = "/data/clicks \xC3\xA4.csv";
    data.label.droppedValues = {3, 4.5};
    data.fields = {"user", "item"};
    data.sourceOptions = {{"separator", std::string(";")}};
    VERIFY_OK(r.store->saveDataset("clicks", data, R"({"rows": 10})"));
    VERIFY_OK(r.store->saveDataset("books", {}, "{}"));
    data.maximumRows = 99;
    VERIFY_OK(r.store->saveDataset("clicks", data, R"({"rows": 99})"));
    const auto records = r.store->datasets();
    VERIFY_OK(records);
    QCOMPARE(records->size(), 2U);
    QCOMPARE(records->at(0).name, std::string("books"));
    const auto& clicks = records->at(1);
    QCOMPARE(clicks.data.path, data.path);
    QCOMPARE(clicks.data.label.droppedValues, data.label.droppedValues);
    QCOMPARE(clicks.data.fields, data.fields);
    QVERIFY(clicks.data.sourceOptions == data.sourceOptions);
    QCOMPARE(clicks.data.maximumRows, 99);
    QCOMPARE(clicks.factsJson, std::string(R"({"rows": 99})"));
}

void TestSqliteStore::settingsAreKept() {
    const OneRun r;
    QVERIFY(!r.store->setting("layout/runs")->has_value());
    VERIFY_OK(r.store->setSetting("layout/runs", "a"));
    VERIFY_OK(r.store->setSetting("layout/runs", "b"));
    QCOMPARE(r.store->setting("layout/runs")->value(), std::string("b"));
}

void TestSqliteStore::placesAreBesideTheFile() {
    const OneRun r;
    QCOMPARE(r.store->runFolder({12}), r.place.root / "runs.cpw.d" / "r-0012");
    QCOMPARE(r.store->stagesFolder(), r.place.root / "runs.cpw.d" / "stages");
    QCOMPARE(r.store->cacheFolder(), r.place.root / "runs.cpw.d" / "cache");
    QVERIFY(!samples::fs::exists(r.place.root / "runs.cpw.d"));
}

void TestSqliteStore::everythingIsThereAfterReopening() {
    OneRun r;
    r.tell(api::RunStarted{});
    for (int i = 1; i <= 4100; ++i)
        r.tellPoint("train/loss", i, i);
    r.tell(api::RunFinished{4100, 5});
    r.store.reset();                                              // no flush: closing writes what is left
    QVERIFY(!samples::fs::exists(r.place.root / "runs.cpw-wal")); // and folds the log into the file
    r.store = samples::open(r.place.file);
    QCOMPARE(r.summary().state, RunState::Finished);
    QCOMPARE(r.store->metric(r.run, "train/loss")->points.size(), 4100U);
}

void TestSqliteStore::twoStoresOnOneFileSeeEachOther() {
    const OneRun r;
    const auto other = samples::open(r.place.file);
    QVERIFY(other);
    QCOMPARE(other->run(r.run)->state, RunState::Waiting); // of a living process: not interrupted
    const auto second = other->createRun(samples::spec("second")).value();
    QCOMPARE(second.value, 2);
    for (int i = 1; i <= 2000; ++i) {
        r.tellPoint("train/loss", i, i);
        other->record(samples::point(second, "train/loss", i, -i));
    }
    VERIFY_OK(r.store->flush());
    VERIFY_OK(other->flush());
    QCOMPARE(other->metric(r.run, "train/loss")->points.size(), 2000U);
    QCOMPARE(r.store->metric(second, "train/loss")->points.size(), 2000U);
    VERIFY_OK(other->postCommand(r.run, {api::CommandKind::Pause, 0, {}}));
    QCOMPARE(r.store->takeCommands(r.run)->size(), 1U);
}

void TestSqliteStore::readersAndWriterWorkAtOnce() {
    const OneRun r;
    constexpr int kPoints = 9000;
    std::atomic<int> faults = 0;
    std::vector<std::jthread> readers;
    for (int t = 0; t < 3; ++t)
        readers.emplace_back([&](const std::stop_token& stop) {
            std::size_t before = 0;
            while (!stop.stop_requested()) {
                const auto series = r.store->metric(r.run, "train/loss");
                // Points only ever arrive: block and tail are read in one snapshot.
                const bool isGood = series && series->points.size() >= before && r.store->runs() && r.store->events(r.run);
                if (!isGood)
                    ++faults;
                before = series ? series->points.size() : before;
            }
        });
    for (int i = 1; i <= kPoints; ++i) {
        r.tellPoint("train/loss", i, i);
        if (i % 300 == 0)
            VERIFY_OK(r.store->flush());
    }
    readers.clear();
    QCOMPARE(faults.load(), 0);
    QCOMPARE(r.store->metric(r.run, "train/loss")->points.size(), static_cast<std::size_t>(kPoints));
}

QTEST_APPLESS_MAIN(TestSqliteStore)
#include "tst_sqlite_store.moc"
