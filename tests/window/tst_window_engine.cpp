// SPDX-License-Identifier: GPL-3.0-or-later
// The window on the real engine: it stays quick while every core trains, and starting and quitting leaves nothing behind.
#include "core/engine/local_engine.h"
#include "db/sqlite_store.h"
#include "tests/support/watched_application.h"
#include "tests/support/window_sessions.h"
#include "ui/main_window.h"
#include "ui/pages/live_page.h"
#include "ui/palette/command_palette.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

using namespace cpw;
using namespace cpw::ui;
using cpw::tests::WatchedApplication;

namespace {

struct Bench {
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    std::unique_ptr<db::SqliteStore> store;
    std::unique_ptr<api::Engine> engine;
    std::unique_ptr<EngineSession> session;
    std::unique_ptr<tests::WindowSessions> sessions;
    std::unique_ptr<MainWindow> window;

    explicit Bench(Theme& theme) {
        store = *db::SqliteStore::open(folder.filePath(QStringLiteral("test.cpw")).toStdString(), db::OpenMode::ReadWrite);
        engine = engine::makeLocalEngine(*store, {.logger = nullptr, .pausesOnBadLoss = true});
        session = std::make_unique<EngineSession>(*engine, *store);
        sessions = std::make_unique<tests::WindowSessions>(*session, *store);
        window = std::make_unique<MainWindow>(theme, *sessions, settings);
        window->setCloseQuestion([] { return CloseChoice::Discard; });
        window->resize(1440, 900);
        window->show();
        session->start();
    }
    std::int64_t step() const {
        const auto run = session->activeRun();
        const RunFeed* feed = run ? session->knownFeed(*run) : nullptr;
        return feed ? feed->lastStep() : 0;
    }
};

} // namespace

class WindowEngineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(ThemeMode::Light); }
    void cleanupTestCase() { m_theme.reset(); }

    void theWatchSeesWaitingButNotTheMachine();
    void noSlotTakesLongWhileEveryCoreTrains();
    void startingAndQuittingAgainAndAgain();

private:
    std::unique_ptr<Theme> m_theme;
};

void WindowEngineTest::theWatchSeesWaitingButNotTheMachine() {
    auto& app = static_cast<WatchedApplication&>(*QCoreApplication::instance());
    const auto measure = [&](std::function<void()> slot) {
        app.watch();
        QMetaObject::invokeMethod(this, std::move(slot), Qt::QueuedConnection);
        QCoreApplication::sendPostedEvents(this);
        app.stopWatching();
        return app.worst;
    };
    const auto compute = [](double milliseconds) {
        for (const double start = tests::OwnTime::processorMilliseconds(); tests::OwnTime::processorMilliseconds() - start < milliseconds;) {
        }
    };
    QVERIFY(measure([&] { compute(60); }) >= 60);
    if (!tests::OwnTime().countsWaiting())
        QSKIP("this kernel does not count the wait for a processor");
    QVERIFY(measure([] { std::this_thread::sleep_for(std::chrono::milliseconds(60)); }) >= 60); // as for a disk
    std::mutex mutex;
    std::atomic<bool> isLocked = false;
    std::jthread holder([&] {
        const std::lock_guard lock(mutex);
        isLocked = true;
        std::this_thread::sleep_for(std::chrono::milliseconds(80));
    });
    while (!isLocked)
        std::this_thread::yield();
    QVERIFY(measure([&] { const std::lock_guard lock(mutex); }) >= 40);
    // Four threads on every core: the slot gets its turn late, which is not its own time.
    std::vector<std::jthread> crowd;
    for (unsigned i = 0; i < 4 * std::max(1U, std::thread::hardware_concurrency()); ++i)
        crowd.emplace_back([](std::stop_token stop) {
            while (!stop.stop_requested()) {
            }
        });
    const double crowded = measure([&] { compute(30); });
    QVERIFY2(crowded >= 30 && crowded < 45, qPrintable(app.worstPlace));
}

void WindowEngineTest::noSlotTakesLongWhileEveryCoreTrains() {
    auto& app = static_cast<WatchedApplication&>(*QCoreApplication::instance());
    Bench bench(*m_theme);
    for (const auto& page : bench.window->pages())
        bench.window->showPage(page.id); // building a page is no slot of a running window
    bench.window->trainSample();
    QVERIFY2(bench.window->problem().isEmpty(), qPrintable(bench.window->problem()));
    QTRY_VERIFY_WITH_TIMEOUT(bench.step() > 5, 120'000);
    app.watch();
    for (int round = 0; round < 3; ++round) {
        for (const auto& page : bench.window->pages()) {
            bench.window->showPage(page.id);
            QTest::qWait(300);
        }
        bench.window->commandPalette().open(QStringLiteral("stop"));
        QTest::qWait(200);
        bench.window->commandPalette().dismiss();
        m_theme->setMode(round % 2 ? ThemeMode::Light : ThemeMode::Dark);
        QTest::qWait(200);
    }
    app.stopWatching();
    m_theme->setMode(ThemeMode::Light);
    QVERIFY(app.worst > 0);
    QVERIFY2(app.worst < 50, qPrintable(app.worstPlace));
    bench.window->close();
    QTRY_VERIFY_WITH_TIMEOUT(!bench.session->hasWork(), 60'000);
}

void WindowEngineTest::startingAndQuittingAgainAndAgain() {
    for (int cycle = 0; cycle < 8; ++cycle) {
        Bench bench(*m_theme);
        bench.window->trainSample();
        // Quits in the middle of preparing, of the first steps, or before anything began.
        QTest::qWait(60 * cycle);
        bench.window->close();
        QTRY_VERIFY_WITH_TIMEOUT(!bench.window->isVisible(), 60'000);
        QVERIFY(!bench.session->hasWork());
    }
}

int main(int argc, char** argv) {
    WatchedApplication app(argc, argv);
    WindowEngineTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_window_engine.moc"
