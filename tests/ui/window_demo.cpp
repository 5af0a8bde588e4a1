// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on a scripted engine, for looking at it without training anything:
//     window_demo [--theme light|dark] [--page home|live|runs] [--steps N] [--cursor STEP] [--change] [--stage-edit]
//                 [--compare] [--filter TEXT] [--arm 0|1|2] [--paused] [--fail] [--empty] [--play] [--size WxH] [--screenshot FILE.png]
// Every number in it is invented.

#include "tests/support/scripted_run.h"
#include "tests/support/window_sessions.h"
#include "ui/main_window.h"
#include "ui/pages/live_page.h"
#include "ui/pages/runs_page.h"
#include "ui/session/latency_monitor.h"
#include "ui/widgets/rate_editor.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTemporaryDir>
#include <QTimer>

#include <cmath>
#include <cstdio>

namespace {

using namespace cpw;

/// A made-up curve that rises (or falls) to its end value.
api::MetricSeries inventedCurve(const char* name, double end, double reach, int seed) {
    api::MetricSeries series{name, {}};
    for (int i = 1; i <= 40; ++i) {
        const double wave = 0.0012 * std::sin(0.9 * i + 2.1 * seed) + 0.0004 * seed;
        series.points.push_back({i * 55, i / 8.0, end - reach * std::exp(-i / 7.0) + wave, api::Clock::time_point(std::chrono::seconds(i * 3)), 0});
    }
    return series;
}

/// Finished runs of the past, written straight into the store.
void fillHistory(tests::FakeStore& store, const api::Catalog& catalog) {
    int number = 0;
    for (const int seed : {1, 2, 3, 4, 5}) {
        for (const auto& arm : catalog.presets.front().arms) {
            auto spec = arm.spec;
            spec.seed = static_cast<std::uint64_t>(seed);
            const auto run = store.createRun(spec);
            store.edit(*run, [&](tests::FakeStore::Run& entry) {
                ++number;
                const bool isFailed = number == 8;
                entry.summary.state = isFailed      ? api::RunState::Failed
                                      : number == 5 ? api::RunState::Stopped
                                                    : api::RunState::Finished;
                entry.summary.error =
                    isFailed ? "the loss is not a finite number at step 412; lower the learning rate or set a gradient clip" : "";
                entry.summary.step = static_cast<std::int64_t>(spec.stages.size()) * 1540 - 37 * number;
                entry.summary.seconds = 4.2 + 62.0 * static_cast<double>(spec.stages.size() - 1) + 0.7 * number;
                if (entry.summary.state == api::RunState::Finished) {
                    entry.summary.results["test/auc"] = 0.708 + 0.018 * (number % 3) + 0.0007 * number;
                    entry.summary.results["test/log_loss"] = 0.624 - 0.013 * (number % 3) - 0.0005 * number;
                    entry.metrics["valid/auc"] = inventedCurve("valid/auc", entry.summary.results["test/auc"] + 0.004, 0.08, seed);
                    entry.metrics["valid/log_loss"] = inventedCurve("valid/log_loss", entry.summary.results["test/log_loss"], -0.1, seed);
                }
                if (number == 3)
                    entry.summary.note = "first with prompts";
            });
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QCommandLineParser parser;
    for (const char* name : {"theme", "page", "steps", "cursor", "screenshot", "arm", "size", "filter"})
        parser.addOption({QString::fromLatin1(name), QString(), QStringLiteral("value")});
    for (const char* name : {"change", "stage-edit", "fail", "empty", "play", "paused", "compare"})
        parser.addOption(QCommandLineOption(QString::fromLatin1(name)));
    parser.process(app);

    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("demo.ini")), QSettings::IniFormat);
    ui::Theme theme(ui::themeModeFromText(parser.value(QStringLiteral("theme"))).value_or(ui::ThemeMode::Light));
    tests::FakeStore store;
    tests::FakeEngine engine(store);
    if (!parser.isSet(QStringLiteral("empty")))
        fillHistory(store, engine.catalog());
    ui::EngineSession session(engine, store);
    tests::WindowSessions sessions(session, store);
    ui::MainWindow window(theme, sessions, settings);
    window.setCloseQuestion([] { return ui::CloseChoice::Discard; });
    const QStringList size = parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
    window.resize(size.size() == 2 ? QSize(size[0].toInt(), size[1].toInt()) : QSize(1440, 900));
    window.show();

    std::vector<tests::ScriptedRun> runs;
    const auto steps = parser.value(QStringLiteral("steps")).toLongLong();
    if (steps > 0) {
        auto submitted = session.submitPreset(QStringLiteral("sample"));
        const auto arm = parser.isSet(QStringLiteral("arm")) ? parser.value(QStringLiteral("arm")).toUInt() : 2U;
        for (std::size_t i = 0; i < submitted->size(); ++i)
            runs.emplace_back(engine, (*submitted)[i], engine.submitted[i]);
        auto& shown = runs[arm];
        if (parser.isSet(QStringLiteral("change"))) {
            shown.advance(steps * 2 / 3);
            engine.command((*submitted)[arm], {api::CommandKind::SetLearningRateCtr, 5e-4, {}});
            shown.advance(steps - steps * 2 / 3);
        } else {
            shown.advance(steps);
        }
        if (parser.isSet(QStringLiteral("fail")))
            shown.fail("the loss is not a finite number at step 412: found NaN, expected a number; lower the learning rate or "
                       "set a gradient clip");
        session.poll();
        window.selection().followRun((*submitted)[arm]);
        if (parser.isSet(QStringLiteral("paused"))) {
            engine.command((*submitted)[arm], {api::CommandKind::Pause, 0, {}});
            shown.advance(1);
        }
        QTimer::singleShot(250, &window, [&] {
            if (parser.isSet(QStringLiteral("cursor")))
                window.selection().setStepCursor(parser.value(QStringLiteral("cursor")).toLongLong());
            if (parser.isSet(QStringLiteral("stage-edit"))) {
                auto& editor = window.livePage().control().editor(ui::LiveValue::RateCtr);
                editor.slider().setValue(editor.slider().value() - 100);
            }
        });
    }
    const QString page = parser.value(QStringLiteral("page"));
    window.showPage(page == QLatin1String("live")   ? ui::PageId::Live
                    : page == QLatin1String("runs") ? ui::PageId::Runs
                                                    : ui::PageId::Home);
    if (page == QLatin1String("runs"))
        QTimer::singleShot(500, &window, [&] {
            auto& runsPage = window.runsPage();
            runsPage.filter().setText(parser.value(QStringLiteral("filter")));
            if (!parser.isSet(QStringLiteral("compare")))
                return;
            runsPage.table().selectAll();
            runsPage.baselineBox().setCurrentIndex(1);
            Q_EMIT runsPage.baselineBox().activated(1);
            runsPage.table().expand(runsPage.tree().index(0, 0));
            window.selection().setStepCursor(1100);
        });
    session.start();
    ui::LatencyMonitor monitor;
    monitor.start();
    QTimer player;
    QObject::connect(&player, &QTimer::timeout, [&] {
        for (auto& run : runs)
            if (run.step() > 0)
                run.advance(2);
    });
    if (parser.isSet(QStringLiteral("play")))
        player.start(40);
    const QString file = parser.value(QStringLiteral("screenshot"));
    if (!file.isEmpty())
        QTimer::singleShot(1200, &window, [&] {
            window.grab().save(file);
            std::printf("worst event loop latency %.1f ms over %lld samples\n", monitor.worstMilliseconds(),
                        static_cast<long long>(monitor.samples()));
            app.exit(0);
        });
    return QApplication::exec();
}
