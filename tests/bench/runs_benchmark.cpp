// SPDX-License-Identifier: GPL-3.0-or-later
// What comparing many runs costs, on the real window over a real file of made-up runs; the numbers of docs/PERFORMANCE.md come from
// here. Not a test: nothing fails. The files are made in FOLDER when they are not there and used again.
//     QT_QPA_PLATFORM=offscreen runs_benchmark FOLDER [--only ten_thousand|hundred_thousand|metrics|million|ten|fifty]

#include "core/engine/local_engine.h"
#include "db/sqlite_store.h"
#include "tests/bench/run_store_maker.h"
#include "tests/support/window_sessions.h"
#include "ui/main_window.h"
#include "ui/pages/runs/compare_view.h"
#include "ui/pages/runs_page.h"
#include "ui/session/latency_monitor.h"
#include "ui/widgets/choice_button.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <vector>

namespace {

using namespace cpw;
using ui::RunTreeModel;

double milliseconds(const QElapsedTimer& clock) {
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

double processorMilliseconds(clockid_t of) {
    timespec now{};
    clock_gettime(of, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Processor time of this thread: what the window itself costs, whatever else the machine does.
double threadMilliseconds() {
    return processorMilliseconds(CLOCK_THREAD_CPUTIME_ID);
}

/// Of all threads.
double processMilliseconds() {
    return processorMilliseconds(CLOCK_PROCESS_CPUTIME_ID);
}

void print(const char* what, std::vector<double> samples) {
    std::sort(samples.begin(), samples.end());
    std::printf("  %-66s median %8.2f ms, worst %8.2f (%zu times)\n", what, samples[samples.size() / 2], samples.back(), samples.size());
}

void print(const char* what, double sample) {
    std::printf("  %-66s %8.2f ms\n", what, sample);
}

/// Until `isDone`, at most 60 s. Sleeps between events, so that waiting costs no processor time.
void wait(const std::function<bool()>& isDone) {
    QElapsedTimer patience;
    patience.start();
    QTimer awake; // also where nothing comes any more
    awake.start(50);
    while (!isDone() && patience.elapsed() < 60'000)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
}

void rest(int time) {
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < time)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
}

/// The window on a file, at its Home page and with nothing left to read.
struct Bench {
    QTemporaryDir folder;
    QSettings settings{folder.filePath(QStringLiteral("bench.ini")), QSettings::IniFormat};
    std::unique_ptr<db::SqliteStore> store;
    std::unique_ptr<api::Engine> engine;
    std::unique_ptr<ui::EngineSession> session;
    std::unique_ptr<tests::WindowSessions> sessions;
    std::unique_ptr<ui::MainWindow> window;

    Bench(ui::Theme& theme, const std::filesystem::path& file) {
        auto opened = db::SqliteStore::open(file, db::OpenMode::ReadWrite);
        if (!opened) {
            std::fprintf(stderr, "%s\n", opened.error().text().c_str());
            std::exit(1);
        }
        store = std::move(*opened);
        engine = engine::makeLocalEngine(*store, {.logger = nullptr, .pausesOnBadLoss = true});
        session = std::make_unique<ui::EngineSession>(*engine, *store);
        sessions = std::make_unique<tests::WindowSessions>(*session, *store);
        window = std::make_unique<ui::MainWindow>(theme, *sessions, settings);
        window->resize(1440, 900);
        window->show();
        session->start();
        bool isRead = false;
        QObject context;
        QObject::connect(session.get(), &ui::EngineSession::runsRead, &context, [&isRead](const ui::RunList&, bool isWhole) { isRead = isRead || isWhole; });
        wait([&] { return isRead; });
        rest(300);
    }
    ui::RunsPage& page() { return window->runsPage(); }
};

void paint(QWidget& widget) {
    widget.repaint();
    QCoreApplication::sendPostedEvents();
}

void measureOpening(Bench& bench, int runs) {
    QElapsedTimer clock;
    clock.start();
    bench.window->showPage(ui::PageId::Runs);
    auto& page = bench.page();
    wait([&] { return page.tree().rowCount() > 0; });
    paint(*page.table().viewport());
    print("first rows on the screen", milliseconds(clock));
    wait([&] { return page.tree().shownRuns() == runs && !page.tree().isGrouping(); });
    paint(*page.table().viewport());
    print("all of them in the table and sortable", milliseconds(clock));
    const double started = processMilliseconds(), startedHere = threadMilliseconds();
    wait([&] { return page.hasAllSettings(); });
    print("settings of all groups read (columns and filters of settings)", milliseconds(clock));
    print("    processor time since the table was whole", processMilliseconds() - started);
    print("    and of the window's thread", threadMilliseconds() - startedHere);
}

/// Until the table shows what was asked for. Sleeps between events, so that waiting costs no processor time.
void settle(ui::RunsPage& page) {
    while (page.tree().isGrouping())
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
    paint(*page.table().viewport());
}

/// What some steps take by the clock, and of the window's thread.
class Steps {
public:
    void measure(ui::RunsPage& page, const std::function<void()>& step) {
        QElapsedTimer clock;
        clock.start();
        const double started = threadMilliseconds(), startedAll = processMilliseconds();
        step();
        settle(page);
        m_clock.push_back(milliseconds(clock));
        m_thread.push_back(threadMilliseconds() - started);
        m_process.push_back(processMilliseconds() - startedAll);
    }
    void print(const char* what) const {
        ::print(what, m_clock);
        ::print("    processor time of the window's thread", m_thread);
        ::print("    processor time of all threads", m_process);
        const auto worst = std::max_element(m_thread.begin(), m_thread.end()) - m_thread.begin();
        std::printf("    the %td. one cost that thread most\n", worst + 1);
    }

private:
    std::vector<double> m_clock, m_thread, m_process;
};

constexpr int kSorted[] = {RunTreeModel::Name,     RunTreeModel::State,      RunTreeModel::Settings, RunTreeModel::Data,  RunTreeModel::Backbone,
                           RunTreeModel::Stages,   RunTreeModel::Seed,       RunTreeModel::TestAuc,  RunTreeModel::Difference, RunTreeModel::LogLoss,
                           RunTreeModel::Steps,    RunTreeModel::Time,       RunTreeModel::Tags,     RunTreeModel::Note,  RunTreeModel::Created};

void measureSorting(ui::RunsPage& page) {
    Steps first, again;
    for (const int column : kSorted)
        first.measure(page, [&] { page.table().sortByColumn(column, Qt::DescendingOrder); });
    for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder})
        for (const int column : kSorted)
            again.measure(page, [&] { page.table().sortByColumn(column, order); });
    first.print("sort by each column for the first time, to the paint");
    again.print("sort by each column again, both ways, to the paint");
}

void measureTyping(ui::RunsPage& page) {
    Steps typing;
    for (const char* line : {"auc > 0.75 and backbone = dcn_v2", "deepfm 17", "stages.1.epochs > 100"}) {
        const QString text = QString::fromLatin1(line);
        for (int length = 1; length <= text.size(); ++length)
            typing.measure(page, [&] { page.filter().setText(text.left(length)); });
        page.filter().clear();
        settle(page);
    }
    typing.print("a key in the filter, to the paint");
}

void measureGrouping(ui::RunsPage& page) {
    Steps grouping, differences, sorting;
    for (const char* key : {"backbone.id", "run", ""})
        grouping.measure(page, [&] { page.groupChoice().pick(key); });
    grouping.print("other groups: by backbone, none, by all settings");
    page.table().selectionModel()->select(page.tree().index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    rest(200);
    differences.measure(page, [&] { page.makeSelectedBaseline(); });
    differences.print("paired differences of all groups from a baseline");
    for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder})
        sorting.measure(page, [&] { page.table().sortByColumn(RunTreeModel::Difference, order); });
    sorting.print("sort by the differences, to the paint");
}

void measureScrolling(ui::RunsPage& page) {
    std::vector<double> scrolling;
    auto* bar = page.table().verticalScrollBar();
    for (int i = 0; i < 60; ++i) {
        QElapsedTimer frame;
        frame.start();
        bar->setValue(bar->maximum() * i / 60);
        paint(*page.table().viewport());
        scrolling.push_back(milliseconds(frame));
    }
    print("a frame of scrolling through the table", scrolling);
}

void measureFrames(ui::CompareChart& chart) {
    const auto range = chart.canvas().xAxis->range();
    std::vector<double> zooming, hovering;
    for (int i = 0; i < 100; ++i) {
        const double share = std::pow(0.95, i % 50);
        QElapsedTimer frame;
        frame.start();
        chart.canvas().xAxis->setRange(range.lower + 0.3 * range.size() * (1 - share), range.lower + range.size() * (0.3 + 0.7 * share));
        chart.canvas().replot(QCustomPlot::rpImmediateRefresh);
        zooming.push_back(milliseconds(frame));
    }
    print("a frame of zooming", zooming);
    for (int i = 0; i < 100; ++i) {
        QElapsedTimer frame;
        frame.start();
        chart.setStepCursor(static_cast<std::int64_t>(range.lower + range.size() * i / 100));
        chart.repaint();
        hovering.push_back(milliseconds(frame));
    }
    print("the cursor on another step, box of values included", hovering);
}

/// From choosing the runs to the chart's paint.
void measureCurves(Bench& bench, const std::vector<api::RunId>& runs, const std::string& metric) {
    auto& page = bench.page();
    auto& curves = page.compareView().curves();
    curves.setEverySeed(true);
    curves.setMetric(0, metric);
    page.chooseRuns({});
    rest(300);
    auto& chart = *curves.charts()[0];
    QElapsedTimer clock;
    clock.start();
    page.chooseRuns(runs);
    wait([&] { return chart.lines().size() >= runs.size(); });
    chart.canvas().replot(QCustomPlot::rpImmediateRefresh);
    print("from the click to the pixels", milliseconds(clock));
    std::size_t points = 0;
    for (const auto& line : chart.lines())
        points += line.data->size();
    std::printf("  %zu lines, %zu points\n", chart.lines().size(), points);
    measureFrames(chart);
    QElapsedTimer smoothing;
    smoothing.start();
    chart.setSmoothing(0.9);
    print("smoothing, on the window's thread", milliseconds(smoothing));
    rest(1500);
    chart.setSmoothing(0);
}

struct Part {
    const char* name;
    const char* title;
    bench::StorePlan plan;
};

void measure(ui::Theme& theme, const Part& part, const QString& folder) {
    const auto made = bench::makeStore(folder.toStdString() + "/" + part.name + ".cpw", part.plan);
    std::printf("%s\n", part.title);
    Bench bench(theme, made.file);
    ui::LatencyMonitor monitor;
    std::vector<double> blocked;
    QObject::connect(&monitor, &ui::LatencyMonitor::blocked, [&](double time) { blocked.push_back(time); });
    monitor.start();
    measureOpening(bench, made.runs);
    rest(300);
    monitor.stop();
    std::printf("  longest answer of the window meanwhile %.1f ms, %zu over 50 ms\n", monitor.worstMilliseconds(), blocked.size());
    if (part.plan.longCurves == 0 && part.plan.metrics == 0)
        for (const auto measureOne : {measureSorting, measureTyping, measureGrouping, measureScrolling})
            measureOne(bench.page());
    if (!made.longCurves.empty())
        measureCurves(bench, made.longCurves, "train/loss");
    if (part.plan.metrics > 0)
        measureCurves(bench, {made.manyMetrics}, "train/part_0042");
}

} // namespace

int main(int argc, char** argv) {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(QStringLiteral("folder"), QString());
    parser.addOption({QStringLiteral("only"), QString(), QStringLiteral("part")});
    parser.process(app);
    if (parser.positionalArguments().isEmpty()) {
        std::fprintf(stderr, "usage: runs_benchmark FOLDER [--only PART]\n");
        return 2;
    }
    ui::Theme theme(ui::ThemeMode::Light);
    const Part parts[] = {{"ten_thousand", "10,000 runs, 2,000 groups", {10'000, 500, 0, 0, 0}},
                          {"hundred_thousand", "100,000 runs, 20,000 groups", {100'000, 500, 0, 0, 0}},
                          {"metrics", "a run with 5,000 metrics", {50, 50, 0, 0, 5000}},
                          {"million", "a curve of 1,000,000 points", {50, 50, 1, 1'000'000, 0}},
                          {"ten", "ten curves of 1,000,000 points", {50, 50, 10, 1'000'000, 0}},
                          {"fifty", "fifty curves of 100,000 points", {60, 50, 50, 100'000, 0}}};
    for (const auto& part : parts)
        if (parser.value(QStringLiteral("only")).isEmpty() || parser.value(QStringLiteral("only")) == QLatin1String(part.name))
            measure(theme, part, parser.positionalArguments().front());
    return 0;
}
