// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/progress_bar.h"
#include "app/cli/signal_watch.h"
#include "core/api/engine.h"
#include "core/api/run_store.h"

#include <spdlog/logger.h>

#include <chrono>
#include <optional>

namespace cpw::cli {

/// How a followed run ended.
struct RunOutcome {
    api::RunId run;
    bool isFinished = false;
    bool isSaved = false;       ///< of a stopped run: can be resumed
    std::optional<Error> error; ///< of a failed run
    bool wasStopped() const { return !isFinished && !error; }
};

/// Follows one run of the engine to its end: empties the event queue ten times a second, shows progress and messages, turns
/// the first Ctrl+C into "stop and save" and the second into "discard". Main thread.
class RunFollower {
public:
    RunFollower(api::Engine& engine, const SignalWatch& signals, spdlog::logger& log, ProgressStyle style)
        : m_engine(engine), m_signals(signals), m_log(log), m_bar(style) {}

    /// `title` is shown before the stage: "r-0001 dcn_v2". Returns after the run's last event.
    [[nodiscard]] RunOutcome follow(api::RunId run, const std::string& title);

private:
    void sendStops(api::RunId run);
    void show(const api::RunEvent& event);
    void showProgress(const api::Progress& progress);

    api::Engine& m_engine;
    const SignalWatch& m_signals;
    spdlog::logger& m_log;
    ProgressBar m_bar;
    std::string m_title;
    std::vector<spec::StageKind> m_stages; ///< kinds by index, as they start
    api::Phase m_phase = api::Phase::Train;
    std::chrono::steady_clock::time_point m_phaseBegan; ///< of a validation or test pass
    int m_stopsSent = 0;
};

/// "PA-MLM", "finetune with PLM", "finetune CTR".
[[nodiscard]] const char* stageTitle(spec::StageKind kind);

} // namespace cpw::cli
