// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_run.h"
#include "ui/session/engine_session.h"
#include "ui/session/selection.h"

#include <QSignalSpy>
#include <QtTest>

using namespace cpw;
using namespace cpw::ui;
using tests::FakeEngine;
using tests::FakeStore;

namespace {

struct Bench {
    FakeStore store;
    FakeEngine engine{store};
    EngineSession session{engine, store};
};

} // namespace

class EngineSessionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void presetSubmitsAllItsArmsInOrder();
    void dataPathReplacesThatOfThePreset();
    void problemOfOneArmSubmitsNothing();
    void unknownPresetIsAnError();
    void changesOfOnePollAreToldOnceARun();
    void activeAndWaitingRunsFollowTheEvents();
    void stopAllDiscardsTheWaitingAndSavesTheActive();
    void runOfTheStoreIsReadOnceAndAnnounced();
    void unreadableRunIsAProblem();
    void storeFailureIsToldOnceAndAgainWhenOver();
    void notesAndDeletesReachTheStore();
    void eventsOfUnknownRunsAreIgnored();
    void liveValuesSendOnlyWhatWasStaged();
    void stagingTheValueInForceTakesTheChangeBack();
    void selectionTellsChangesOfOneTurnOnce();
    void chosenRunStopsFollowing();
    void selectedRunsHoldTheCurrentOne();
};

void EngineSessionTest::presetSubmitsAllItsArmsInOrder() {
    Bench bench;
    QSignalSpy added(&bench.session, &EngineSession::runAdded);
    const auto runs = bench.session.submitPreset(QStringLiteral("sample"));
    QVERIFY(runs.has_value());
    QCOMPARE(runs->size(), std::size_t(3));
    QCOMPARE(added.size(), 3);
    QCOMPARE(bench.engine.submitted[0].name, std::string("DCNv2 alone"));
    QCOMPARE(bench.engine.submitted[2].name, std::string("DCNv2 with PLM"));
    QCOMPARE(bench.session.waitingRuns(), *runs);
    QVERIFY(!bench.session.activeRun());
    QVERIFY(bench.session.hasWork());
}

void EngineSessionTest::dataPathReplacesThatOfThePreset() {
    Bench bench;
    QVERIFY(bench.session.submitPreset(QStringLiteral("movielens_1m"), QStringLiteral("/data/ml-1m")).has_value());
    QCOMPARE(bench.engine.submitted.front().data.path, std::string("/data/ml-1m"));
}

void EngineSessionTest::problemOfOneArmSubmitsNothing() {
    Bench bench;
    bench.engine.problems = {{"data.path", "there is no folder /nowhere", "choose the folder that holds ratings.dat", true}};
    const auto runs = bench.session.submitPreset(QStringLiteral("movielens_1m"), QStringLiteral("/nowhere"));
    QVERIFY(!runs.has_value());
    QVERIFY(runs.error().text().find("there is no folder /nowhere") != std::string::npos);
    QVERIFY(bench.engine.submitted.empty());
    QVERIFY(!bench.session.hasWork());
}

void EngineSessionTest::unknownPresetIsAnError() {
    Bench bench;
    QVERIFY(!bench.session.submitPreset(QStringLiteral("nothing")).has_value());
}

void EngineSessionTest::changesOfOnePollAreToldOnceARun() {
    Bench bench;
    const auto run = *bench.session.submit(FakeEngine::makeSpec("one", {spec::StageKind::FinetuneCtr}));
    QSignalSpy changed(&bench.session, &EngineSession::runChanged);
    for (int step = 1; step <= 500; ++step)
        bench.engine.push(run, api::Metric{"train/loss", 0, step, 0, 0.5});
    bench.session.poll();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(bench.session.knownFeed(run)->curve(0, "train/loss")->size(), std::size_t(500));
    bench.session.poll();
    QCOMPARE(changed.size(), 1);
}

void EngineSessionTest::activeAndWaitingRunsFollowTheEvents() {
    Bench bench;
    const auto runs = *bench.session.submitPreset(QStringLiteral("sample"));
    QSignalSpy ended(&bench.session, &EngineSession::runEnded);
    bench.engine.push(runs[0], api::RunStarted{"h", "host", false, 0});
    bench.session.poll();
    QCOMPARE(*bench.session.activeRun(), runs[0]);
    QCOMPARE(bench.session.waitingRuns().size(), std::size_t(2));
    bench.engine.push(runs[0], api::RunFinished{10, 1});
    bench.session.poll();
    QVERIFY(!bench.session.activeRun());
    QCOMPARE(ended.size(), 1);
    QCOMPARE(bench.session.waitingRuns().size(), std::size_t(2));
}

void EngineSessionTest::stopAllDiscardsTheWaitingAndSavesTheActive() {
    Bench bench;
    const auto runs = *bench.session.submitPreset(QStringLiteral("sample"));
    bench.engine.push(runs[0], api::RunStarted{"h", "host", false, 0});
    bench.session.poll();
    bench.session.stopAll(api::CommandKind::StopAndSave);
    QCOMPARE(bench.engine.commands.size(), std::size_t(3));
    QCOMPARE(bench.engine.commands[0].second.kind, api::CommandKind::Discard);
    QCOMPARE(bench.engine.commands[0].first, runs[1]);
    QCOMPARE(bench.engine.commands[2].second.kind, api::CommandKind::StopAndSave);
    QCOMPARE(bench.engine.commands[2].first, runs[0]);
    QVERIFY(bench.session.knownFeed(runs[0])->isStopping());
}

void EngineSessionTest::runOfTheStoreIsReadOnceAndAnnounced() {
    Bench bench;
    const auto run = *bench.store.createRun(FakeEngine::makeSpec("old", {spec::StageKind::FinetuneCtr}));
    const auto time = api::Clock::time_point(std::chrono::seconds(1));
    bench.store.edit(run, [&](FakeStore::Run& stored) {
        stored.summary.state = api::RunState::Finished;
        stored.metrics["train/loss"] = {"train/loss", {{1, 0, 0.7, time, 0}, {2, 0, 0.6, time, 0}}};
    });
    QSignalSpy loaded(&bench.session, &EngineSession::runLoaded);
    QVERIFY(!bench.session.feed(run));
    QVERIFY(!bench.session.feed(run));
    QVERIFY(loaded.wait());
    QCOMPARE(loaded.size(), 1);
    const RunFeed* feed = bench.session.feed(run);
    QVERIFY(feed);
    QCOMPARE(feed->timeline(0)->size(), std::size_t(2));
    QCOMPARE(feed->state(), api::RunState::Finished);
}

void EngineSessionTest::unreadableRunIsAProblem() {
    Bench bench;
    QSignalSpy problem(&bench.session, &EngineSession::problemFound);
    QVERIFY(!bench.session.feed({77}));
    QVERIFY(problem.wait());
    QVERIFY(problem.first().first().toString().contains(QStringLiteral("r-0077")));
}

void EngineSessionTest::storeFailureIsToldOnceAndAgainWhenOver() {
    Bench bench;
    QSignalSpy problem(&bench.session, &EngineSession::problemFound);
    bench.store.failureToReport = Error{ErrorCode::Store, "the disk is full", {}, {}};
    bench.session.poll();
    bench.session.poll();
    QCOMPARE(problem.size(), 1);
    QCOMPARE(problem.first().first().toString(), QStringLiteral("the disk is full"));
    bench.store.failureToReport.reset();
    bench.session.poll();
    QCOMPARE(problem.size(), 2);
    QVERIFY(problem.last().first().toString().isEmpty());
}

void EngineSessionTest::notesAndDeletesReachTheStore() {
    Bench bench;
    const auto run = *bench.session.submit(FakeEngine::makeSpec("one", {spec::StageKind::FinetuneCtr}));
    bench.session.setNote(run, QStringLiteral("good"));
    bench.engine.push(run, api::RunFinished{1, 1});
    bench.session.poll();
    QSignalSpy deleted(&bench.session, &EngineSession::runsDeleted);
    QSignalSpy read(&bench.session, &EngineSession::runsRead);
    bench.session.requestRuns();
    QVERIFY(read.wait());
    QCOMPARE(bench.store.run(run)->note, std::string("good"));
    bench.session.deleteRuns({run});
    QVERIFY(deleted.wait());
    QVERIFY(!bench.store.run(run).has_value());
    QVERIFY(!bench.session.knownFeed(run));
}

void EngineSessionTest::eventsOfUnknownRunsAreIgnored() {
    Bench bench;
    bench.engine.push({9}, api::RunStarted{"h", "host", false, 0});
    bench.session.poll();
    QVERIFY(!bench.session.activeRun());
}

void EngineSessionTest::liveValuesSendOnlyWhatWasStaged() {
    LiveValues values;
    values.setInForce(LiveValue::RateCtr, 1e-3);
    values.setInForce(LiveValue::RatePlm, 3e-4);
    values.stage(LiveValue::ClipNorm, 0.5);
    values.stage(LiveValue::RateCtr, 5e-4);
    const auto commands = values.commands();
    QCOMPARE(commands.size(), std::size_t(2));
    QCOMPARE(commands[0].kind, api::CommandKind::SetLearningRateCtr);
    QCOMPARE(commands[0].value, 5e-4);
    QCOMPARE(commands[1].kind, api::CommandKind::SetClipNorm);
    QCOMPARE(values.shown(LiveValue::RatePlm), 3e-4);
    values.discard();
    QVERIFY(values.commands().empty());
}

void EngineSessionTest::stagingTheValueInForceTakesTheChangeBack() {
    LiveValues values;
    values.setInForce(LiveValue::RateCtr, 1e-3);
    values.stage(LiveValue::RateCtr, 2e-3);
    QVERIFY(values.isAnyStaged());
    values.stage(LiveValue::RateCtr, 1e-3);
    QVERIFY(!values.isAnyStaged());
}

void EngineSessionTest::selectionTellsChangesOfOneTurnOnce() {
    Selection selection;
    QSignalSpy current(&selection, &Selection::currentRunChanged);
    QSignalSpy cursor(&selection, &Selection::stepCursorChanged);
    selection.chooseRun({1});
    selection.chooseRun({2});
    selection.setStepCursor(5);
    selection.setStepCursor(6);
    QCOMPARE(current.size(), 0);
    QCoreApplication::processEvents();
    QCOMPARE(current.size(), 1);
    QCOMPARE(cursor.size(), 1);
    QCOMPARE(*selection.currentRun(), api::RunId{2});
    QCOMPARE(*selection.stepCursor(), 6);
}

void EngineSessionTest::chosenRunStopsFollowing() {
    Selection selection;
    QVERIFY(selection.isFollowing());
    selection.followRun({1});
    QVERIFY(selection.isFollowing());
    selection.chooseRun({2});
    QVERIFY(!selection.isFollowing());
    selection.setStepCursor(10);
    selection.chooseRun({3});
    QVERIFY(!selection.stepCursor());
    selection.forgetRun({3});
    QVERIFY(!selection.currentRun());
    QVERIFY(selection.isFollowing());
}

void EngineSessionTest::selectedRunsHoldTheCurrentOne() {
    Selection selection;
    selection.followRun({1});
    selection.setRuns({{4}, {5}});
    QCOMPARE(*selection.currentRun(), api::RunId{4}); // for every page, Inspect among them
    QVERIFY(!selection.isFollowing());
    selection.setRuns({{5}, {4}});
    QCOMPARE(*selection.currentRun(), api::RunId{4}); // still among them
    selection.setRuns({});
    QCOMPARE(*selection.currentRun(), api::RunId{4}); // nothing selected chooses nothing
    selection.setRuns({{4}, {5}});
    selection.forgetRun({4});
    QVERIFY(!selection.currentRun() && selection.isFollowing());
    QCOMPARE(selection.runs(), (std::vector<api::RunId>{{5}}));
}

QTEST_GUILESS_MAIN(EngineSessionTest)
#include "tst_engine_session.moc"
