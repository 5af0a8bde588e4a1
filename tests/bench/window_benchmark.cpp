// SPDX-License-Identifier: GPL-3.0-or-later
// What the window costs, measured; the numbers of docs/PERFORMANCE.md come from here. Not a test: nothing fails.
//     QT_QPA_PLATFORM=offscreen window_benchmark [--workbench PROGRAM] [--seconds N] [--only
//     redraw|palette|inspect|logging|start|training]

#include "core/base/event_queue.h"
#include "core/engine/local_engine.h"
#include "db/sqlite_store.h"
#include "tests/support/base_sized_inspector.h"
#include "tests/support/scripted_run.h"
#include "tests/support/window_sessions.h"
#include "ui/main_window.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/row_view.h"
#include "ui/pages/inspect_page.h"
#include "ui/pages/live_page.h"
#include "ui/palette/command_palette.h"
#include "ui/session/latency_monitor.h"
#include "ui/widgets/metric_plot.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <thread>
#include <vector>

namespace {

using namespace cpw;

double milliseconds(const QElapsedTimer& clock) {
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

void print(const char* what, std::vector<double> samples, const char* unit = "ms") {
    std::sort(samples.begin(), samples.end());
    const auto at = [&](double share) {
        return samples[static_cast<std::size_t>(share * static_cast<double>(samples.size() - 1))];
    };
    std::printf("%-62s median %8.3f %s, 95 %% %8.3f, worst %8.3f (%zu times)\n", what, at(0.5), unit, at(0.95), samples.back(),
                samples.size());
}

void appendPoint(ui::Curve& curve, std::int64_t step) {
    const double x = static_cast<double>(step);
    curve.append(step, x / 5000, x / 100, 0.7 / (1 + x / 1e5) + 0.02 * std::sin(x * 12.9898) * std::sin(x * 78.233));
}

/// A smoothed live curve of a million points that grows by some points between two redraws, as while training.
void measureRedraw(ui::Theme& theme) {
    constexpr std::int64_t kPoints = 1'000'000;
    ui::Curve curve;
    for (std::int64_t step = 1; step <= kPoints; ++step)
        appendPoint(curve, step);
    ui::MetricPlot plot(theme, {QStringLiteral("Loss"), ui::ValueStyle::Loss, {}, false, true});
    plot.resize(1000, 300);
    plot.setSeries({{QStringLiteral("train"), &curve, 0, true, false, false}});
    plot.setTimeline(&curve);
    plot.setSmoothing(0.99);
    plot.setXRange(0, 1.1 * static_cast<double>(kPoints));
    plot.show();
    QElapsedTimer first;
    first.start();
    std::vector<double> turns;
    do { // each is one turn of the event loop
        QElapsedTimer turn;
        turn.start();
        turns.empty() ? plot.refreshNow() : QCoreApplication::processEvents(QEventLoop::AllEvents, 0);
        turns.push_back(milliseconds(turn));
    } while (plot.isSmoothing());
    QCoreApplication::processEvents();
    std::printf("%-62s %8.3f ms\n", "first drawing of a curve of 1,000,000 points, all of it", milliseconds(first));
    print("first drawing of a curve of 1,000,000 points, a turn", turns);
    std::vector<double> times;
    std::int64_t step = kPoints;
    for (int i = 0; i < 200; ++i) {
        for (int point = 0; point < 20; ++point)
            appendPoint(curve, ++step);
        QElapsedTimer clock;
        clock.start();
        plot.refreshNow();
        plot.repaint();
        QCoreApplication::sendPostedEvents();
        plot.canvas().repaint();
        times.push_back(milliseconds(clock));
    }
    print("redraw of a live curve of 1,000,000 points, raw and smoothed", times);
}

void measurePalette(ui::Theme& theme) {
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("bench.ini")), QSettings::IniFormat);
    tests::FakeStore store;
    tests::FakeEngine engine(store);
    for (int i = 0; i < 10'000; ++i)
        (void)store.createRun(engine.catalog().presets.front().arms[static_cast<std::size_t>(i % 3)].spec);
    ui::EngineSession session(engine, store);
    tests::WindowSessions sessions(session, store);
    ui::MainWindow window(theme, sessions, settings);
    window.resize(1440, 900);
    window.show();
    QElapsedTimer patience;
    patience.start();
    while (patience.elapsed() < 2000)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    auto& palette = window.commandPalette();
    std::vector<double> opening;
    for (int i = 0; i < 30; ++i) {
        QElapsedTimer clock;
        clock.start();
        palette.open();
        QCoreApplication::processEvents();
        opening.push_back(milliseconds(clock));
        palette.dismiss();
        QCoreApplication::processEvents();
    }
    print("palette over 10,000 runs: from the key to the paint", opening);
    std::vector<double> filtering;
    palette.open();
    for (int i = 0; i < 10; ++i)
        for (const char* typed : {"r", "ru", "run", "run 9", "run 99", "run 997", "plm run", "plm run 4", "waiting dcn", "zzz"}) {
            QElapsedTimer clock;
            clock.start();
            palette.field().setText(QString::fromLatin1(typed));
            filtering.push_back(milliseconds(clock));
        }
    std::printf("%-62s %d\n", "lines of the palette", palette.model().total());
    print("palette: filtering them", filtering);
}

/// Processor time of this thread: what the window itself costs, whatever else the machine does.
double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// All heads of a base-sized model: from the answer to the painted grid.
void measureHeads(ui::Theme& theme, int side, const char* what) {
    ui::HeadGrid grid(theme);
    grid.resize(520, 420);
    grid.show();
    const auto patterns = tests::BaseSizedInspector::patterns(side);
    std::vector<double> times;
    for (int i = 0; i < 100; ++i) {
        const double started = threadMilliseconds();
        grid.setGrid(patterns);
        grid.repaint();
        times.push_back(threadMilliseconds() - started);
    }
    print(what, times);
}

/// The Inspect page over answers of a base-sized model that are there at once: what the window thread does with them.
void measureInspect(ui::Theme& theme) {
    measureHeads(theme, 64, "grid of 144 heads as the page asks for it, processor time");
    measureHeads(theme, 128, "grid of 144 heads of 128 tokens, uncut, processor time");
    tests::FakeStore store;
    tests::FakeEngine engine(store);
    const auto run = *store.createRun(engine.catalog().presets.front().arms.front().spec);
    ui::EngineSession session(engine, store);
    const tests::BaseSizedInspector inspector;
    ui::InspectSession inspect(inspector);
    ui::Selection selection;
    ui::InspectPage page(theme, session, inspect, selection);
    page.resize(1240, 860);
    page.show();
    selection.chooseRun(run);
    QElapsedTimer patience;
    patience.start();
    const auto settle = [&](int wait) {
        double worst = 0;
        for (patience.restart(); patience.elapsed() < wait;) {
            const double started = threadMilliseconds();
            QCoreApplication::processEvents(QEventLoop::AllEvents);
            worst = std::max(worst, threadMilliseconds() - started);
        }
        return worst;
    };
    settle(1500);
    std::vector<double> rows, heads, edits, views;
    for (int i = 0; i < 30; ++i) {
        page.showPlace(static_cast<std::size_t>(i));
        rows.push_back(settle(80));
        page.rowView().heads().headChosen(i % 12, i % 12);
        heads.push_back(settle(60));
        page.edit(0, QStringLiteral("value %1").arg(i + 300));
        edits.push_back(settle(250)); // 150 ms pass before it asks
        page.showView(static_cast<ui::InspectPage::View>(i % 5));
        views.push_back(settle(80));
        page.showView(ui::InspectPage::View::Row);
        settle(40);
    }
    print("Inspect, next row: longest turn of the window thread", rows);
    print("Inspect, another head: longest turn of the window thread", heads);
    print("Inspect, a what-if: longest turn of the window thread", edits);
    print("Inspect, another view: longest turn of the window thread", views);
}

/// What LocalEngine does with a metric on the thread that trains: hand it to the store's recorder and to the window's queue.
void measureLogging() {
    QTemporaryDir folder;
    auto store = db::SqliteStore::open(folder.filePath(QStringLiteral("bench.cpw")).toStdString(), db::OpenMode::ReadWrite);
    if (!store)
        return;
    const auto run = (*store)->createRun(tests::FakeEngine::makeSpec("bench", {spec::StageKind::FinetuneCtr}));
    EventQueue<api::RunEvent> queue;
    std::jthread window([&](std::stop_token stop) {
        while (!stop.stop_requested()) {
            (void)queue.takeAll();
            std::this_thread::sleep_for(std::chrono::milliseconds(33));
        }
    });
    constexpr int kMetrics = 20'000;
    std::vector<double> microseconds;
    for (int round = 0; round < 20; ++round) {
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < kMetrics; ++i) {
            const std::int64_t step = round * kMetrics + i;
            api::RunEvent event{*run, api::Clock::now(), api::Metric{"train/loss", 0, step, 0.1, 0.5}};
            (*store)->record(event);
            queue.push(std::move(event));
        }
        microseconds.push_back(milliseconds(clock) * 1000 / kMetrics);
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
    }
    print("logging a metric, on the thread that trains", microseconds, "us");
}

void measureStart(const QString& program) {
    QTemporaryDir folder;
    for (int i = 0; i < 6; ++i) {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.path());
        environment.insert(QStringLiteral("XDG_DATA_HOME"), folder.path());
        process.setProcessEnvironment(environment);
        process.start(program, {folder.filePath(QStringLiteral("start.cpw")), QStringLiteral("--startup-report")});
        process.waitForFinished();
        const QString said = QString::fromUtf8(process.readAllStandardError()).section(QStringLiteral("first paint"), 1);
        std::printf("start %d%s: first paint%s", i + 1, i == 0 ? " (cold)" : "", qPrintable(said));
    }
}

/// The window on the real engine while the sample trains with every core.
void measureTraining(ui::Theme& theme, int seconds) {
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("bench.ini")), QSettings::IniFormat);
    auto store = db::SqliteStore::open(folder.filePath(QStringLiteral("bench.cpw")).toStdString(), db::OpenMode::ReadWrite);
    if (!store)
        return;
    const auto engine = engine::makeLocalEngine(**store, {.logger = nullptr, .pausesOnBadLoss = true});
    ui::EngineSession session(*engine, **store);
    tests::WindowSessions sessions(session, **store);
    ui::MainWindow window(theme, sessions, settings);
    window.resize(1440, 900);
    window.show();
    session.start();
    window.trainSample();
    ui::LatencyMonitor monitor;
    std::vector<double> blocked;
    QObject::connect(&monitor, &ui::LatencyMonitor::blocked, [&](double time) { blocked.push_back(time); });
    QTimer::singleShot(3000, [&] { monitor.start(); }); // the first three seconds build the model
    QTimer pages;
    int shown = 0;
    QObject::connect(&pages, &QTimer::timeout, [&] {
        const auto& all = window.pages();
        window.showPage(all[static_cast<std::size_t>(++shown) % all.size()].id);
    });
    pages.start(1500);
    QTimer::singleShot((seconds + 3) * 1000, qApp, [] { QApplication::exit(0); }); // quit() would ask, because a run trains
    QApplication::exec();
    monitor.stop();
    std::printf("window while the sample trains on %u threads, %d s, a page shown every 1.5 s: %lld answers, worst %.1f ms, %zu "
                "over 50 ms\n",
                std::thread::hardware_concurrency(), seconds, static_cast<long long>(monitor.samples()),
                monitor.worstMilliseconds(), blocked.size());
    session.stopAll(api::CommandKind::Discard);
}

} // namespace

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOption({QStringLiteral("workbench"), QString(), QStringLiteral("program")});
    parser.addOption({QStringLiteral("seconds"), QString(), QStringLiteral("n"), QStringLiteral("20")});
    parser.addOption({QStringLiteral("only"), QString(), QStringLiteral("part")});
    parser.process(app);
    const QString only = parser.value(QStringLiteral("only"));
    const auto isAsked = [&](const char* part) { return only.isEmpty() || only == QLatin1String(part); };
    ui::Theme theme(ui::ThemeMode::Light);
    if (isAsked("redraw"))
        measureRedraw(theme);
    if (isAsked("palette"))
        measurePalette(theme);
    if (isAsked("inspect"))
        measureInspect(theme);
    if (isAsked("logging"))
        measureLogging();
    if (isAsked("start") && parser.isSet(QStringLiteral("workbench")))
        measureStart(parser.value(QStringLiteral("workbench")));
    if (isAsked("training"))
        measureTraining(theme, parser.value(QStringLiteral("seconds")).toInt());
    return 0;
}
