// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/window_bench.h"
#include "ui/pages/home_page.h"
#include "ui/pages/live_page.h"
#include "ui/pages/runs_page.h"
#include "ui/widgets/next_moves_bar.h"
#include "ui/widgets/rate_editor.h"
#include "ui/widgets/sidebar.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include <memory>

using namespace cpw;
using namespace cpw::ui;
using tests::FakeEngine;
using tests::FakeStore;
using tests::ScriptedRun;
using tests::WindowSessions;

namespace {

/// The whole window over a fake engine.
struct Bench : tests::WindowBench {
    using WindowBench::WindowBench;

    void deliver() {
        session.poll();
        QCoreApplication::processEvents();
    }
    ControlColumn& control() { return window->livePage().control(); }
    std::vector<api::CommandKind> commandKinds() const {
        std::vector<api::CommandKind> kinds;
        for (const auto& [run, command] : engine.commands)
            kinds.push_back(command.kind);
        return kinds;
    }
};

} // namespace

class PagesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void trainSampleButtonSubmitsTheArmsAndShowsLive();
    void controlReturnTrainsTheSample();
    void refusedSampleIsExplainedAndNothingStarts();
    void pauseButtonPausesThenResumes();
    void stepButtonSendsTheNumberOfSteps();
    void applySendsExactlyTheChangedRates();
    void appliedRateIsConfirmedWithItsStep();
    void discardGoesBackToTheValuesInForce();
    void stopAsksOnceAndNamesWhatIsLost();
    void stopAndSaveNeedsNoQuestion();
    void chartsShowTheStageThatTrains();
    void clickOnAStageShowsItsCurves();
    void branchesOfOnePaMlmStandSideBySide();
    void branchesOfStoredRunsStandSideBySide();
    void theEmptyLivePageOffersTheLastRuns();
    void nextRunIsFollowedUnlessOneWasChosen();
    void failedRunNamesCauseAndWhatIsKept();
    void resumeButtonResumesAStoppedRun();
    void cursorIsSharedByChartsAndSidebar();
    void runsAreListedAndDoubleClickOpensLive();
    void filterCountsAndClears();
    void theFirstFinishedRunOffersWhatComesNextOnce();
    void theSettingsOfTheSampleAreLookedAtFirst();
    void deleteAsksFirst();
    void trainingRunCannotBeDeleted();
    void noteIsWrittenToTheStore();
    void emptyRunsPageOffersTheSample();
    void badgesFollowTheRun();
    void closingAsksAndWaitsForTheEnd();
    void cancelledCloseKeepsTheWindow();
    void readOnlyFileOffersNoTraining();
    void pagesAreBuiltWhenFirstShown();

private:
    std::unique_ptr<Theme> m_theme;
};

void PagesTest::trainSampleButtonSubmitsTheArmsAndShowsLive() {
    Bench bench(*m_theme);
    QTest::mouseClick(bench.window->homePage().trainButton(), Qt::LeftButton);
    QCOMPARE(bench.engine.submitted.size(), std::size_t(3));
    QCOMPARE(bench.window->page(), PageId::Live);
    bench.deliver();
    QCOMPARE(bench.window->selection().currentRun(), std::optional(api::RunId{1}));
}

void PagesTest::controlReturnTrainsTheSample() {
    Bench bench(*m_theme);
    QVERIFY(QTest::qWaitForWindowExposed(bench.window.get()));
    QTest::keyClick(bench.window.get(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(bench.engine.submitted.size(), std::size_t(3));
}

void PagesTest::refusedSampleIsExplainedAndNothingStarts() {
    Bench bench(*m_theme);
    bench.engine.problems = {{"device", "there is no CUDA card", "set device to cpu", true}};
    QTest::mouseClick(bench.window->homePage().trainButton(), Qt::LeftButton);
    QVERIFY(bench.window->problem().contains(QStringLiteral("there is no CUDA card")));
    QCOMPARE(bench.window->page(), PageId::Home);
}

void PagesTest::pauseButtonPausesThenResumes() {
    Bench bench(*m_theme);
    auto script = bench.startSample(50);
    QTest::mouseClick(&bench.control().pauseButton(), Qt::LeftButton);
    QCOMPARE(bench.commandKinds(), std::vector{api::CommandKind::Pause});
    script.advance(1);
    bench.deliver();
    QCOMPARE(bench.control().pauseButton().text(), QStringLiteral("Resume"));
    QTest::mouseClick(&bench.control().pauseButton(), Qt::LeftButton);
    QCOMPARE(bench.commandKinds().back(), api::CommandKind::Resume);
}

void PagesTest::stepButtonSendsTheNumberOfSteps() {
    Bench bench(*m_theme);
    auto script = bench.startSample(50);
    QTest::mouseClick(&bench.control().stepButton(), Qt::LeftButton);
    QCOMPARE(bench.engine.commands.back().second.kind, api::CommandKind::Step);
    QCOMPARE(bench.engine.commands.back().second.value, 1.0);
}

void PagesTest::applySendsExactlyTheChangedRates() {
    Bench bench(*m_theme);
    auto script = bench.startSample(50);
    QVERIFY(!bench.control().applyButton().isEnabled());
    auto& rate = bench.control().editor(LiveValue::RatePlm).spinBox();
    rate.selectAll();
    QTest::keyClicks(&rate, QStringLiteral("5e-5"));
    QTest::keyClick(&rate, Qt::Key_Return);
    QVERIFY(bench.control().applyButton().isEnabled());
    QCOMPARE(bench.control().note(), QStringLiteral("Takes effect at step 51"));
    QVERIFY(bench.engine.commands.empty()); // staged, not sent
    QTest::mouseClick(&bench.control().applyButton(), Qt::LeftButton);
    QCOMPARE(bench.engine.commands.size(), std::size_t(1));
    QCOMPARE(bench.engine.commands[0].first, api::RunId{3});
    QCOMPARE(bench.engine.commands[0].second.kind, api::CommandKind::SetLearningRatePlm);
    QCOMPARE(bench.engine.commands[0].second.value, 5e-5);
    QVERIFY(!bench.control().applyButton().isEnabled());
}

void PagesTest::appliedRateIsConfirmedWithItsStep() {
    Bench bench(*m_theme);
    auto script = bench.startSample(50);
    bench.control().editor(LiveValue::RateCtr).spinBox().stepBy(1);
    QCOMPARE(bench.control().editor(LiveValue::RateCtr).value(), 1.25e-3);
    QTest::mouseClick(&bench.control().applyButton(), Qt::LeftButton);
    script.advance(10);
    bench.deliver();
    QCOMPARE(bench.control().note(), QStringLiteral("In force from step 51"));
    QCOMPARE(bench.control().editor(LiveValue::RateCtr).value(), 1.25e-3);
    QCOMPARE(bench.session.knownFeed({3})->flags().back().label, QStringLiteral("CTR 1e-3 → 1.25e-3"));
}

void PagesTest::discardGoesBackToTheValuesInForce() {
    Bench bench(*m_theme);
    auto script = bench.startSample(50);
    auto& editor = bench.control().editor(LiveValue::ClipNorm);
    editor.slider().setValue(0);
    QCOMPARE(editor.value(), 0.01);
    QTest::mouseClick(&bench.control().discardButton(), Qt::LeftButton);
    QCOMPARE(editor.value(), 1.0);
    QVERIFY(bench.engine.commands.empty());
}

void PagesTest::stopAsksOnceAndNamesWhatIsLost() {
    Bench bench(*m_theme);
    auto script = bench.startSample(230);
    QTest::mouseClick(&bench.control().stopButton(), Qt::LeftButton);
    QVERIFY(bench.engine.commands.empty());
    QVERIFY(bench.control().confirmStopButton().isVisible());
    QTest::mouseClick(&bench.control().confirmStopButton(), Qt::LeftButton);
    QCOMPARE(bench.commandKinds(), std::vector{api::CommandKind::Discard});
    QVERIFY(!bench.control().confirmStopButton().isVisible());
    QVERIFY(!bench.control().pauseButton().isEnabled()); // stopping
}

void PagesTest::stopAndSaveNeedsNoQuestion() {
    Bench bench(*m_theme);
    auto script = bench.startSample(50);
    QTest::mouseClick(&bench.control().stopAndSaveButton(), Qt::LeftButton);
    QCOMPARE(bench.commandKinds(), std::vector{api::CommandKind::StopAndSave});
    script.advance(1);
    bench.deliver();
    QCOMPARE(bench.session.knownFeed({3})->state(), api::RunState::Stopped);
    QVERIFY(!bench.control().stopAndSaveButton().isEnabled());
}

void PagesTest::chartsShowTheStageThatTrains() {
    Bench bench(*m_theme);
    auto script = bench.startSample(300);
    const auto& plots = bench.window->livePage().charts().plots();
    QCOMPARE(plots[0]->title(), QStringLiteral("PA-MLM loss"));
    QCOMPARE(plots[0]->series().size(), std::size_t(2));
    script.advance(6 * 220);
    bench.deliver();
    QCOMPARE(plots[0]->title(), QStringLiteral("Loss"));
    QCOMPARE(plots[1]->title(), QStringLiteral("Validation AUC"));
    QCOMPARE(plots[2]->series().size(), std::size_t(2));
}

void PagesTest::clickOnAStageShowsItsCurves() {
    Bench bench(*m_theme);
    auto script = bench.startSample(6 * 220 + 100);
    const auto& cells = bench.window->livePage().strip().cells(); // data, template, PA-MLM, finetune with PLM, CTR only beside it, evaluate
    QCOMPARE(cells.size(), std::size_t(6));
    QTest::mouseClick(cells[2], Qt::LeftButton);
    QCOMPARE(bench.window->livePage().charts().plots()[0]->title(), QStringLiteral("PA-MLM loss"));
    QTest::mouseClick(cells[5], Qt::LeftButton); // has no curves
    QCOMPARE(bench.window->livePage().charts().plots()[0]->title(), QStringLiteral("PA-MLM loss"));
    QTest::mouseClick(cells[3], Qt::LeftButton);
    QCOMPARE(bench.window->livePage().charts().plots()[0]->title(), QStringLiteral("Loss"));
}

void PagesTest::branchesOfOnePaMlmStandSideBySide() {
    Bench bench(*m_theme);
    auto script = bench.startSample(6 * 220 + 100); // r-0003: PA-MLM, then finetune with PLM; r-0002 goes on with CTR only
    auto& strip = bench.window->livePage().strip();
    const auto content = [&](std::size_t cell) { return strip.cells()[cell]->content(); };
    QCOMPARE(strip.cells().size(), std::size_t(6));
    for (const std::size_t cell : {0U, 1U, 2U, 5U})
        QVERIFY(!content(cell).isBranch);
    QVERIFY(content(3).isBranch && content(4).isBranch);
    QCOMPARE(content(3).title, QStringLiteral("Finetune with PLM"));
    QVERIFY(content(3).state == CellState::Running);
    QCOMPARE(content(4).title, QStringLiteral("Finetune CTR only"));
    QCOMPARE(content(4).detail, QStringLiteral("r-0002 \u00b7 not started"));
    const QRect left = strip.cells()[3]->geometry(), right = strip.cells()[4]->geometry();
    QCOMPARE(left.top(), right.top());
    QVERIFY(right.left() - left.right() < 10); // nothing stands between them
    QTest::mouseClick(strip.cells()[4], Qt::LeftButton);
    QTRY_COMPARE(*bench.window->selection().currentRun(), api::RunId{2});
    QTRY_COMPARE(content(4).detail, QStringLiteral("not started")); // its own now, at the same place
    QVERIFY2(content(3).detail.startsWith(QStringLiteral("r-0003 \u00b7 Epoch 1 of 8")), qPrintable(content(3).detail));
    const QString before = content(3).detail;
    script.advance(100);
    bench.deliver();
    QVERIFY(content(3).detail != before); // follows the other run
    // PA-MLM is shown as the run has it that trained it, and leads there.
    QVERIFY2(content(2).detail.startsWith(QStringLiteral("1,320 steps")), qPrintable(content(2).detail));
    QTest::mouseClick(strip.cells()[2], Qt::LeftButton);
    QTRY_COMPARE(*bench.window->selection().currentRun(), api::RunId{3});
    QTRY_COMPARE(bench.window->livePage().charts().plots()[0]->title(), QStringLiteral("PA-MLM loss"));
    bench.window->selection().chooseRun({1}); // without PA-MLM: no branch
    QTRY_VERIFY(std::none_of(strip.cells().begin(), strip.cells().end(), [](const StageCell* cell) { return cell->content().isBranch; }));
}

void PagesTest::branchesOfStoredRunsStandSideBySide() {
    Bench bench(*m_theme);
    const auto& arms = bench.session.preset(QStringLiteral("sample"))->arms;
    FakeEngine earlier(bench.store); // an earlier program trained these, each to its end
    const auto train = [&](api::RunSpec spec, double auc) {
        const auto run = *earlier.submit(spec);
        ScriptedRun script(earlier, run, spec);
        script.advance(100'000);
        bench.store.edit(run, [auc](FakeStore::Run& stored) { stored.summary.results["test/auc"] = auc; });
        return run;
    };
    auto otherSeed = arms[2].spec;
    otherSeed.seed = 7;
    auto otherRoot = arms[2].spec;
    otherRoot.stages[0].epochs = 2;
    const auto shown = train(arms[1].spec, 0.71); // PA-MLM, then CTR only
    const auto older = train(arms[2].spec, 0.72); // PA-MLM, then with PLM
    const auto newest = train(arms[2].spec, 0.73);
    train(otherSeed, 0.74);
    train(otherRoot, 0.75);
    train(arms[0].spec, 0.76); // without PA-MLM
    bench.window->showPage(PageId::Live);
    bench.window->selection().chooseRun(shown);
    auto& strip = bench.window->livePage().strip();
    const auto content = [&](std::size_t cell) { return strip.cells()[cell]->content(); };
    QTRY_COMPARE(strip.cells().size(), std::size_t(6));
    QVERIFY(content(3).isBranch && content(4).isBranch);
    QCOMPARE(content(3).title, QStringLiteral("Finetune with PLM"));
    QCOMPARE(content(3).detail, QStringLiteral("r-0003 \u00b7 Test AUC 0.73000"));
    QVERIFY(content(3).state == CellState::Done);
    QVERIFY(!bench.session.knownFeed(newest)); // its curves were not loaded for that
    QVERIFY2(content(2).detail.startsWith(QStringLiteral("1,320 steps")), qPrintable(content(2).detail));
    bench.session.deleteRuns({newest});
    QTRY_COMPARE(content(3).detail, QStringLiteral("r-0002 \u00b7 Test AUC 0.72000"));
    QTest::mouseClick(strip.cells()[3], Qt::LeftButton);
    QTRY_COMPARE(*bench.window->selection().currentRun(), older);
    QTRY_COMPARE(content(3).detail, QStringLiteral("1,760 steps in 3 min 32 s")); // 1,759 times 0.12 s and seven checkpoints of 0.2 s
    QCOMPARE(content(4).detail, QStringLiteral("r-0001 \u00b7 Test AUC 0.71000"));
}

void PagesTest::theEmptyLivePageOffersTheLastRuns() {
    Bench bench(*m_theme);
    FakeEngine earlier(bench.store);
    for (const char* name : {"first", "second", "third", "fourth"}) {
        const auto spec = FakeEngine::makeSpec(name, {spec::StageKind::FinetuneCtr});
        const auto run = *earlier.submit(spec);
        ScriptedRun(earlier, run, spec).advance(100'000);
    }
    bench.window->showPage(PageId::Live);
    const auto lines = [&] {
        std::vector<QPushButton*> found;
        for (auto* button : bench.window->livePage().findChildren<QPushButton*>())
            if (button->isVisible() && button->text().startsWith(QStringLiteral("r-")))
                found.push_back(button);
        return found;
    };
    QTRY_COMPARE(lines().size(), std::size_t(3));
    QCOMPARE(lines()[0]->text(), QStringLiteral("r-0004  fourth, finished"));
    QCOMPARE(lines()[2]->text(), QStringLiteral("r-0002  second, finished"));
    lines()[1]->click();
    QTRY_COMPARE(bench.window->livePage().header().title(), QStringLiteral("r-0003  third"));
    QVERIFY(lines().empty());
}

void PagesTest::nextRunIsFollowedUnlessOneWasChosen() {
    Bench bench(*m_theme);
    bench.window->trainSample();
    bench.engine.push({1}, api::RunStarted{"h", "host", false, 0});
    bench.engine.push({1}, api::RunFinished{1, 1});
    bench.engine.push({2}, api::RunStarted{"h", "host", false, 0});
    bench.deliver();
    QCOMPARE(*bench.window->selection().currentRun(), api::RunId{2});
    bench.window->selection().chooseRun({1});
    bench.engine.push({2}, api::RunFinished{1, 1});
    bench.engine.push({3}, api::RunStarted{"h", "host", false, 0});
    bench.deliver();
    QCOMPARE(*bench.window->selection().currentRun(), api::RunId{1});
}

void PagesTest::failedRunNamesCauseAndWhatIsKept() {
    Bench bench(*m_theme);
    auto script = bench.startSample(300);
    script.fail("the card has 2 GB, 3 GB were needed");
    bench.deliver();
    QString texts;
    for (const auto* label : bench.window->livePage().findChildren<QLabel*>())
        if (label->isVisible())
            texts += label->text() + QLatin1Char('\n');
    QVERIFY(texts.contains(QStringLiteral("The run failed at step 300 of PA-MLM.")));
    QVERIFY(texts.contains(QStringLiteral("The card has 2 GB, 3 GB were needed.")));
    QVERIFY(texts.contains(QStringLiteral("the checkpoint of step 220")));
    QVERIFY(texts.contains(QStringLiteral("repeats 80 steps")));
}

void PagesTest::resumeButtonResumesAStoppedRun() {
    Bench bench(*m_theme);
    auto script = bench.startSample(50);
    bench.engine.push({3}, api::RunCancelled{50, true});
    bench.deliver();
    QPushButton* resume = nullptr;
    for (auto* button : bench.window->livePage().header().findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Resume"))
            resume = button;
    QVERIFY(resume && resume->isVisible());
    QTest::mouseClick(resume, Qt::LeftButton);
    QCOMPARE(bench.engine.resumed, std::vector{api::RunId{3}});
}

void PagesTest::cursorIsSharedByChartsAndSidebar() {
    Bench bench(*m_theme);
    auto script = bench.startSample(50);
    bench.window->selection().setStepCursor(20);
    bench.deliver();
    bool isShown = false;
    for (const auto* label : bench.window->sidebar().findChildren<QLabel*>())
        isShown = isShown || label->text() == QStringLiteral("20 · epoch 0.09");
    QVERIFY(isShown);
    for (auto* plot : bench.window->livePage().charts().plots())
        plot->refreshNow();
    const Curve* loss = bench.session.knownFeed({3})->timeline(0);
    QVERIFY(loss->step(19) == 20);
}

void PagesTest::runsAreListedAndDoubleClickOpensLive() {
    Bench bench(*m_theme);
    const auto old = *bench.store.createRun(FakeEngine::makeSpec("old", {spec::StageKind::FinetuneCtr}));
    bench.store.edit(old, [](FakeStore::Run& run) { run.summary.state = api::RunState::Finished; });
    bench.window->showPage(PageId::Runs);
    auto& page = bench.window->runsPage();
    QTRY_COMPARE(page.model().rowCount(), 1);
    const QRect cell = page.table().visualRect(page.table().model()->index(0, RunTreeModel::Name));
    QTest::mouseClick(page.table().viewport(), Qt::LeftButton, Qt::NoModifier, cell.center());
    QTest::mouseDClick(page.table().viewport(), Qt::LeftButton, Qt::NoModifier, cell.center());
    QCOMPARE(bench.window->page(), PageId::Live);
    QTRY_VERIFY(bench.session.knownFeed(old));
    QTRY_VERIFY(bench.window->livePage().header().title().startsWith(QStringLiteral("r-0001")));
    QVERIFY(!bench.control().pauseButton().isEnabled());
}

void PagesTest::filterCountsAndClears() {
    Bench bench(*m_theme);
    bench.window->trainSample();
    bench.window->showPage(PageId::Runs);
    auto& page = bench.window->runsPage();
    QTRY_COMPARE(page.model().rowCount(), 3);
    page.filter().setText(QStringLiteral("with plm"));
    QCOMPARE(page.table().model()->rowCount(), 1);
    page.filter().setText(QStringLiteral("no such thing"));
    QVERIFY(!page.table().isVisible());
    page.filter().clear();
    QCOMPARE(page.table().model()->rowCount(), 3);
    QVERIFY(page.table().isVisible());
}

void PagesTest::theFirstFinishedRunOffersWhatComesNextOnce() {
    Bench bench(*m_theme);
    auto* bar = bench.window->findChild<NextMovesBar*>();
    QVERIFY(bar->isHidden());
    auto script = bench.startSample(50);
    QVERIFY(bar->isHidden());
    script.advance(100'000);
    bench.deliver();
    QVERIFY(!bar->isHidden());
    QCOMPARE(bar->buttons().size(), std::size_t(2)); // this window has no Inspect page
    QTest::mouseClick(bar->buttons()[1], Qt::LeftButton);
    QVERIFY(bar->isHidden());
    QCOMPARE(bench.window->page(), PageId::Experiment);
    QCOMPARE(bench.sessions.draft.state().seeds, QStringLiteral("1-5"));
    QCOMPARE(bench.sessions.draft.spec().name, bench.engine.submitted[2].name);
    QCOMPARE(bench.sessions.draft.runs()->size(), std::size_t(5));
    const auto next = *bench.session.submit(bench.engine.submitted[0]);
    ScriptedRun second(bench.engine, next, bench.engine.submitted[0]);
    second.advance(100'000);
    bench.deliver();
    QVERIFY(bar->isHidden()); // known by now
}

void PagesTest::theSettingsOfTheSampleAreLookedAtFirst() {
    Bench bench(*m_theme);
    bench.sessions.draft.restore();
    QTRY_VERIFY(!bench.sessions.draft.spec().stages.empty());
    for (auto* button : bench.window->homePage().findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Look at the settings first"))
            QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(bench.window->page(), PageId::Experiment);
    QCOMPARE(bench.sessions.draft.spec().name, std::string("DCNv2 with PLM"));
    QVERIFY(bench.engine.submitted.empty());
}

void PagesTest::deleteAsksFirst() {
    Bench bench(*m_theme);
    const auto old = *bench.store.createRun(FakeEngine::makeSpec("old", {spec::StageKind::FinetuneCtr}));
    bench.store.edit(old, [](FakeStore::Run& run) { run.summary.state = api::RunState::Finished; });
    bench.window->showPage(PageId::Runs);
    auto& page = bench.window->runsPage();
    QTRY_COMPARE(page.model().rowCount(), 1);
    page.table().selectAll();
    QTest::mouseClick(&page.deleteButton(), Qt::LeftButton);
    QVERIFY(bench.store.run(old).has_value());
    QVERIFY(page.confirmDeleteButton().isVisible());
    QTest::mouseClick(&page.confirmDeleteButton(), Qt::LeftButton);
    QTRY_COMPARE(page.model().rowCount(), 0);
    QVERIFY(!bench.store.run(old).has_value());
}

void PagesTest::trainingRunCannotBeDeleted() {
    Bench bench(*m_theme);
    auto script = bench.startSample(10);
    bench.window->showPage(PageId::Runs);
    auto& page = bench.window->runsPage();
    QTRY_COMPARE(page.model().rowCount(), 3);
    page.table().selectAll();
    QTest::mouseClick(&page.deleteButton(), Qt::LeftButton);
    QVERIFY(!page.confirmDeleteButton().isEnabled());
}

void PagesTest::noteIsWrittenToTheStore() {
    Bench bench(*m_theme);
    const auto old = *bench.store.createRun(FakeEngine::makeSpec("old", {spec::StageKind::FinetuneCtr}));
    bench.window->showPage(PageId::Runs);
    auto& page = bench.window->runsPage();
    QTRY_COMPARE(page.model().rowCount(), 1);
    QVERIFY(page.table().model()->setData(page.table().model()->index(0, RunTreeModel::Note), QStringLiteral("keep this")));
    QTRY_COMPARE(bench.store.run(old)->note, std::string("keep this"));
}

void PagesTest::emptyRunsPageOffersTheSample() {
    Bench bench(*m_theme);
    bench.window->showPage(PageId::Runs);
    QPushButton* train = nullptr;
    for (auto* button : bench.window->runsPage().findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == QStringLiteral("Train sample"))
            train = button;
    QVERIFY(train);
    QTest::mouseClick(train, Qt::LeftButton);
    QCOMPARE(bench.engine.submitted.size(), std::size_t(3));
}

void PagesTest::badgesFollowTheRun() {
    Bench bench(*m_theme);
    auto script = bench.startSample(660);
    auto& pages = bench.window->sidebar().pages();
    const auto badge = [&](const char* id) {
        return pages.index(pages.rowOf(QString::fromLatin1(id))).data(NavigationModel::BadgeRole).toString();
    };
    QCOMPARE(badge("live"), QStringLiteral("21 %")); // 3 of 14 planned epochs
    QTRY_COMPARE(badge("runs"), QStringLiteral("3"));
    QCOMPARE(bench.window->sidebar().queue().rowCount(), 3);
    bench.engine.push({3}, api::StateChanged{true, 660});
    bench.deliver();
    QCOMPARE(badge("live"), QStringLiteral("Paused"));
}

void PagesTest::closingAsksAndWaitsForTheEnd() {
    Bench bench(*m_theme);
    auto script = bench.startSample(50);
    int asked = 0;
    bench.window->setCloseQuestion([&] {
        ++asked;
        return CloseChoice::StopAndSave;
    });
    bench.window->close();
    QVERIFY(bench.window->isVisible());
    QCOMPARE(asked, 1);
    QCOMPARE(bench.engine.commands.back().second.kind, api::CommandKind::StopAndSave);
    for (const int waiting : {1, 2})
        bench.engine.push({waiting}, api::RunCancelled{0, false});
    script.advance(1);
    bench.deliver();
    QTRY_VERIFY(!bench.window->isVisible());
}

void PagesTest::cancelledCloseKeepsTheWindow() {
    Bench bench(*m_theme);
    auto script = bench.startSample(50);
    bench.window->setCloseQuestion([] { return CloseChoice::Cancel; });
    bench.window->close();
    QVERIFY(bench.window->isVisible());
    QVERIFY(bench.engine.commands.empty());
}

void PagesTest::readOnlyFileOffersNoTraining() {
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    FakeStore store;
    store.readOnly = true;
    FakeEngine engine(store);
    EngineSession session(engine, store);
    WindowSessions sessions(session, store);
    MainWindow window(*m_theme, sessions, settings);
    QVERIFY(!window.homePage().trainButton()->isEnabled());
}

void PagesTest::pagesAreBuiltWhenFirstShown() {
    Bench bench(*m_theme);
    QVERIFY(bench.window->findChildren<LivePage*>().isEmpty());
    QVERIFY(bench.window->findChildren<RunsPage*>().isEmpty());
    bench.window->showPage(PageId::Runs);
    QCOMPARE(bench.window->findChildren<RunsPage*>().size(), 1);
}

QTEST_MAIN(PagesTest)
#include "tst_pages.moc"
