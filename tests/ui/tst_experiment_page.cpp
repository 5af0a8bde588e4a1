// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/experiment_bench.h"
#include "ui/pages/experiment/estimate_card.h"
#include "ui/pages/experiment/experiment_sections.h"
#include "ui/pages/experiment/group_delegate.h"
#include "ui/pages/experiment/option_editor.h"
#include "ui/pages/experiment/option_form.h"
#include "ui/pages/experiment/option_text.h"
#include "ui/pages/experiment/queue_view.h"
#include "ui/pages/experiment/runs_card.h"
#include "ui/palette/command_palette.h"
#include "ui/text/format.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QWheelEvent>
#include <QWidgetAction>

#include <algorithm>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

namespace {

constexpr auto kRate = "stages.0.optimizer.learning_rate_ctr";

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
        QCOMPARE(problemText({"a.tower_dropout", "tower_dropout is 3", "Use 0.", true}, QStringLiteral("Tower dropout")), QStringLiteral("Tower dropout is 3. Use 0."));
        QCOMPARE(problemText({"data.path", "is empty", {}, true}, QStringLiteral("Path")), QStringLiteral("is empty"));
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
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
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
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
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

    void presetsAreDescribedAboveTheirArms() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        const auto& presets = bench.engine.catalog().presets;
        const auto buttons = page.findChildren<QPushButton*>();
        const auto found = std::find_if(buttons.begin(), buttons.end(),
                                        [](const auto* other) { return other->text() == QStringLiteral("From preset or run"); });
        QVERIFY(found != buttons.end());
        auto* button = *found;
        emit button->menu()->aboutToShow();
        const auto* arms = button->menu()->actions().front()->menu();
        QVERIFY(arms && arms->title() == qstr(presets.front().title));
        const auto* line = qobject_cast<QWidgetAction*>(arms->actions().front());
        QVERIFY(line && !line->isEnabled()); // an arm is what the first key reaches
        QCOMPARE(qobject_cast<QLabel*>(line->defaultWidget())->text(), qstr(presets.front().description));
        const auto actions = arms->actions();
        const auto armCount = std::count_if(actions.begin(), actions.end(),
                                            [](const auto* action) { return action->isEnabled() && !action->isSeparator(); });
        QCOMPARE(armCount, std::ssize(presets.front().arms));
        arms->actions().back()->trigger();
        QCOMPARE(bench.sessions.draft.spec().name, presets.front().arms.back().spec.name);
    }

    void arrowKeysMultiplyRates() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        page.goTo(kRate);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
        // The schema's own mark decides whether the arrow multiplies.
        QVERIFY(bench.sessions.draft.spec().stages[0].optimizer.learningRateCtr > 1e-3);
    }

    void whatIsNoValueBlocksTheStartAndStaysTyped() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
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

    void whatIsTypedSurvivesOtherEditsAndGoesWithItsOption() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        auto& draft = bench.sessions.draft;
        page.goTo("stages.0.batch");
        page.form().editor("stages.0.batch")->typeText(QStringLiteral("0"));
        page.form().editor("stages.0.epochs")->typeText(QStringLiteral("3"));
        QCOMPARE(page.form().editor("stages.0.batch")->text(), QStringLiteral("0"));
        QVERIFY(!page.form().editor("stages.0.batch")->problem().isEmpty());
        page.chooseSection("data");
        page.goTo("stages.0.batch"); // editors made anew
        QCOMPARE(page.form().editor("stages.0.batch")->text(), QStringLiteral("0"));
        QVERIFY(!page.startButton().isEnabled());
        page.form()
            .editor("stages.0.batch")
            ->typeText(QString::number(draft.spec().stages[0].batch)); // as the draft has it already
        QVERIFY(page.startButton().isEnabled());
        QVERIFY(page.form().editor("stages.0.batch")->problem().isEmpty());
        page.form().editor("stages.0.batch")->typeText(QStringLiteral("0"));
        QVERIFY(draft.setValue("stages.0.batch", "96", QStringLiteral("Batch"))); // from elsewhere
        QCOMPARE(page.form().editor("stages.0.batch")->text(), QStringLiteral("96"));
        QVERIFY(page.startButton().isEnabled());
        const auto last = "stages." + std::to_string(draft.spec().stages.size() - 1) + ".batch";
        page.goTo(last);
        page.form().editor(last)->typeText(QStringLiteral("0"));
        QVERIFY(!page.startButton().isEnabled());
        auto shorter = draft.spec();
        shorter.stages.pop_back();
        draft.setSpec(shorter, QStringLiteral("Remove stage"));
        QVERIFY(page.startButton().isEnabled()); // nobody could reach the field to correct it
    }

    void anotherBackboneLeavesItsOptionsBehind() {
        ExperimentBench bench(*m_theme);
        const auto whole = [](const char* key) {
            return OptionSchema{key, key, "", std::int64_t{3}, {}, {}, false, "", Effect::NewStart, {}};
        };
        bench.engine.editCatalog().backbones = {{"dcn_v2", "DCNv2", "", {whole("cross_layers"), whole("embedding_size")}},
                                                {"fm", "FM", "", {whole("embedding_size")}}};
        auto& page = bench.openPage();
        auto& draft = bench.sessions.draft;
        auto spec = draft.spec();
        spec.backbone = {"dcn_v2", {{"cross_layers", std::int64_t{5}}, {"embedding_size", std::int64_t{7}}}};
        draft.setSpec(spec, QStringLiteral("Options"));
        page.goTo("backbone.id");
        QVERIFY(page.form().editor("backbone.options.cross_layers"));
        const QPointer<OptionEditor> chooser = page.form().editor("backbone.id");
        QTest::keyClick(chooser->focusProxy(), Qt::Key_Down);
        QVERIFY(chooser); // the form is another one now; its old editors go when they have returned
        QVERIFY(page.form().editor("backbone.id") != chooser);
        QVERIFY(page.form().editor("backbone.id")->focusProxy()->hasFocus()); // so that the next arrow key chooses the next one
        QCOMPARE(draft.spec().backbone.id, std::string("fm"));
        QCOMPARE(draft.spec().backbone.options, (OptionValues{{"embedding_size", std::int64_t{7}}}));
        QVERIFY(draft.reset("backbone.id", QStringLiteral("Reset"))); // the preset's, with its options
        QCOMPARE(draft.spec().backbone.id, std::string("dcn_v2"));
        QVERIFY(draft.spec().backbone.options.empty());
        draft.undoStack().undo();
        QVERIFY(!page.form().editor("backbone.options.cross_layers"));
        draft.undoStack().undo();
        QCOMPARE(draft.spec().backbone.options.size(), std::size_t{2});
        draft.setAxes({{"backbone.id", {"dcn_v2", "fm"}}});
        const auto runs = draft.runs();
        QVERIFY(runs);
        QCOMPARE(runs->front().backbone.options.size(), std::size_t{2});
        QCOMPARE(runs->back().backbone.options.size(), std::size_t{1});
    }

    void theWheelScrollsAndChangesNothing() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        page.goTo(kRate);
        const auto before = bench.sessions.draft.undoStack().count();
        for (const char* path : {kRate, "stages.0.kind", "stages.0.batch"}) {
            auto* target = page.form().editor(path)->focusProxy();
            const QPointF middle(target->rect().center());
            QWheelEvent wheel(middle, target->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                              false);
            QApplication::sendEvent(target, &wheel);
        }
        QCOMPARE(bench.sessions.draft.undoStack().count(), before);
    }

    void anOptionsMenuResetsItAndTriesSeveralValues() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        page.goTo(kRate);
        auto* editor = page.form().editor(kRate);
        editor->typeText(QStringLiteral("5e-5"));
        const auto trigger = [&](OptionEditor& of, const QString& text) {
            QMenu menu;
            of.fillMenu(menu);
            for (const auto* inner : menu.findChildren<QMenu*>())
                if (!inner->isWindow())
                    return false; // would be painted into this one
            for (auto* action : menu.actions())
                if (action->text() == text && action->isEnabled())
                    return action->trigger(), true;
            return false;
        };
        QVERIFY(trigger(*editor, QStringLiteral("Reset to the preset")));
        QCOMPARE(bench.sessions.draft.spec().stages[0].optimizer.learningRateCtr, 1e-3);
        QVERIFY(!trigger(*editor, QStringLiteral("Reset to the preset"))); // nothing differs
        editor->typeText(QStringLiteral("much"));
        QVERIFY(trigger(*editor, QStringLiteral("Reset to the preset"))); // what was typed
        QCOMPARE(editor->text().toDouble(), 1e-3);
        QVERIFY(page.startButton().isEnabled());
        QVERIFY(trigger(*editor, QStringLiteral("Try several values")));
        QCOMPARE(page.runsCard().axisEditors().size(), std::size_t{1});
        QVERIFY(trigger(*editor, QStringLiteral("Copy the key")));
        QCOMPARE(QApplication::clipboard()->text(), QString::fromLatin1(kRate));
        const auto form = api::specForm(bench.sessions.draft.spec(), bench.engine.catalog());
        for (const auto* field : api::allFields(form))
            if (std::holds_alternative<std::vector<std::string>>(field->value)) {
                page.goTo(field->path);
                QVERIFY(!trigger(*page.form().editor(field->path), QStringLiteral("Try several values")));
                return;
            }
        QFAIL("no option is a list");
    }

    void changesAreTakenBackOneByOneOrAll() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        auto& draft = bench.sessions.draft;
        const auto stages = draft.spec().stages.size();
        QVERIFY(draft.setValue("stages.0.epochs", "3", QStringLiteral("Epochs")));
        auto longer = draft.spec();
        longer.stages.push_back(longer.stages.back());
        draft.setSpec(longer, QStringLiteral("Add stage"));
        const auto press = [&](const QString& name) {
            for (auto* button : page.findChildren<QPushButton*>())
                if (button->accessibleName() == name || (button->accessibleName().isEmpty() && button->text() == name))
                    return button->click(), true;
            return false;
        };
        QVERIFY(press(QStringLiteral("Reset stages.%1").arg(stages)));
        QTRY_COMPARE(draft.spec().stages.size(), stages);
        QCOMPARE(draft.spec().stages[0].epochs, 3);
        QVERIFY(press(QStringLiteral("Reset stages.0.epochs")));
        QTRY_VERIFY(api::differences(draft.base(), draft.spec()).empty());
        QVERIFY(draft.setValue("stages.0.epochs", "3", QStringLiteral("Epochs")));
        QVERIFY(draft.setValue("prompts.count", "5", QStringLiteral("Prompts")));
        QVERIFY(press(QStringLiteral("Reset all")));
        QTRY_VERIFY(api::differences(draft.base(), draft.spec()).empty());
        draft.undoStack().undo();
        QCOMPARE(draft.spec().prompts.count, 5);
    }

    void theKeysWalkProblemsFromTheFirst() {
        ExperimentBench bench(*m_theme);
        bench.engine.problems = {{"data.path", "is empty", {}, true},
                                 {"prompts.count", "is much", {}, true},
                                 {"stages.0.batch", "is odd", "Use 32.", false}};
        auto& page = bench.openPage();
        QTRY_COMPARE(page.problems().size(), std::size_t{3});
        const auto section = [&](Qt::KeyboardModifiers modifiers) {
            bench.press(Qt::Key_F8, modifiers);
            return page.strip().current();
        };
        QCOMPARE(section({}), std::string("data"));
        QCOMPARE(section({}), std::string("model"));
        QCOMPARE(section({}), std::string("stages.0"));
        QCOMPARE(section({}), std::string("data"));
        QCOMPARE(section(Qt::ShiftModifier), std::string("stages.0"));
        bool isFixShown = false;
        for (const auto* label : page.findChildren<QLabel*>())
            isFixShown = isFixShown || (label->text().contains(QStringLiteral("is odd. Use 32.")) && label->isVisible());
        QVERIFY(isFixShown);
    }

    void groupsSayWhatTheyAreSetTo() {
        ExperimentBench bench(*m_theme);
        bench.engine.problems = {{"stages.0.optimizer.learning_rate_ctr", "is much", {}, true}};
        auto& page = bench.openPage();
        page.goTo(kRate);
        QTRY_COMPARE(page.problems().size(), std::size_t{1});
        const api::FormGroup tree = api::specForm(bench.sessions.draft.spec(), bench.engine.catalog());
        QCOMPARE(groupSummary(*tree.find("backbone")), backboneTitle(bench.sessions.draft.spec().backbone.id));
        QCOMPARE(groupSummary(*tree.find("stages.0.optimizer")), QStringLiteral("adamw"));
        int marked = 0;
        for (int row = 0; row < page.groups().count(); ++row)
            marked += page.groups().item(row)->icon().isNull() ? 0 : 1;
        QCOMPARE(marked, 1);
    }

    void problemsOfTheEngineStandAtTheirFields() {
        ExperimentBench bench(*m_theme);
        bench.engine.problems = {{"prompts.count", "is 4, but the model is small", "Use 2.", false}};
        auto& page = bench.openPage();
        QTRY_COMPARE(page.problems().size(), std::size_t{1});
        page.goTo("prompts.count");
        QVERIFY(page.form().editor("prompts.count")->problem().contains(QStringLiteral("Use 2")));
        QVERIFY(page.startButton().isEnabled()); // a warning does not block
        bench.engine.problems[0].isError = true;
        QVERIFY(bench.sessions.draft.setValue("prompts.count", "5", QStringLiteral("Prompts")));
        QTRY_VERIFY(!page.startButton().isEnabled());
    }

    void oneRunStartsAtOnceSeveralAreQueued() {
        ExperimentBench bench(*m_theme);
        bench.sessions.queue.start();
        auto& page = bench.openPage();
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
        ExperimentBench bench(*m_theme);
        bench.sessions.queue.setPaused(true);
        bench.sessions.queue.start();
        auto& page = bench.openPage();
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
        bench.sessions.draft.setSeeds(QStringLiteral("1-2"));
        QVERIFY(!page.saveEntryButton().isEnabled()); // one entry cannot be two runs
        QVERIFY(!page.saveEntryButton().toolTip().isEmpty());
        bench.sessions.draft.setSeeds(QStringLiteral("1"));
        page.saveEntryButton().click();
        QTRY_COMPARE(view.model().entryAt(1)->spec.name, std::string("run d"));
        view.table().selectRow(0);
        QTest::keyClick(&view.table(), Qt::Key_Delete);
        QTRY_COMPARE(view.model().rowCount(), 2);
        QVERIFY(bench.engine.submitted.empty());
        view.pauseButton().click();
        QTRY_COMPARE(bench.engine.submitted.size(), std::size_t{1});
        QCOMPARE(bench.engine.submitted[0].name, std::string("run d"));
    }

    void theQueueTellsWhatDiffersAndIsOrderedByDragging() {
        ExperimentBench bench(*m_theme);
        bench.sessions.queue.setPaused(true);
        bench.sessions.queue.start();
        auto& model = bench.openPage().queueView().model();
        std::vector<api::RunSpec> specs(3, bench.sessions.draft.spec());
        for (std::size_t i = 0; i < specs.size(); ++i)
            specs[i].name = std::string(1 + i, 'a');
        bench.sessions.queue.add(specs);
        QTRY_COMPARE(model.rowCount(), 3);
        const auto order = [&] {
            QStringList names;
            for (int row = 0; row < model.rowCount(); ++row)
                names << model.index(row, QueueModel::Name).data().toString();
            return names.join(QLatin1Char(' '));
        };
        QVERIFY(model.index(0, QueueModel::Settings).data().toString().isEmpty()); // all alike
        auto other = specs[1];
        other.stages[0].batch = 12;
        bench.sessions.queue.change(model.entryAt(1)->id, other);
        QTRY_COMPARE(model.index(1, QueueModel::Settings).data().toString(), QStringLiteral("batch=12"));
        QCOMPARE(model.index(0, QueueModel::Settings).data().toString(), QStringLiteral("batch=%1").arg(specs[0].stages[0].batch));
        QCOMPARE(model.index(2, QueueModel::Settings).data().toString(), QStringLiteral("batch=%1").arg(specs[0].stages[0].batch));
        const auto drop = [&](int from, int row, const QModelIndex& on) {
            const std::unique_ptr<QMimeData> data(model.mimeData({model.index(from, 0), model.index(from, 1)}));
            return model.dropMimeData(data.get(), Qt::MoveAction, row, 0, on);
        };
        QVERIFY(!drop(0, 3, {})); // behind the last; the view must not remove the row itself
        QTRY_COMPARE(order(), QStringLiteral("aa aaa a"));
        drop(2, 0, {});
        QTRY_COMPARE(order(), QStringLiteral("a aa aaa"));
        drop(0, -1, model.index(1, 0)); // on a row
        QTRY_COMPARE(order(), QStringLiteral("aa a aaa"));
        drop(2, -1, model.index(0, 0));
        QTRY_COMPARE(order(), QStringLiteral("aaa aa a"));
    }

    void optionsAreFoundByWordsAndThroughThePalette() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        bench.press(Qt::Key_L, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), &page.finder());
        QTest::keyClicks(&page.finder(), QStringLiteral("rate plm"));
        QTest::keyClick(&page.finder(), Qt::Key_Return);
        QVERIFY(page.strip().current().starts_with("stages."));
        page.finder().setText(QStringLiteral("batch")); // of each stage, before options that only speak of batches
        QCOMPARE(page.groups().item(0)->text(), QStringLiteral("Batch"));
        QCOMPARE(page.groups().item(1)->text(), QStringLiteral("Batch"));
        QVERIFY(page.groups().item(0)->data(GroupDelegate::kSummaryRole) != page.groups().item(1)->data(GroupDelegate::kSummaryRole));
        QCOMPARE(sectionOf(page.groups().item(0)->data(Qt::UserRole).toString().toStdString()), page.strip().current());
        page.finder().setFocus();
        QTest::keyClick(&page.finder(), Qt::Key_Escape);
        QVERIFY(page.finder().text().isEmpty());
        QVERIFY(!page.finder().hasFocus());
        page.goTo("seed");
        QCOMPARE(QApplication::focusWidget(), &page.runsCard().seeds());
        auto& palette = bench.window->commandPalette();
        bench.window->showPage(PageId::Home);
        palette.open();
        QTest::keyClicks(&palette.field(), QStringLiteral("#prompts.count"));
        QTest::keyClick(&palette.field(), Qt::Key_Return);
        QTRY_COMPARE(bench.window->page(), PageId::Experiment);
        QTRY_COMPARE(page.strip().current(), std::string("model"));
    }

    void stagesAreAddedAndRemovedWithUndo() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
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
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
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

    void whatDoesNotFitIsOfferedInMoreParts() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        auto spec = bench.sessions.draft.spec();
        spec.stages[0].batch = 1000;
        spec.stages[0].accumulation = 1;
        bench.sessions.draft.setSpec(spec, QStringLiteral("Batch"));
        bench.engine.estimateToTell.availableBytes = 1'000'000'000;
        api::StageEstimate stage;
        stage.measuredSteps = 20;
        stage.peakBytes = 2'000'000'000;
        stage.memory = {{"activations", 2'000'000'000}};
        stage.microBatch = 1000;
        stage.fittingMicroBatch = 300;
        api::StageEstimate small;
        small.microBatch = 64;
        small.fittingMicroBatch = 5000;
        bench.engine.estimateToTell.stages = {stage, small};
        page.estimateCard().measure();
        QTRY_VERIFY2(page.estimateCard().text().contains(QStringLiteral("300 rows")), qPrintable(page.estimateCard().text()));
        QPushButton* fix = nullptr;
        int fixes = 0;
        for (auto* button : page.estimateCard().findChildren<QPushButton*>())
            if (button->text().contains(QStringLiteral("4 parts a step"))) { // 1000 rows in parts of at most 300
                fix = button;
                ++fixes;
            }
        QCOMPARE(fixes, 1);
        fix->click();
        QCOMPARE(bench.sessions.draft.spec().stages[0].accumulation, 4);
        bench.sessions.draft.undoStack().undo();
        QCOMPARE(bench.sessions.draft.spec().stages[0].accumulation, 1);
    }

    void theCommandLineStartsTheSameRuns() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        QVERIFY(bench.sessions.draft.setValue("stages.0.epochs", "3", QStringLiteral("Epochs")));
        QVERIFY(bench.sessions.draft.setValue("name", "it's mine", QStringLiteral("Name")));
        bench.sessions.draft.setSeeds(QStringLiteral("1-5"));
        auto* copy = bench.window->actions().find(QStringLiteral("experiment.copy_command"));
        copy->trigger();
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("clickprompt train sample --arm plm --set stages.0.epochs=3 --seeds 1-5"));
        bench.sessions.draft.setAxes({{"stages.0.epochs", {"3", "4"}}});
        copy->trigger();
        QCOMPARE(QApplication::clipboard()->text(),
                 QStringLiteral("clickprompt train sample --arm plm --set stages.0.epochs=3 --seeds 1-5\n"
                                "clickprompt train sample --arm plm --set stages.0.epochs=4 --seeds 1-5"));
        QSignalSpy problem(&page, &ExperimentPage::problemFound);
        bench.sessions.draft.setSeeds(QStringLiteral("x"));
        copy->trigger();
        QCOMPARE(problem.size(), 1); // says why instead of copying nothing
    }

    void theDraftIsKeptInTheFile() {
        ExperimentBench bench(*m_theme);
        bench.openPage();
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
        ExperimentBench bench(*m_theme);
        bench.store.readOnly = true;
        auto& page = bench.openPage();
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
