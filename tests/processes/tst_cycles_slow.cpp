// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/process_memory.h"
#include "core/engine/local_engine.h"
#include "db/sqlite_store.h"
#include "tests/support/window_sessions.h"
#include "ui/main_window.h"

#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace cpw;
using namespace cpw::ui;

namespace {

double megabytes() {
    return static_cast<double>(residentBytes()) / 1e6;
}

} // namespace

class CyclesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fiftyTimesStartTrainQuitNeitherCrashNorGrow() {
        Theme theme(ThemeMode::Light);
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        double settled = 0;
        for (int cycle = 0; cycle < 50; ++cycle) {
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
            if (cycle == 9)
                settled = megabytes();
        }
        const double end = megabytes();
        QVERIFY2(end < settled + 80, qPrintable(QStringLiteral("%1 MB after 10 cycles, %2 MB after 50").arg(settled).arg(end)));
    }
};

QTEST_MAIN(CyclesTest)
#include "tst_cycles_slow.moc"
