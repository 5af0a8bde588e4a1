// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/local_engine.h"
#include "db/sqlite_store.h"
#include "tests/support/living_things.h"
#include "tests/support/window_sessions.h"
#include "ui/main_window.h"

#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace cpw;
using namespace cpw::ui;

class CyclesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fiftyTimesStartTrainQuitNeitherCrashNorGrow() {
        Theme theme(ThemeMode::Light);
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        const tests::ObjectCount count;
        tests::LivingThings settled;
        for (int cycle = 0; cycle < 50; ++cycle) {
            if (cycle == 10) // of the ones before nothing is left but caches
                settled = tests::LivingThings::now(count);
            const auto file = folder.filePath(QStringLiteral("runs-%1.cpw").arg(cycle)).toStdString();
            const auto store = db::SqliteStore::open(file, db::OpenMode::ReadWrite).value();
            const auto engine = engine::makeLocalEngine(*store, {});
            EngineSession session(*engine, *store);
            tests::WindowSessions sessions(session, *store);
            MainWindow window(theme, sessions, settings);
            session.start();
            window.show();
            window.trainSample();
            const api::RunId run{1};
            QTRY_VERIFY_WITH_TIMEOUT(session.knownFeed(run) && session.knownFeed(run)->lastStep() > 2, 60'000);
            window.setCloseQuestion([cycle] { return cycle % 2 == 0 ? CloseChoice::StopAndSave : CloseChoice::Discard; });
            window.close();
            QTRY_VERIFY_WITH_TIMEOUT(!window.isVisible(), 60'000);
        }
        const auto end = tests::LivingThings::now(count);
        const auto report = "after 10 cycles: " + settled.text() + "; after 50: " + end.text();
        QVERIFY2(end.megabytes < settled.megabytes + 80, report.c_str());
        QVERIFY2(end.objects <= settled.objects, report.c_str());
        QVERIFY2(end.topLevelWidgets <= settled.topLevelWidgets, report.c_str());
        QVERIFY2(end.files <= settled.files, report.c_str());
        QVERIFY2(end.threads <= settled.threads, report.c_str());
    }
};

QTEST_MAIN(CyclesTest)
#include "tst_cycles_slow.moc"
