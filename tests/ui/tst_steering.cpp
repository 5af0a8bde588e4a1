// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_run.h"
#include "tests/support/window_sessions.h"
#include "ui/main_window.h"
#include "ui/pages/live_page.h"
#include "ui/widgets/rate_editor.h"
#include "ui/widgets/sidebar.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace cpw;
using namespace cpw::ui;
using tests::FakeEngine;
using tests::FakeStore;
using tests::ScriptedRun;
using tests::WindowSessions;

namespace {

struct Bench {
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    FakeStore store;
    FakeEngine engine{store};
    EngineSession session{engine, store};
    WindowSessions sessions{session, store};
    MainWindow window;

    explicit Bench(Theme& theme) : window(theme, sessions, settings) {
        window.resize(1440, 900);
        window.show();
    }
    void deliver() {
        session.poll();
        QCoreApplication::processEvents();
    }
    LivePage& live() { return window.livePage(); }
    ControlColumn& control() { return live().control(); }
    ScriptedRun startSample(std::int64_t steps) {
        window.trainSample();
        ScriptedRun script(engine, {3}, engine.submitted[2]);
        script.advance(steps);
        deliver();
        window.selection().followRun({3});
        deliver();
        return script;
    }
    /// A finished run in the store, as another process left or leaves it.
    api::RunId storedRun(api::RunState state) {
        const auto run = *store.createRun(FakeEngine::makeSpec("elsewhere", {spec::StageKind::FinetuneCtr}));
        addPoints(run, 1, 40);
        store.edit(run, [&](FakeStore::Run& stored) {
            stored.summary.state = state;
            stored.events.push_back({1, {}, "started", "Started.", api::LogLevel::Info});
        });
        return run;
    }
    void addPoints(api::RunId run, std::int64_t from, std::int64_t to) {
        store.edit(run, [&](FakeStore::Run& stored) {
            auto& series = stored.metrics["train/loss"];
            series.name = "train/loss";
            for (auto step = from; step <= to; ++step)
                series.points.push_back({step, double(step) / 20, 1.0 / double(step), {}, 0});
            stored.summary.step = to;
        });
    }
    /// As the session's timer does, over and over, until `isSeen`; the answers come from other threads.
    template <class Seen>
    bool sees(const Seen& isSeen) {
        return QTest::qWaitFor([&] {
            session.lookAtFile();
            QTest::qWait(5);
            return isSeen();
        });
    }
};

} // namespace

class SteeringTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void forkPanelOpensAtTheNearestCheckpointAndStartsTheEditedRun() {
        Bench bench(*m_theme);
        auto script = bench.startSample(300);
        bench.engine.checkpointSteps = {110, 220};
        bench.window.selection().setStepCursor(150);
        bench.deliver();
        QTest::mouseClick(&bench.live().forkButton(), Qt::LeftButton);
        auto& panel = bench.live().forkPanel();
        QTRY_VERIFY(panel.isVisible());
        QVERIFY2(panel.place().contains(QStringLiteral("step 110")) && panel.place().contains(QStringLiteral("150")), qPrintable(panel.place()));
        panel.field(LiveValue::RateCtr).setValue(2e-4);
        panel.epochs().setValue(9);
        panel.seed().setText(QStringLiteral("77"));
        QTest::mouseClick(&panel.startButton(), Qt::LeftButton);
        QTRY_COMPARE(bench.engine.forked.size(), std::size_t(1));
        const auto& asked = bench.engine.forked.front();
        QCOMPARE(asked.parent, api::RunId{3});
        QCOMPARE(asked.step, 110);
        QCOMPARE(asked.spec.stages[0].optimizer.learningRateCtr, 2e-4);
        QCOMPARE(asked.spec.stages[0].optimizer.learningRatePlm, 3e-4);
        QCOMPARE(asked.spec.stages[0].epochs, 9);
        QCOMPARE(asked.spec.seed, std::uint64_t(77));
        QTRY_COMPARE(bench.window.selection().currentRun(), std::optional(api::RunId{4}));
        QVERIFY(!panel.isVisible());
    }

    void aSeedThatIsNoNumberIsSaidInThePanel() {
        Bench bench(*m_theme);
        auto script = bench.startSample(300);
        bench.engine.checkpointSteps = {220};
        QTest::mouseClick(&bench.live().forkButton(), Qt::LeftButton);
        auto& panel = bench.live().forkPanel();
        QTRY_VERIFY(panel.isVisible());
        panel.seed().setText(QStringLiteral("seven"));
        QTest::mouseClick(&panel.startButton(), Qt::LeftButton);
        QVERIFY(panel.problem().contains(QStringLiteral("seven")));
        QVERIFY(bench.engine.forked.empty());
        QTest::keyClick(&panel, Qt::Key_Escape);
        QVERIFY(!panel.isVisible());
    }

    void aForkShowsItsParentFaint() {
        Bench bench(*m_theme);
        auto script = bench.startSample(300);
        bench.engine.checkpointSteps = {220};
        bench.engine.forkNotes = {"the optimiser state starts anew"};
        const auto spec = bench.engine.submitted[2];
        bench.session.fork({3}, 220, spec);
        QTRY_COMPARE(bench.window.selection().currentRun(), std::optional(api::RunId{4}));
        QVERIFY(bench.window.problem().contains(QStringLiteral("optimiser state starts anew")));
        bench.engine.push({4}, api::RunStarted{"", "here", false, 220});
        bench.engine.push({4}, api::StageStarted{0, spec::StageKind::PaMlm, 0, 660, false});
        bench.engine.push({4}, api::Metric{"train/loss", 0, 221, 2.0, 0.9});
        bench.deliver();
        const auto& series = bench.live().charts().plots()[0]->series();
        QCOMPARE(series.size(), std::size_t(3));
        QVERIFY(!series[0].isFaint && series[0].curve->size() == 1);
        QVERIFY(series[1].isFaint && series[1].curve->size() == 300);
        QVERIFY(bench.live().charts().xRange().first < 10); // the parent's steps are in sight
    }

    void eventsOfAForkBeforeItsAnswerAreKept() {
        Bench bench(*m_theme);
        auto script = bench.startSample(10);
        bench.session.fork({3}, 5, bench.engine.submitted[2]);
        bench.engine.push({4}, api::RunStarted{"", "here", false, 5});
        bench.engine.push({4}, api::StageStarted{0, spec::StageKind::PaMlm, 0, 660, false});
        bench.engine.push({4}, api::Metric{"train/loss", 0, 6, 0.1, 0.9});
        bench.session.poll(); // before the answer of the worker is taken
        QTRY_VERIFY(bench.session.knownFeed({4}));
        QVERIFY(bench.session.knownFeed({4})->curve(0, "train/loss"));
    }

    void decayAndFreezingAreStagedAndSentInOneApply() {
        Bench bench(*m_theme);
        auto script = bench.startSample(50);
        auto& control = bench.control();
        control.editor(LiveValue::WeightDecay).spinBox().setValue(0.1);
        Q_EMIT control.editor(LiveValue::WeightDecay).valueEdited(0.1);
        QTest::mouseClick(&control.freezeBox(FreezeSide::Plm), Qt::LeftButton, {}, QPoint(8, control.freezeBox(FreezeSide::Plm).height() / 2));
        QVERIFY(bench.engine.commands.empty());
        QVERIFY(control.applyButton().isEnabled());
        control.applyButton().click();
        QCOMPARE(bench.engine.commands.size(), std::size_t(2));
        QCOMPARE(bench.engine.commands[0].second.kind, api::CommandKind::SetWeightDecay);
        QCOMPARE(bench.engine.commands[0].second.value, 0.1);
        QCOMPARE(bench.engine.commands[1].second.kind, api::CommandKind::Freeze);
        QCOMPARE(bench.engine.commands[1].second.part, std::string("plm"));
        script.advance(1);
        bench.deliver();
        QCOMPARE(control.note(), QStringLiteral("In force from step 51"));
        QVERIFY(control.freezeBox(FreezeSide::Plm).isChecked());
        QVERIFY(!control.applyButton().isEnabled());
    }

    void evaluateAndCheckpointAreAskedFor() {
        Bench bench(*m_theme);
        auto script = bench.startSample(50);
        bench.control().evaluateButton().click();
        bench.control().checkpointButton().click();
        QCOMPARE(bench.engine.commands.size(), std::size_t(2));
        QCOMPARE(bench.engine.commands[0].second.kind, api::CommandKind::EvaluateNow);
        QCOMPARE(bench.engine.commands[1].second.kind, api::CommandKind::CheckpointNow);
    }

    void aRunOfAnotherProcessIsFollowedThroughTheFile() {
        Bench bench(*m_theme);
        const auto run = bench.storedRun(api::RunState::Running);
        bench.window.showPage(PageId::Live);
        const auto points = [&] {
            const auto* feed = bench.session.knownFeed(run);
            return feed && feed->curve(0, "train/loss") ? feed->curve(0, "train/loss")->size() : std::size_t(0);
        };
        QVERIFY(bench.sees([&] { return bench.session.isElsewhere(run) && points() == 40; }));
        QCOMPARE(bench.window.selection().currentRun(), std::optional(run));
        const Curve* curve = bench.session.knownFeed(run)->curve(0, "train/loss");
        QCOMPARE(curve->size(), std::size_t(40));
        bench.addPoints(run, 41, 60);
        bench.store.edit(run, [](FakeStore::Run& stored) {
            stored.events.push_back({55, {}, "command", "From step 55: learning rate, CTR side: 0.001 to 0.0005.", api::LogLevel::Info});
        });
        QVERIFY(bench.sees([&] { return points() == 60 && bench.control().note() == QStringLiteral("In force from step 55"); }));
        QCOMPARE(bench.session.knownFeed(run)->curve(0, "train/loss"), curve); // grown, not read anew
        QCOMPARE(curve->size(), std::size_t(60));
        QCOMPARE(bench.session.knownFeed(run)->stages()[0].steps, 160); // 20 steps an epoch, 8 epochs
        QCOMPARE(bench.session.knownFeed(run)->stages()[0].stageStep, 60);
        QCOMPARE(bench.session.knownFeed(run)->values().inForce(LiveValue::RateCtr), 0.0005);
        QCOMPARE(bench.control().note(), QStringLiteral("In force from step 55"));
        bench.control().togglePause();
        QTRY_COMPARE(bench.store.posted.size(), std::size_t(1));
        QCOMPARE(bench.store.posted[0].second.kind, api::CommandKind::Pause);
        QVERIFY(bench.engine.commands.empty());
        QVERIFY(!bench.session.hasWork()); // closing stops nothing of another process
    }

    void aRunThatWasSetBackIsReadAnew() {
        Bench bench(*m_theme);
        const auto run = bench.storedRun(api::RunState::Running);
        const auto points = [&] {
            bench.session.lookAtFile(); // as the session's timer does, over and over
            const auto* feed = bench.session.knownFeed(run);
            return feed && feed->curve(0, "train/loss") ? feed->curve(0, "train/loss")->size() : std::size_t(0);
        };
        QTRY_COMPARE(points(), std::size_t(40));
        bench.store.edit(run, [](FakeStore::Run& stored) { stored.metrics["train/loss"].points.resize(20); stored.summary.step = 20; });
        QTRY_COMPARE(points(), std::size_t(20));
    }

    void aRunIsTakenBackWhenItHasStoppedThere() {
        Bench bench(*m_theme);
        const auto run = bench.storedRun(api::RunState::Running);
        bench.window.showPage(PageId::Live);
        QVERIFY(bench.sees([&] { return bench.control().takeBackButton().isVisible(); }));
        bench.control().takeBackButton().click();
        QTRY_COMPARE(bench.store.posted.size(), std::size_t(1));
        QCOMPARE(bench.store.posted[0].second.kind, api::CommandKind::StopAndSave);
        QVERIFY(bench.engine.resumed.empty());
        bench.store.edit(run, [](FakeStore::Run& stored) { stored.summary.state = api::RunState::Stopped; });
        QVERIFY(bench.sees([&] { return !bench.engine.resumed.empty(); }));
        QCOMPARE(bench.engine.resumed, std::vector{run});
        QVERIFY(!bench.session.isElsewhere(run));
    }

    void lackOfMemoryIsFixedBySmallerMicroBatches() {
        Bench bench(*m_theme);
        auto script = bench.startSample(300);
        bench.engine.checkpointSteps = {220};
        script.fail("CUDA out of memory. Tried to allocate 2.00 GiB");
        bench.deliver();
        auto& failure = bench.live().failure();
        QVERIFY(failure.isVisible() && failure.fixButton().isVisible());
        failure.fixButton().click();
        QTRY_VERIFY(bench.live().forkPanel().isVisible());
        QCOMPARE(bench.live().forkPanel().microBatches().value(), 2);
    }

    void theFixIsOfferedToTheRunsThatWait() {
        Bench bench(*m_theme);
        bench.sessions.queue.setPaused(true);
        bench.sessions.queue.start();
        auto waiting = FakeEngine::makeSpec("waits", {spec::StageKind::PaMlm, spec::StageKind::FinetuneCtr});
        bench.sessions.queue.add({waiting});
        QTRY_COMPARE(bench.sessions.queue.entries().size(), std::size_t{1});
        auto script = bench.startSample(300);
        script.fail("the loss of step 218 is nan; lower the learning rates");
        bench.deliver();
        auto& failure = bench.live().failure();
        QVERIFY(failure.fixQueueButton().isVisible());
        const auto failed = bench.session.knownFeed({3})->currentStage();
        failure.fixQueueButton().click();
        QVERIFY(!failure.fixQueueButton().isEnabled());
        QTRY_VERIFY(std::abs(bench.sessions.queue.entries()[0].spec.stages[static_cast<std::size_t>(failed)].optimizer.learningRateCtr - 1e-4) < 1e-12);
        QCOMPARE(bench.sessions.queue.entries()[0].spec.stages[static_cast<std::size_t>(1 - failed)].optimizer.learningRateCtr, 1e-3);
    }

    void aBadLossLeadsToItsStepAndToLowerRates() {
        Bench bench(*m_theme);
        auto script = bench.startSample(300);
        bench.engine.checkpointSteps = {110, 220};
        script.fail("the loss of step 218 is nan; lower the learning rates");
        bench.deliver();
        auto& failure = bench.live().failure();
        failure.goToStepButton().click();
        QCOMPARE(bench.window.selection().stepCursor(), std::optional<std::int64_t>(218));
        failure.fixButton().click();
        auto& panel = bench.live().forkPanel();
        QTRY_VERIFY(panel.isVisible());
        QVERIFY(panel.place().contains(QStringLiteral("step 110")));
        QVERIFY(std::abs(panel.field(LiveValue::RateCtr).value() - 1e-4) < 1e-12);
    }

    void missingDataAreLocatedAndTrainedAnew() {
        Bench bench(*m_theme);
        auto script = bench.startSample(1);
        script.fail("cannot open /old/ratings.dat: No such file or directory; check the path");
        bench.deliver();
        bench.live().setPlaceQuestion([](const QString&) { return QStringLiteral("/new/ratings.dat"); });
        bench.live().failure().fixButton().click();
        QCOMPARE(bench.engine.submitted.back().data.path, std::string("/new/ratings.dat"));
        QCOMPARE(bench.window.selection().currentRun(), std::optional(api::RunId{4}));
    }

    void anotherFailureOffersNoFix() {
        Bench bench(*m_theme);
        auto script = bench.startSample(300);
        script.fail("the tokenizer has 7 pieces");
        bench.deliver();
        QVERIFY(bench.live().failure().isVisible());
        QVERIFY(!bench.live().failure().fixButton().isVisible());
    }

    void anyMetricOfTheRunCanHaveAChart() {
        Bench bench(*m_theme);
        auto script = bench.startSample(50);
        bench.window.showPage(PageId::Live);
        for (const char* field : {"genre", "author"})
            bench.engine.push({3}, api::Metric{std::string("train/masked_accuracy/") + field, 0, 50, 1, 0.5});
        bench.deliver();
        auto& charts = bench.live().charts();
        const QStringList expected{QStringLiteral("train/grad_norm"), QStringLiteral("train/masked_accuracy/*")};
        QCOMPARE(charts.offeredMetrics(), expected);
        charts.addMetric(expected[0]);
        charts.addMetric(expected[1]);
        QCOMPARE(charts.plots().size(), std::size_t(5));
        QCOMPARE(charts.plots()[3]->series().front().curve->size(), std::size_t(50));
        QCOMPARE(charts.plots()[4]->series().size(), std::size_t(2));
        charts.removeMetric(expected[0]);
        QCOMPARE(charts.plots().size(), std::size_t(4));
        QCOMPARE(charts.addedMetrics(), QStringList{expected[1]});
    }

    void twentyFourChartsScrollAndKeepTheirHeight() {
        Bench bench(*m_theme);
        auto script = bench.startSample(50);
        bench.window.showPage(PageId::Live);
        for (int i = 0; i < 30; ++i)
            bench.engine.push({3}, api::Metric{"valid/metric_" + std::to_string(i), 0, 50, 1, 0.5});
        bench.deliver();
        auto& charts = bench.live().charts();
        for (const auto& metric : charts.offeredMetrics())
            charts.addMetric(metric);
        QCOMPARE(charts.plots().size(), std::size_t(24));
        QTest::qWait(0);
        for (auto* plot : charts.plots())
            QVERIFY2(plot->height() >= 90, qPrintable(QStringLiteral("%1: %2").arg(plot->title()).arg(plot->height())));
        QVERIFY(charts.lane().isVisible());
    }

    void fullScreenShowsTheChartWithTheFocusAlone() {
        Bench bench(*m_theme);
        auto script = bench.startSample(50);
        bench.window.showPage(PageId::Live);
        auto& charts = bench.live().charts();
        bench.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bench.window));
        charts.plots()[1]->setFocus();
        QTest::keyClick(charts.plots()[1], Qt::Key_F11);
        QCOMPARE(charts.enlarged(), charts.plots()[1]);
        QVERIFY(!charts.plots()[0]->isVisible());
        QVERIFY(!bench.live().control().isVisible());
        QVERIFY(!bench.live().log().isVisible());
        QTest::keyClick(charts.plots()[1], Qt::Key_Escape);
        QCOMPARE(charts.enlarged(), nullptr);
        QVERIFY(!bench.window.isFullScreen());
        for (auto* plot : charts.plots())
            QVERIFY(plot->isVisible());
        QVERIFY(bench.live().control().isVisible());
        QVERIFY(bench.window.sidebar().isVisible());
    }

    void aPauseHasABandUntilItEnds() {
        Bench bench(*m_theme);
        auto script = bench.startSample(50);
        bench.window.showPage(PageId::Live);
        auto& canvas = bench.live().charts().plots()[0]->canvas();
        const auto colorAt = [&](double x) {
            bench.live().charts().plots()[0]->refreshNow();
            canvas.replot(QCustomPlot::rpImmediateRefresh);
            return canvas.toPixmap().toImage().pixelColor(static_cast<int>(canvas.xAxis->coordToPixel(x)), canvas.axisRect()->bottom() - 2);
        };
        const double place = 51.5; // after the last step, where no line is
        bench.engine.push({3}, api::StateChanged{true, 50});
        bench.deliver();
        QVERIFY(canvas.xAxis->range().upper > place);
        const QColor paused = colorAt(place);
        QVERIFY(paused != m_theme->tokens().raised);
        bench.engine.push({3}, api::StateChanged{false, 50});
        script.advance(5);
        bench.deliver();
        bench.live().charts().plots()[0]->setXRange(0, 70);
        QCOMPARE(colorAt(60), m_theme->tokens().raised);
    }

    void waitingRunsGoToTheQueueWhenTheWindowCloses() {
        for (const auto choice : {CloseChoice::StopAndSave, CloseChoice::Discard}) {
            Bench bench(*m_theme);
            auto script = bench.startSample(20);
            auto later = FakeEngine::makeSpec("queued before", {spec::StageKind::FinetuneCtr});
            bench.sessions.queue.add({later});
            QTRY_COMPARE(bench.sessions.queue.entries().size(), std::size_t(1));
            const auto waiting = bench.session.waitingRuns();
            QCOMPARE(waiting.size(), std::size_t(2));
            std::vector<std::string> expected;
            if (choice == CloseChoice::StopAndSave)
                for (const auto run : waiting)
                    expected.push_back(bench.session.knownFeed(run)->spec().name);
            expected.push_back("queued before");
            bench.window.setCloseQuestion([choice] { return choice; });
            bench.window.close();
            bench.engine.push({3}, api::RunCancelled{20, true});
            for (const auto run : waiting)
                bench.engine.push(run, api::RunCancelled{0, false});
            bench.deliver();
            QTRY_VERIFY(!bench.window.isVisible());
            QTRY_COMPARE(bench.store.queue()->size(), expected.size());
            std::vector<std::string> names;
            const auto entries = *bench.store.queue();
            for (const auto& entry : entries)
                names.push_back(entry.spec.name);
            QCOMPARE(names, expected);
        }
    }

    void titleTellsThePercentOfTheRunAndNothingElse() {
        Bench bench(*m_theme);
        const QString plain = bench.window.windowTitle();
        auto script = bench.startSample(330);
        QVERIFY2(bench.window.windowTitle().endsWith(plain) && bench.window.windowTitle().contains(QStringLiteral(" %")),
                 qPrintable(bench.window.windowTitle()));
        bench.engine.push({3}, api::RunCancelled{330, true});
        bench.engine.push({1}, api::RunCancelled{0, false});
        bench.engine.push({2}, api::RunCancelled{0, false});
        bench.deliver();
        QCOMPARE(bench.window.windowTitle(), plain);
    }

    void keepTrainingIsOnlyOfferedWithATrainer() {
        Bench bench(*m_theme);
        QVERIFY(!bench.session.canHandOver());
        bench.session.setTrainerProgram(QStringLiteral("/no/such/program"));
        QVERIFY(bench.session.canHandOver());
        auto script = bench.startSample(20);
        bench.window.setCloseQuestion([] { return CloseChoice::KeepTraining; });
        bench.window.close();
        QCOMPARE(bench.engine.commands.back().second.kind, api::CommandKind::StopAndSave);
        script.advance(1);
        bench.engine.push({1}, api::RunCancelled{0, false});
        bench.engine.push({2}, api::RunCancelled{0, false});
        bench.deliver();
        // The program cannot be started: the window stays and says that nothing is lost.
        QTRY_VERIFY(bench.window.problem().contains(QStringLiteral("/no/such/program")));
        QVERIFY(bench.window.isVisible());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(SteeringTest)
#include "tst_steering.moc"
