// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/window_bench.h"
#include "ui/pages/experiment/estimate_card.h"
#include "ui/pages/experiment/experiment_sections.h"
#include "ui/pages/experiment/option_editor.h"
#include "ui/pages/experiment/option_form.h"
#include "ui/pages/experiment/option_text.h"
#include "ui/pages/experiment/queue_view.h"
#include "ui/pages/experiment/runs_card.h"
#include "ui/pages/experiment_page.h"
#include "ui/palette/command_palette.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

namespace {

constexpr auto kRate = "stages.0.optimizer.learning_rate_ctr";

ExperimentPage& open(WindowBench& bench) {
    bench.sessions.draft.restore();
    bench.window->showPage(PageId::Experiment);
    auto& page = bench.window->experimentPage();
    (void)QTest::qWaitFor([&] { return !bench.sessions.draft.spec().stages.empty(); });
    return page;
}

} // namespace

class ExperimentPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void textsOfEditorsAreTextsOfSettings() {
        using Doubles = std::vector<double>;
        using Texts = std::vector<std::string>;
        QCOMPARE(settingText(QStringLiteral("3, 2.5"), Doubles{}), std::string("[3,2.5]"));
        QCOMPARE(settingText(QStringLiteral("user, 7"), Texts{}), std::string(R"(["user","7"])"));
        QCOMPARE(settingText(QStringLiteral(" 1e-3 "), 0.5), std::string("1e-3"));
        QCOMPARE(editedText(Texts{"a", "b"}), QStringLiteral("a, b"));
        OptionSchema rate;
        rate.fallback = 1e-3;
        rate.isLogarithmic = true;
        rate.maximum = 1;
        QCOMPARE(steppedText(QStringLiteral("1e-3"), rate, 1).toDouble(), 1.25e-3);
        QCOMPARE(steppedText(QStringLiteral("0.9"), rate, 5).toDouble(), 1.0);
        OptionSchema count;
        count.fallback = std::int64_t{4};
        count.minimum = 1;
        QCOMPARE(steppedText(QStringLiteral("1"), count, -1), QStringLiteral("1"));
        QCOMPARE(steppedText(QStringLiteral("x"), count, 1), QStringLiteral("x"));
    }

    void everyOptionHasASectionThatShowsIt() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        const auto form = api::specForm(bench.sessions.draft.spec(), bench.engine.catalog());
        int shown = 0;
        for (const auto* field : api::allFields(form)) {
            if (field->path == "seed")
                continue; // the seeds have a line of their own
            page.goTo(field->path);
            QVERIFY2(page.form().editor(field->path), field->path.c_str());
            ++shown;
        }
        QVERIFY(shown > 80);
    }

    void anEditReachesTheDraftAndIsUndone() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        page.goTo(kRate);
        auto* editor = page.form().editor(kRate);
        QVERIFY(editor);
        editor->typeText(QStringLiteral("5e-4"));
        editor->typeText(QStringLiteral("5e-5"));
        QCOMPARE(bench.sessions.draft.spec().stages[0].optimizer.learningRateCtr, 5e-5);
        QVERIFY(page.findChildren<QLabel*>().size() > 0);
        bench.press(Qt::Key_Z, Qt::ControlModifier); // both edits of one option are one step
        QCOMPARE(bench.sessions.draft.spec().stages[0].optimizer.learningRateCtr, 1e-3);
        QCOMPARE(page.form().editor(kRate), editor); // the form was not built anew
        QCOMPARE(editor->text().toDouble(), 1e-3);
        bench.sessions.draft.undoStack().redo();
        QCOMPARE(editor->text(), QStringLiteral("5e-5"));
    }

    void arrowKeysMultiplyRates() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        page.goTo(kRate);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
        // The schema's own mark decides whether the arrow multiplies.
        QVERIFY(bench.sessions.draft.spec().stages[0].optimizer.learningRateCtr > 1e-3);
    }

    void whatIsNoValueBlocksTheStartAndStaysTyped() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        page.goTo("stages.0.batch");
        auto* editor = page.form().editor("stages.0.batch");
        editor->typeText(QStringLiteral("0"));
        QVERIFY(!editor->problem().isEmpty());
        QCOMPARE(editor->text(), QStringLiteral("0"));
        QVERIFY(bench.sessions.draft.spec().stages[0].batch > 0);
        QVERIFY(!page.startButton().isEnabled());
        QVERIFY(page.startButton().toolTip().contains(QStringLiteral("Batch")));
        QVERIFY(std::any_of(page.strip().items().begin(), page.strip().items().end(), [](const StepItem& item) { return item.id == "stages.0" && item.errors == 1; }));
        page.chooseSection("data");
        bench.press(Qt::Key_F8);
        QCOMPARE(page.strip().current(), std::string("stages.0"));
        editor = page.form().editor("stages.0.batch");
        editor->typeText(QStringLiteral("128"));
        QVERIFY(editor->problem().isEmpty());
        QVERIFY(page.startButton().isEnabled());
    }

    void problemsOfTheEngineStandAtTheirFields() {
        WindowBench bench(*m_theme);
        bench.engine.problems = {{"prompts.count", "is 4, but the model is small", "Use 2.", false}};
        auto& page = open(bench);
        QTRY_COMPARE(page.problems().size(), std::size_t{1});
        page.goTo("prompts.count");
        QVERIFY(page.form().editor("prompts.count")->problem().contains(QStringLiteral("Use 2")));
        QVERIFY(page.startButton().isEnabled()); // a warning does not block
        bench.engine.problems[0].isError = true;
        QVERIFY(bench.sessions.draft.setValue("prompts.count", "5", QStringLiteral("Prompts")));
        QTRY_VERIFY(!page.startButton().isEnabled());
    }

    void oneRunStartsAtOnceSeveralAreQueued() {
        WindowBench bench(*m_theme);
        bench.sessions.queue.start();
        auto& page = open(bench);
        bench.press(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(bench.engine.submitted.size(), std::size_t{1});
        QCOMPARE(bench.window->page(), PageId::Live);
        bench.window->showPage(PageId::Experiment);
        page.runsCard().seeds().setText(QStringLiteral("1-3"));
        Q_EMIT page.runsCard().seeds().textEdited(QStringLiteral("1-3"));
        page.runsCard().addAxis(kRate, QStringLiteral("1e-3"));
        QCOMPARE(page.runsCard().axisEditors().size(), std::size_t{1});
        auto* values = page.runsCard().axisEditors().front();
        values->setText(QStringLiteral("1e-3, oops, 1e-3"));
        Q_EMIT values->textEdited(values->text());
        QVERIFY(!page.runsCard().problem().isEmpty());
        values->setText(QStringLiteral("1e-3, 1e-4"));
        Q_EMIT values->textEdited(values->text());
        QVERIFY2(page.runsCard().problem().isEmpty(), qPrintable(page.runsCard().problem()));
        QVERIFY(page.startButton().text().contains(QStringLiteral("6")));
        page.addToQueue();
        QTRY_COMPARE(bench.sessions.queue.entries().size(), std::size_t{6});
        QCOMPARE(bench.sessions.queue.entries()[1].spec.stages[0].optimizer.learningRateCtr, 1e-4);
        QCOMPARE(bench.sessions.queue.entries()[2].spec.seed, std::uint64_t{2});
        QCOMPARE(page.strip().current(), std::string("queue"));
    }

    void theQueueIsOrderedEditedAndEmptiedByKeys() {
        WindowBench bench(*m_theme);
        bench.sessions.queue.setPaused(true);
        bench.sessions.queue.start();
        auto& page = open(bench);
        auto& view = page.queueView();
        QAbstractItemModelTester tester(&view.model());
        std::vector<api::RunSpec> specs(3, bench.sessions.draft.spec());
        for (std::size_t i = 0; i < specs.size(); ++i)
            specs[i].name = std::string("run ") + static_cast<char>('a' + i);
        bench.sessions.queue.setPaused(true);
        bench.sessions.queue.add(specs);
        QTRY_COMPARE(view.model().rowCount(), 3);
        page.chooseSection("queue");
        view.table().selectRow(2);
        view.table().setFocus();
        QTest::keyClick(&view.table(), Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(view.model().entryAt(1)->spec.name, std::string("run c"));
        QTest::keyClick(&view.table(), Qt::Key_Return);
        QCOMPARE(bench.sessions.draft.spec().name, std::string("run c"));
        QVERIFY(bench.sessions.draft.setValue("name", "run d", QStringLiteral("Name")));
        for (auto* button : page.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Save to the queue"))
                button->click();
        QTRY_COMPARE(view.model().entryAt(1)->spec.name, std::string("run d"));
        view.table().selectRow(0);
        QTest::keyClick(&view.table(), Qt::Key_Delete);
        QTRY_COMPARE(view.model().rowCount(), 2);
        QVERIFY(bench.engine.submitted.empty());
        view.pauseButton().click();
        QTRY_COMPARE(bench.engine.submitted.size(), std::size_t{1});
        QCOMPARE(bench.engine.submitted[0].name, std::string("run d"));
    }

    void optionsAreFoundByWordsAndThroughThePalette() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        bench.press(Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), &page.finder());
        QTest::keyClicks(&page.finder(), QStringLiteral("rate plm"));
        QTest::keyClick(&page.finder(), Qt::Key_Return);
        QVERIFY(page.strip().current().starts_with("stages."));
        page.finder().clear();
        auto& palette = bench.window->commandPalette();
        bench.window->showPage(PageId::Home);
        palette.open();
        QTest::keyClicks(&palette.field(), QStringLiteral("#prompts.count"));
        QTest::keyClick(&palette.field(), Qt::Key_Return);
        QTRY_COMPARE(bench.window->page(), PageId::Experiment);
        QTRY_COMPARE(page.strip().current(), std::string("model"));
    }

    void stagesAreAddedAndRemovedWithUndo() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        const auto before = bench.sessions.draft.spec().stages.size();
        auto spec = bench.sessions.draft.spec();
        spec.stages.push_back(spec.stages.back());
        bench.sessions.draft.setSpec(spec, QStringLiteral("Add stage"));
        QVERIFY(page.strip().card("stages." + std::to_string(before)));
        bench.sessions.draft.undoStack().undo();
        QCOMPARE(bench.sessions.draft.spec().stages.size(), before);
        QVERIFY(!page.strip().card("stages." + std::to_string(before)));
    }

    void theEstimateTellsMemoryAndTime() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        bench.engine.estimateToTell.availableBytes = 8'000'000'000;
        api::StageEstimate stage;
        stage.measuredSteps = 20;
        stage.seconds = 120;
        stage.peakBytes = 2'000'000'000;
        stage.memory = {{"weights", 500'000'000}, {"activations", 1'500'000'000}};
        bench.engine.estimateToTell.stages = {stage, stage};
        page.estimateCard().measure();
        QTRY_VERIFY(page.estimateCard().text().contains(QStringLiteral("20 trial steps")));
        QVERIFY(page.estimateCard().text().contains(QStringLiteral("2.0 GB of 8.0 GB")));
        QVERIFY(page.estimateCard().text().contains(QStringLiteral("4 min")));
        bench.engine.problems = {{"data.path", "is empty", {}, true}};
        page.estimateCard().measure();
        QTRY_VERIFY(page.estimateCard().text().contains(QStringLiteral("data.path")));
    }

    void theCommandLineStartsTheSameRuns() {
        WindowBench bench(*m_theme);
        auto& page = open(bench);
        QVERIFY(bench.sessions.draft.setValue("stages.0.epochs", "3", QStringLiteral("Epochs")));
        QVERIFY(bench.sessions.draft.setValue("name", "it's mine", QStringLiteral("Name")));
        bench.sessions.draft.setSeeds(QStringLiteral("1-5"));
        QCOMPARE(page.command(), std::string("clickprompt train sample --arm plm --set stages.0.epochs=3 --seeds 1-5"));
        bench.window->actions().find(QStringLiteral("experiment.copy_command"))->trigger();
        QCOMPARE(QApplication::clipboard()->text().toStdString(), page.command());
    }

    void theDraftIsKeptInTheFile() {
        WindowBench bench(*m_theme);
        open(bench);
        QVERIFY(bench.sessions.draft.setValue("stages.0.epochs", "3", QStringLiteral("Epochs")));
        bench.sessions.draft.setSeeds(QStringLiteral("4,9"));
        bench.sessions.draft.setAxes({{kRate, {"1e-3", "1e-4"}}});
        bench.sessions.draft.save();
        QTRY_VERIFY(bench.store.setting("draft/experiment")->has_value());
        ExperimentDraft again(bench.session);
        again.restore();
        QTRY_COMPARE(again.spec().stages.size(), bench.sessions.draft.spec().stages.size());
        QCOMPARE(again.spec().stages[0].epochs, 3);
        QCOMPARE(again.state().seeds, QStringLiteral("4,9"));
        QCOMPARE(again.state().axes.size(), std::size_t{1});
        QCOMPARE(again.runs()->size(), std::size_t{4});
        (void)bench.store.setSetting("draft/experiment", "{\"spec\": 7");
        ExperimentDraft damaged(bench.session);
        damaged.restore();
        QTRY_VERIFY(!damaged.spec().stages.empty()); // begins with the sample
    }

    void aReadOnlyFileStartsNothing() {
        WindowBench bench(*m_theme);
        bench.store.readOnly = true;
        auto& page = open(bench);
        QVERIFY(!page.startButton().isEnabled());
        QVERIFY(!page.queueButton().isEnabled());
        page.start();
        QVERIFY(bench.engine.submitted.empty());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(ExperimentPageTest)
#include "tst_experiment_page.moc"
