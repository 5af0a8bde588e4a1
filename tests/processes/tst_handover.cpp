// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/spec_json.h"
#include "core/engine/local_engine.h"
#include "db/sqlite_store.h"
#include "tests/support/window_sessions.h"
#include "ui/main_window.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace cpw;
using namespace cpw::ui;

namespace {

constexpr int kPatience = 60'000; // milliseconds, for a busy machine

/// So long that nothing here ends by itself.
api::RunSpec endlessSpec() {
    api::RunSpec spec;
    spec.name = "endless";
    spec.data.source = "sample";
    spec.data.split.kind = spec::SplitKind::Random;
    spec.data.maximumRows = 1200;
    spec.backbone = {"dcn_v2", {{"embedding_size", std::int64_t{4}}, {"tower_width", std::int64_t{8}}, {"tower_layers", std::int64_t{1}}, {"cross_layers", std::int64_t{1}}}};
    spec.threads = 1;
    spec::StageSpec stage;
    stage.epochs = 100000;
    stage.batch = 64;
    stage.stopping.patience = 0;
    spec.stages.push_back(stage);
    return spec;
}

/// What the program makes of one file.
struct OpenFile {
    QSettings settings;
    std::unique_ptr<db::SqliteStore> store;
    std::unique_ptr<api::Engine> engine;
    EngineSession session;
    tests::WindowSessions sessions;
    MainWindow window;

    OpenFile(Theme& theme, const QTemporaryDir& folder)
        : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat),
          store(db::SqliteStore::open(folder.filePath(QStringLiteral("runs.cpw")).toStdString(), db::OpenMode::ReadWrite).value()),
          engine(engine::makeLocalEngine(*store, {})), session(*engine, *store), sessions(session, *store), window(theme, sessions, settings) {
        session.setTrainerProgram(QStringLiteral(CPW_CLICKPROMPT));
        session.start();
        window.show();
    }
    std::int64_t stepOf(api::RunId run) const {
        const auto* feed = session.knownFeed(run);
        return feed ? feed->lastStep() : 0;
    }
};

/// Every step once, from 1 on.
void compareSteps(const api::RunStore& store, api::RunId run) {
    const auto series = store.metric(run, "train/loss").value();
    for (std::size_t i = 0; i < series.points.size(); ++i)
        QCOMPARE(series.points[i].step, static_cast<std::int64_t>(i + 1));
}

} // namespace

class HandoverTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void aRunGoesOnInTheBackgroundAndIsTakenBack() {
        QTemporaryDir folder;
        api::RunId run;
        std::int64_t leftAt = 0;
        {
            OpenFile first(*m_theme, folder);
            run = first.session.submit(endlessSpec()).value();
            QTRY_VERIFY_WITH_TIMEOUT(first.stepOf(run) > 3, kPatience);
            first.window.setCloseQuestion([] { return CloseChoice::KeepTraining; });
            first.window.close();
            QTRY_VERIFY_WITH_TIMEOUT(!first.window.isVisible(), kPatience);
            QCOMPARE(first.window.problem(), QString());
            leftAt = first.stepOf(run);
        }
        OpenFile second(*m_theme, folder);
        QTRY_VERIFY_WITH_TIMEOUT(second.session.isElsewhere(run), kPatience);
        QCOMPARE(second.window.selection().currentRun(), std::optional(run));
        QTRY_VERIFY_WITH_TIMEOUT(second.stepOf(run) > leftAt + 3, kPatience);
        QVERIFY(!second.session.hasWork());
        second.session.takeBack(run);
        QTRY_VERIFY_WITH_TIMEOUT(second.session.activeRun() == run, kPatience);
        const auto takenAt = second.stepOf(run);
        QTRY_VERIFY_WITH_TIMEOUT(second.stepOf(run) > takenAt + 3, kPatience);
        second.session.stopAll(api::CommandKind::StopAndSave);
        QTRY_VERIFY_WITH_TIMEOUT(!second.session.hasWork(), kPatience);
        QVERIFY(second.store->flush().has_value());
        compareSteps(*second.store, run);
        QCOMPARE(second.store->run(run)->state, api::RunState::Stopped);
    }

    void aRunOfTheCommandLineIsFollowedAndObeys() {
        QTemporaryDir folder;
        OpenFile open(*m_theme, folder);
        QFile spec(folder.filePath(QStringLiteral("spec.json")));
        QVERIFY(spec.open(QIODevice::WriteOnly));
        spec.write(QByteArray::fromStdString(api::toJson(endlessSpec()).dump()));
        spec.close();
        QProcess trainer;
        trainer.start(QStringLiteral(CPW_CLICKPROMPT), {QStringLiteral("train"), spec.fileName(), QStringLiteral("--project"),
                                                        folder.filePath(QStringLiteral("runs.cpw")), QStringLiteral("--quiet")});
        const api::RunId run{1};
        QTRY_VERIFY_WITH_TIMEOUT(open.session.isElsewhere(run) && open.stepOf(run) > 5, kPatience);
        const auto seen = open.stepOf(run);
        QTRY_VERIFY_WITH_TIMEOUT(open.stepOf(run) > seen, kPatience);
        QSignalSpy applied(&open.session, &EngineSession::commandApplied);
        open.session.command(run, {api::CommandKind::SetLearningRateCtr, 5e-4, {}});
        QTRY_VERIFY_WITH_TIMEOUT(open.session.knownFeed(run)->values().inForce(LiveValue::RateCtr) == 5e-4, kPatience);
        QCOMPARE(applied.count(), 1);
        open.session.command(run, {api::CommandKind::Pause, 0, {}});
        QTRY_COMPARE_WITH_TIMEOUT(open.session.knownFeed(run)->state(), api::RunState::Paused, kPatience);
        open.session.command(run, {api::CommandKind::StopAndSave, 0, {}});
        QVERIFY(trainer.waitForFinished(kPatience));
        QCOMPARE(trainer.exitCode(), 130);
        QTRY_COMPARE_WITH_TIMEOUT(open.session.knownFeed(run)->state(), api::RunState::Stopped, kPatience);
        QVERIFY(!open.session.isElsewhere(run));
    }

private:
    std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(HandoverTest)
#include "tst_handover.moc"
