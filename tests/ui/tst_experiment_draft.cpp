// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spec_json.h"
#include "tests/support/fake_engine.h"
#include "ui/session/experiment_draft.h"
#include "ui/text/format.h"

#include <QSignalSpy>
#include <QtTest>

using namespace cpw;
using namespace cpw::ui;
using namespace cpw::tests;

namespace {

struct Bench {
    FakeStore store;
    FakeEngine engine{store};
    EngineSession session{engine, store};
    ExperimentDraft draft{session};

    void restore(ExperimentDraft& which) {
        QSignalSpy changed(&which, &ExperimentDraft::changed);
        which.restore();
        (void)QTest::qWaitFor([&] { return changed.size() > 0; });
    }
};

std::string textOf(const api::RunSpec& spec) {
    return api::toJson(spec).dump();
}

} // namespace

class ExperimentDraftTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewFileBeginsWithTheSample() {
        Bench bench;
        bench.restore(bench.draft);
        QCOMPARE(bench.draft.state().preset, QStringLiteral("sample"));
        QVERIFY(!bench.draft.spec().stages.empty());
        QCOMPARE(textOf(bench.draft.spec()), textOf(bench.draft.base()));
        QCOMPARE(bench.draft.undoStack().count(), 0);
        QTest::qWait(600);
        QVERIFY(!bench.store.setting("draft/experiment")->has_value()); // nothing was edited, nothing is written
    }

    void everyChangeIsAStepBackAndForth() {
        Bench bench;
        bench.restore(bench.draft);
        auto& draft = bench.draft;
        std::vector<std::string> states{textOf(draft.spec())};
        const auto keep = [&] { states.push_back(textOf(draft.spec())); };
        QVERIFY(draft.setValue("stages.0.epochs", "3", QStringLiteral("Epochs")));
        keep();
        auto data = draft.spec().data;
        data.maximumRows = 500;
        draft.setData(data);
        keep();
        draft.setText({});
        auto longer = draft.spec();
        longer.stages.push_back({});
        draft.setSpec(longer, QStringLiteral("Add stage"));
        keep();
        draft.setSeeds(QStringLiteral("1-3"));
        draft.setAxes({{"stages.0.epochs", {"1", "2"}}});
        QCOMPARE(draft.runs()->size(), std::size_t{6});
        QCOMPARE(draft.undoStack().count(), 6);
        draft.undoStack().undo();
        QVERIFY(draft.state().axes.empty());
        draft.undoStack().undo();
        QCOMPARE(draft.state().seeds, QStringLiteral("1"));
        for (int place : {3, 2, 2, 1, 0}) { // setText() changed nothing that is seen
            QCOMPARE(textOf(draft.spec()), states[static_cast<std::size_t>(place)]);
            draft.undoStack().undo();
        }
        while (draft.undoStack().canRedo())
            draft.undoStack().redo();
        QCOMPARE(textOf(draft.spec()), states[3]);
        QCOMPARE(draft.runs()->size(), std::size_t{6});
    }

    void editsOfOneOptionInARowAreOneStep() {
        Bench bench;
        bench.restore(bench.draft);
        auto& draft = bench.draft;
        for (const char* value : {"1", "12", "128"})
            QVERIFY(draft.setValue("stages.0.batch", value, QStringLiteral("Batch")));
        QCOMPARE(draft.undoStack().count(), 1);
        QVERIFY(draft.setValue("stages.0.epochs", "2", QStringLiteral("Epochs")));
        QVERIFY(draft.setValue("stages.0.batch", "64", QStringLiteral("Batch"))); // not in a row
        QCOMPARE(draft.undoStack().count(), 3);
        draft.undoStack().undo();
        QCOMPARE(draft.spec().stages[0].batch, 128);
    }

    void whatDoesNotFitChangesNothing() {
        Bench bench;
        bench.restore(bench.draft);
        const auto before = textOf(bench.draft.spec());
        QSignalSpy changed(&bench.draft, &ExperimentDraft::changed);
        QVERIFY(!bench.draft.setValue("stages.0.batch", "many", QStringLiteral("Batch")));
        QVERIFY(!bench.draft.setValue("stages.0.batch", "0", QStringLiteral("Batch")));
        QVERIFY(!bench.draft.setValue("stages.0.no_such", "1", QStringLiteral("?")));
        QVERIFY(!bench.draft.reset("no.such", QStringLiteral("Reset")));
        bench.draft.setPreset(QStringLiteral("no such preset"), QStringLiteral("arm"));
        QCOMPARE(textOf(bench.draft.spec()), before);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(bench.draft.undoStack().count(), 0);
    }

    void anotherDataSetForgetsTheWordingAndAnotherPresetTheAxes() {
        Bench bench;
        bench.restore(bench.draft);
        auto& draft = bench.draft;
        spec::TemplateSpec text;
        text.fields.push_back({"age", "Age", {}});
        draft.setText(text);
        draft.setSeeds(QStringLiteral("1-5"));
        draft.setAxes({{"stages.0.epochs", {"1", "2"}}});
        draft.setData(draft.spec().data);
        QVERIFY(draft.spec().text.fields.empty());
        QCOMPARE(draft.state().axes.size(), std::size_t{1});
        const auto& preset = bench.engine.catalog().presets.front();
        draft.setPreset(qstr(preset.id), qstr(preset.arms.front().id));
        QVERIFY(draft.state().axes.empty()); // their paths may not be there
        QCOMPARE(draft.state().seeds, QStringLiteral("1-5"));
        QCOMPARE(textOf(draft.spec()), textOf(preset.arms.front().spec));
    }

    void aRunOfTheQueueBringsItsSeedInOneStep() {
        Bench bench;
        bench.restore(bench.draft);
        auto& draft = bench.draft;
        draft.setSeeds(QStringLiteral("1-5"));
        draft.setAxes({{"stages.0.epochs", {"1", "2"}}});
        auto spec = draft.spec();
        spec.seed = 42;
        draft.setRun(spec, QStringLiteral("Queued run"));
        QCOMPARE(draft.runs()->size(), std::size_t{1});
        QCOMPARE(draft.runs()->front().seed, std::uint64_t{42});
        draft.undoStack().undo();
        QCOMPARE(draft.runs()->size(), std::size_t{10});
    }

    void itSavesItselfAfterTheLastEdit() {
        Bench bench;
        bench.restore(bench.draft);
        QVERIFY(bench.draft.setValue("stages.0.epochs", "3", QStringLiteral("Epochs")));
        QTRY_VERIFY_WITH_TIMEOUT(bench.store.setting("draft/experiment")->has_value(), 3000);
        ExperimentDraft again(bench.session);
        bench.restore(again);
        QCOMPARE(textOf(again.spec()), textOf(bench.draft.spec()));
        QCOMPARE(textOf(again.base()), textOf(bench.draft.base())); // the preset is found again, for what differs
        QCOMPARE(again.undoStack().count(), 0);
    }

    void anEditThatWasFasterThanTheFileStays() {
        Bench bench;
        bench.restore(bench.draft);
        QVERIFY(bench.draft.setValue("stages.0.epochs", "3", QStringLiteral("Epochs")));
        bench.draft.save();
        QTRY_VERIFY(bench.store.setting("draft/experiment")->has_value());
        ExperimentDraft again(bench.session);
        again.restore();
        auto edited = bench.draft.spec();
        edited.stages[0].epochs = 9;
        again.setSpec(edited, QStringLiteral("Edit"));
        QTest::qWait(50);
        QCOMPARE(again.spec().stages[0].epochs, 9);
    }

    void settingsOfNoPresetMakeNoCommand() {
        Bench bench;
        bench.restore(bench.draft);
        QVERIFY(bench.draft.commandLines());
        bench.draft.setSeeds(QStringLiteral("5-1"));
        QVERIFY(!bench.draft.commandLines());
        bench.draft.setSeeds(QStringLiteral("1"));
        bench.draft.save();
        QTRY_VERIFY(bench.store.setting("draft/experiment")->has_value());
        auto json = nlohmann::json::parse(**bench.store.setting("draft/experiment"));
        json["preset"] = "of_a_newer_program";
        QVERIFY(bench.store.setSetting("draft/experiment", json.dump()));
        ExperimentDraft again(bench.session);
        bench.restore(again);
        const auto lines = again.commandLines();
        QVERIFY(!lines);
        QVERIFY(lines.error().text().find("preset") != std::string::npos);
    }
};

QTEST_MAIN(ExperimentDraftTest)
#include "tst_experiment_draft.moc"
