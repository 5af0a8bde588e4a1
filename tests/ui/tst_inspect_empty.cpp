// SPDX-License-Identifier: GPL-3.0-or-later
// The Inspect page without anything to look into: it names what is missing and offers the way there.
#include "tests/support/base_sized_inspector.h"
#include "tests/support/window_bench.h"
#include "ui/pages/inspect_page.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include <algorithm>

using namespace cpw;
using namespace cpw::ui;

namespace {

class InspectorWithoutCheckpoints : public tests::BaseSizedInspector {
public:
    Result<std::vector<api::CheckpointMark>> checkpoints(api::RunId) const override { return std::vector<api::CheckpointMark>(); }
};

struct Bench {
    Theme theme{ThemeMode::Light};
    tests::FakeStore store;
    tests::FakeEngine engine{store};
    EngineSession session{engine, store};
    InspectorWithoutCheckpoints inspector;
    InspectSession questions{inspector};
    Selection selection;
    InspectPage page{theme, session, questions, selection};

    QPushButton* visibleButton(const char* text) const {
        for (auto* button : page.findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == QLatin1String(text))
                return button;
        return nullptr;
    }
};

} // namespace

class InspectEmptyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutARunTheRunsAndTheSampleAreOffered() {
        Bench bench;
        bench.page.show();
        QSignalSpy runs(&bench.page, &InspectPage::runsRequested), sample(&bench.page, &InspectPage::trainSampleRequested);
        QVERIFY(bench.visibleButton("Choose a run") && bench.visibleButton("Train sample"));
        QVERIFY(!bench.visibleButton("Show the run on Live"));
        bench.visibleButton("Choose a run")->click();
        QCOMPARE(runs.count(), 1);
        bench.visibleButton("Train sample")->click();
        QCOMPARE(sample.count(), 1);
    }

    void aRunWithoutCheckpointLeadsToLive() {
        Bench bench;
        const auto run = bench.store.createRun(bench.engine.catalog().presets.front().arms.front().spec);
        bench.page.show();
        bench.selection.chooseRun(*run);
        QTRY_VERIFY(bench.visibleButton("Show the run on Live"));
        QVERIFY(!bench.visibleButton("Choose a run") && !bench.visibleButton("Train sample"));
        QSignalSpy live(&bench.page, &InspectPage::liveRequested);
        bench.visibleButton("Show the run on Live")->click();
        QCOMPARE(live.count(), 1);
    }

    void aFileForReadingOffersNoTraining() {
        tests::FakeStore store;
        store.readOnly = true;
        tests::FakeEngine engine(store);
        EngineSession session(engine, store);
        InspectorWithoutCheckpoints inspector;
        InspectSession questions(inspector);
        const Theme theme(ThemeMode::Light);
        Selection selection;
        InspectPage page(theme, session, questions, selection);
        const auto buttons = page.findChildren<QPushButton*>();
        const auto train = std::find_if(buttons.begin(), buttons.end(), [](QPushButton* button) { return button->text() == QLatin1String("Train sample"); });
        QVERIFY(train != buttons.end() && !(*train)->isEnabled());
    }
};

QTEST_MAIN(InspectEmptyTest)
#include "tst_inspect_empty.moc"
