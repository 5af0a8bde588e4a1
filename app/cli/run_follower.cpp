// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_follower.h"

#include "core/base/text_format.h"

#include <cmath>

namespace cpw::cli {
namespace {

using namespace api;

constexpr std::chrono::milliseconds kPollInterval{100};

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

spdlog::level::level_enum levelOf(LogLevel level) {
    switch (level) {
    case LogLevel::Debug: return spdlog::level::debug;
    case LogLevel::Info: return spdlog::level::info;
    case LogLevel::Warning: return spdlog::level::warn;
    case LogLevel::Error: return spdlog::level::err;
    }
    return spdlog::level::info;
}

RunOutcome outcomeOf(const RunEvent& event) {
    RunOutcome outcome{event.run, std::holds_alternative<RunFinished>(event.body), false, std::nullopt};
    if (const auto* cancelled = std::get_if<RunCancelled>(&event.body))
        outcome.isSaved = cancelled->isSaved;
    else if (const auto* failed = std::get_if<RunFailed>(&event.body))
        outcome.error = failed->error;
    return outcome;
}

} // namespace

const char* stageTitle(spec::StageKind kind) {
    switch (kind) {
    case spec::StageKind::PaMlm: return "PA-MLM";
    case spec::StageKind::FinetuneWithPlm: return "finetune with PLM";
    case spec::StageKind::FinetuneCtr: return "finetune CTR";
    }
    return "";
}

RunOutcome RunFollower::follow(RunId run, const std::string& title) {
    m_title = title;
    m_stages.clear();
    m_stopsSent = 0;
    while (true) {
        sendStops(run);
        for (const auto& event : m_engine.poll()) {
            if (event.run != run)
                continue;
            show(event);
            if (event.isLast()) {
                m_bar.clear();
                return outcomeOf(event);
            }
        }
        m_signals.wait(kPollInterval);
    }
}

void RunFollower::sendStops(RunId run) {
    const int wanted = std::min(m_signals.count(), 2);
    for (; m_stopsSent < wanted; ++m_stopsSent) {
        m_bar.clear();
        const bool isFirst = m_stopsSent == 0;
        if (isFirst)
            m_log.warn("stopping and saving {}; press Ctrl+C again to discard the work since the last checkpoint", toText(run));
        else
            m_log.warn("discarding the work of {} since its last checkpoint", toText(run));
        m_engine.command(run, {isFirst ? CommandKind::StopAndSave : CommandKind::Discard, 0, {}});
    }
}

void RunFollower::show(const RunEvent& event) {
    const auto say = [this](spdlog::level::level_enum level, const std::string& text) {
        m_bar.clear();
        m_log.log(level, "{}: {}", m_title, text);
    };
    using spdlog::level::level_enum;
    std::visit(
        Overloaded{
            [&](const RunStarted& e) {
                say(level_enum::info, e.isResumed ? fmt::format("resumed at step {} on {}", withThousands(e.step), e.host)
                                                  : fmt::format("started on {}", e.host));
            },
            [&](const Preparing& e) { m_bar.show({m_title + "  preparing", e.what, e.share, 0, -1}); },
            [&](const StageStarted& e) {
                m_stages.resize(static_cast<std::size_t>(e.stage) + 1, e.kind);
                m_stages.back() = e.kind;
                say(level_enum::info, e.isReused ? fmt::format("{}: taken from an earlier run", stageTitle(e.kind))
                                                 : fmt::format("{}: {} steps", stageTitle(e.kind), withThousands(e.steps)));
            },
            [&](const Progress& e) { showProgress(e); },
            [&](const Metric& e) {
                if (e.name.starts_with("valid/") || e.name.starts_with("test/"))
                    say(e.name == "valid/auc" ? level_enum::info : level_enum::debug,
                        fmt::format("step {}: {} {:.5f}", withThousands(e.step), e.name, e.value));
            },
            [&](const CommandApplied& e) {
                say(level_enum::info, fmt::format("from step {}: {}", withThousands(e.step), e.description));
            },
            [&](const StateChanged& e) {
                say(level_enum::info, fmt::format("{} at step {}", e.isPaused ? "paused" : "goes on", withThousands(e.step)));
            },
            [&](const CheckpointWritten& e) {
                say(level_enum::debug, fmt::format("checkpoint {} at step {}{}", e.folder, withThousands(e.step), e.isBest ? ", the best so far" : ""));
            },
            [&](const LogLine& e) { say(levelOf(e.level), e.text); },
            [&](const StageFinished& e) {
                say(level_enum::info, fmt::format("stage {} done in {}, {} rows/s", e.stage + 1, durationText(e.seconds),
                                                  withThousands(std::llround(e.rowsPerSecond))));
            },
            [&](const RunFinished& e) { say(level_enum::info, fmt::format("finished in {}", durationText(e.seconds))); },
            [&](const RunCancelled& e) {
                say(level_enum::warn, fmt::format("stopped at step {}{}", withThousands(e.step),
                                                  e.isSaved ? fmt::format("; go on with \"clickprompt resume {}\"", toText(event.run)) : ""));
            },
            [&](const RunFailed& e) { say(level_enum::debug, fmt::format("failed at step {}: {}", withThousands(e.step), e.error.text())); },
        },
        event.body);
}

void RunFollower::showProgress(const Progress& progress) {
    const auto index = static_cast<std::size_t>(progress.stage);
    auto what = m_title + "  " + (index < m_stages.size() ? stageTitle(m_stages[index]) : "stage");
    if (m_phase != progress.phase) {
        m_phase = progress.phase;
        m_phaseBegan = std::chrono::steady_clock::now();
    }
    if (progress.phase != Phase::Train) {
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_phaseBegan).count();
        const double left = progress.phaseShare > 0 ? seconds * (1 - progress.phaseShare) / progress.phaseShare : -1;
        m_bar.show({std::move(what), progress.phase == Phase::Validate ? "validation" : "test", progress.phaseShare, 0, left});
        return;
    }
    auto detail = fmt::format("epoch {:.0f}", std::max(1.0, std::ceil(progress.epoch)));
    const double share = progress.stageSteps > 0 ? static_cast<double>(progress.stageStep) / static_cast<double>(progress.stageSteps) : 0;
    // Before the first rows are through, the time left is not known.
    const double secondsLeft = progress.rowsPerSecond > 0 ? progress.secondsLeft : -1;
    m_bar.show({std::move(what), std::move(detail), share, progress.rowsPerSecond, secondsLeft});
}

} // namespace cpw::cli
