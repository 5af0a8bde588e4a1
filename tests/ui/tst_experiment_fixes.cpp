// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/experiment_bench.h"
#include "ui/pages/experiment/option_editor.h"
#include "ui/pages/experiment/option_form.h"
#include "ui/preferences/preferences_window.h"

#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

#include <fstream>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

/// What the Experiment page offers instead of being typed: changes that mend a problem, and the language models at hand.
class ExperimentFixesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void aProblemIsMendedByOneClick() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        page.goTo("stages.0.batch");
        auto* editor = page.form().editor("stages.0.batch");
        editor->typeText(QStringLiteral("0"));
        QCOMPARE(editor->fixButtons().size(), std::size_t{1});
        QCOMPARE(editor->fixButtons()[0]->text(), QStringLiteral("Use 1"));
        QVERIFY(!page.startButton().isEnabled());
        editor->fixButtons()[0]->click();
        QCOMPARE(bench.sessions.draft.spec().stages[0].batch, 1);
        QCOMPARE(editor->text(), QStringLiteral("1"));
        QVERIFY(editor->problem().isEmpty());
        QVERIFY(editor->fixButtons().empty());
        QVERIFY(page.startButton().isEnabled());
        bench.sessions.draft.undoStack().undo();
        QVERIFY(bench.sessions.draft.spec().stages[0].batch > 1);
    }

    void theListOfProblemsMendsToo() {
        ExperimentBench bench(*m_theme);
        auto& page = bench.openPage();
        auto spec = bench.sessions.draft.spec();
        spec.backbone.options["crosslayers"] = std::int64_t{3};
        bench.engine.problems = {{"backbone.options.crosslayers", "\"crosslayers\" is not an option here; known: cross_layers", "Remove it.", true}};
        bench.sessions.draft.setSpec(spec, QStringLiteral("test"));
        const auto fixButton = [&] { return bench.buttonOf(QStringLiteral("Remove crosslayers")); };
        QTRY_VERIFY(fixButton());
        bench.engine.problems.clear();
        fixButton()->click();
        QTRY_VERIFY(!bench.sessions.draft.spec().backbone.options.contains("crosslayers"));
        QTRY_VERIFY(page.problems().empty());
    }

    void aLanguageModelIsTakenByItsName() {
        ExperimentBench bench(*m_theme);
        const QString place = bench.folder.filePath(QStringLiteral("models"));
        for (const char* name : {"minilm", "tiny"}) {
            QDir().mkpath(place + QLatin1Char('/') + QLatin1String(name));
            const auto folder = (place + QLatin1Char('/') + QLatin1String(name)).toStdString();
            std::ofstream(folder + "/config.json") << R"({"model_type": "bert", "num_hidden_layers": 6, "hidden_size": 384})";
            std::ofstream(folder + "/model.safetensors") << std::string(2048, 'x');
        }
        bench.window->preferences().addFolder(place);
        auto& page = bench.openPage();
        page.goTo("plm.folder");
        auto* editor = page.form().editor("plm.folder");
        QVERIFY(editor && editor->suggestionButton());
        QTRY_COMPARE(bench.window->modelFolders().models().size(), std::size_t{2});
        auto* menu = editor->suggestionButton()->menu();
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().size(), 2);
        QVERIFY2(menu->actions()[0]->text().contains(QStringLiteral("minilm")) && menu->actions()[0]->text().contains(QStringLiteral("6 layers, 2.0 kB")),
                 qPrintable(menu->actions()[0]->text()));
        menu->actions()[1]->trigger();
        QCOMPARE(bench.sessions.draft.spec().plm.folder, (place + QStringLiteral("/tiny")).toStdString());
        auto* line = editor->findChild<QLineEdit*>();
        line->selectAll();
        QTest::keyClicks(line, QStringLiteral("minilm"));
        QCOMPARE(bench.sessions.draft.spec().plm.folder, std::string("minilm")); // while it is typed
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(bench.sessions.draft.spec().plm.folder, (place + QStringLiteral("/minilm")).toStdString());
        // A name that came with the settings is a problem with a way on.
        bench.engine.problems = {{"plm.folder", "tiny/config.json cannot be read", {}, true}};
        QVERIFY(bench.sessions.draft.setValue("plm.folder", "tiny", QStringLiteral("test")));
        const auto fixButton = [&] { return bench.buttonOf(QStringLiteral("/models/tiny")); };
        QTRY_VERIFY(fixButton());
        fixButton()->click();
        QTRY_COMPARE(bench.sessions.draft.spec().plm.folder, (place + QStringLiteral("/tiny")).toStdString());
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(ExperimentFixesTest)
#include "tst_experiment_fixes.moc"
