// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_run.h"
#include "ui/session/engine_session.h"
#include "ui/session/run_queue.h"

#include <QSignalSpy>
#include <QtTest>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

namespace {

api::RunSpec named(const char* name) {
    return FakeEngine::makeSpec(name, {spec::StageKind::FinetuneCtr});
}

struct Bench {
    FakeStore store;
    FakeEngine engine{store};
    EngineSession session{engine, store};
    RunQueue queue{session, store};

    void end(api::RunId run) {
        engine.push(run, api::RunFinished{10, 1});
        session.poll();
    }
    QStringList submitted() const {
        QStringList names;
        for (const auto& spec : engine.submitted)
            names << QString::fromStdString(spec.name);
        return names;
    }
};

} // namespace

class RunQueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void runsStartOneAfterTheOther() {
        Bench bench;
        bench.queue.start();
        bench.queue.add({named("a"), named("b")});
        QTRY_COMPARE(bench.submitted(), QStringList({"a"}));
        QTRY_COMPARE(bench.queue.entries().size(), std::size_t{1});
        QTest::qWait(20); // nothing more comes while it trains
        QCOMPARE(bench.engine.submitted.size(), std::size_t{1});
        bench.end({1});
        QTRY_COMPARE(bench.submitted(), QStringList({"a", "b"}));
        QTRY_VERIFY(bench.queue.entries().empty());
    }

    void aFailedRunDoesNotStopIt() {
        Bench bench;
        bench.queue.start();
        bench.queue.add({named("a"), named("b")});
        QTRY_COMPARE(bench.submitted().size(), 1);
        bench.engine.push({1}, api::RunFailed{5, Error{ErrorCode::RunFailed, "the loss is not a number", {}, {}}});
        bench.session.poll();
        QTRY_COMPARE(bench.submitted(), QStringList({"a", "b"}));
    }

    void whatCannotStartKeepsItsPlaceAndReason() {
        Bench bench;
        bench.queue.setPaused(true);
        bench.queue.start();
        QTRY_VERIFY(bench.store.setting("queue/paused")->has_value());
        bench.queue.add({named("a"), named("b")});
        QTRY_COMPARE(bench.queue.entries().size(), std::size_t{2});
        bench.engine.problems = {{"data.path", "is empty", {}, true}};
        bench.queue.setPaused(false);
        QTRY_VERIFY(bench.queue.entries().size() == 2 && !bench.queue.entries()[0].problem.empty() && !bench.queue.entries()[1].problem.empty());
        QCOMPARE(bench.queue.entries()[0].spec.name, std::string("a"));
        QVERIFY(bench.queue.entries()[0].problem.find("data.path") != std::string::npos);
        bench.engine.problems.clear();
        bench.queue.change(bench.queue.entries()[1].id, named("b"));
        QTRY_COMPARE(bench.submitted(), QStringList({"b"})); // the other one waits for its own correction
        QTRY_COMPARE(bench.queue.entries().size(), std::size_t{1});
    }

    void thePauseAndTheOrderAreKeptInTheFile() {
        Bench bench;
        bench.queue.setPaused(true);
        bench.queue.start();
        bench.queue.add({named("a"), named("b"), named("c")});
        QTRY_COMPARE(bench.queue.entries().size(), std::size_t{3});
        bench.queue.move(bench.queue.entries()[2].id, 0);
        QTRY_COMPARE(bench.queue.entries()[0].spec.name, std::string("c"));
        bench.queue.remove({bench.queue.entries()[1].id});
        QTRY_COMPARE(bench.queue.entries().size(), std::size_t{2});
        RunQueue again(bench.session, bench.store);
        QSignalSpy changes(&again, &RunQueue::changed);
        again.start();
        QTRY_COMPARE(again.entries().size(), std::size_t{2});
        QVERIFY(again.isPaused());
        QCOMPARE(again.entries()[0].spec.name, std::string("c"));
        QVERIFY(bench.engine.submitted.empty());
    }

    void nothingStartsWhileTheWindowCloses() {
        Bench bench;
        bench.queue.start();
        bench.queue.add({named("a"), named("b")});
        QTRY_COMPARE(bench.submitted().size(), 1);
        QTRY_COMPARE(bench.queue.entries().size(), std::size_t{1});
        bench.queue.setHeld(true);
        bench.end({1});
        QTest::qWait(50);
        QCOMPARE(bench.submitted(), QStringList({"a"}));
        QTRY_COMPARE(bench.store.queue()->size(), std::size_t{1}); // it is there the next time
        bench.queue.setHeld(false);
        QTRY_COMPARE(bench.submitted(), QStringList({"a", "b"}));
    }

    void aRunOfAnotherProcessIsWaitedFor() {
        Bench bench;
        const auto other = *bench.store.createRun(named("elsewhere"));
        bench.store.edit(other, [](FakeStore::Run& run) { run.summary.state = api::RunState::Running; });
        bench.session.lookAtFile();
        QTRY_VERIFY(bench.session.isElsewhere(other));
        bench.queue.start();
        bench.queue.add({named("a")});
        QTRY_COMPARE(bench.queue.entries().size(), std::size_t{1});
        QTest::qWait(50);
        QVERIFY(bench.engine.submitted.empty());
        bench.store.edit(other, [](FakeStore::Run& run) { run.summary.state = api::RunState::Finished; });
        bench.session.lookAtFile();
        QTRY_COMPARE(bench.submitted(), QStringList({"a"}));
    }

    void aReadOnlyFileStartsNothing() {
        Bench bench;
        (void)bench.store.addToQueue({named("a")});
        bench.store.readOnly = true;
        bench.queue.start();
        QTRY_COMPARE(bench.queue.entries().size(), std::size_t{1});
        QVERIFY(bench.engine.submitted.empty());
    }
};

QTEST_MAIN(RunQueueTest)
#include "tst_run_queue.moc"
