// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/event_text.h"

#include "core/base/text_format.h"

#include <cmath>

namespace cpw::db {
namespace {

using api::LogLevel;
using Row = std::optional<EventRow>;

const char* titleOf(spec::StageKind kind) {
    switch (kind) {
    case spec::StageKind::PaMlm:
        return "PA-MLM";
    case spec::StageKind::FinetuneWithPlm:
        return "finetuning with the language model";
    case spec::StageKind::FinetuneCtr:
        return "finetuning of the CTR model alone";
    }
    return "";
}

std::string speedText(double rowsPerSecond) {
    return rowsPerSecond > 0 ? fmt::format(" at {} rows/s", withThousands(std::llround(rowsPerSecond))) : std::string();
}

/// What each kind of event says; stages are counted from 1 for people.
struct RowMaker {
    Row operator()(const api::RunStarted& e) const {
        const auto on = e.host.empty() ? std::string() : " on " + e.host;
        if (e.isResumed)
            return EventRow{e.step, "resumed", fmt::format("Resumed at step {}{}.", withThousands(e.step), on)};
        if (e.step > 0)
            return EventRow{e.step, "started", fmt::format("Started after step {} of the parent{}.", withThousands(e.step), on)};
        return EventRow{e.step, "started", fmt::format("Started{}.", on)};
    }
    Row operator()(const api::Preparing& e) const { return EventRow{0, "preparing", e.what + "."}; }
    Row operator()(const api::StageStarted& e) const {
        if (e.isReused)
            return EventRow{
                e.firstStep, "stage_started",
                fmt::format("Stage {}, {}: taken from an earlier run with the same settings.", e.stage + 1, titleOf(e.kind))};
        return EventRow{
            e.firstStep, "stage_started",
            fmt::format("Stage {}, {}: started, {} steps planned.", e.stage + 1, titleOf(e.kind), withThousands(e.steps))};
    }
    Row operator()(const api::Progress&) const { return std::nullopt; }
    Row operator()(const api::Metric&) const { return std::nullopt; }
    Row operator()(const api::CommandApplied& e) const {
        const auto what = e.description.empty() ? toText(e.command) : e.description;
        return EventRow{e.step, "command", fmt::format("From step {}: {}.", withThousands(e.step), what)};
    }
    Row operator()(const api::StateChanged& e) const {
        return e.isPaused ? EventRow{e.step, "paused", fmt::format("Paused at step {}.", withThousands(e.step))}
                          : EventRow{e.step, "continued", fmt::format("Went on at step {}.", withThousands(e.step))};
    }
    Row operator()(const api::CheckpointWritten& e) const {
        const auto metric = std::isnan(e.metric) ? std::string() : fmt::format(", validation AUC {:.4f}", e.metric);
        return EventRow{e.step, "checkpoint",
                        fmt::format("Checkpoint of step {} in {}{}{}.", withThousands(e.step), e.folder, metric,
                                    e.isBest ? ", the best so far" : "")};
    }
    Row operator()(const api::LogLine& e) const { return EventRow{e.step, "log", e.text, e.level}; }
    Row operator()(const api::StageFinished& e) const {
        return EventRow{
            e.step, "stage_finished",
            fmt::format("Stage {} finished after {}{}.", e.stage + 1, durationText(e.seconds), speedText(e.rowsPerSecond))};
    }
    Row operator()(const api::RunFinished& e) const {
        return EventRow{e.step, "finished",
                        fmt::format("Finished after {} steps, {}.", withThousands(e.step), durationText(e.seconds))};
    }
    Row operator()(const api::RunCancelled& e) const {
        if (e.isSaved)
            return EventRow{e.step, "stopped", fmt::format("Stopped at step {} with a checkpoint.", withThousands(e.step))};
        return EventRow{e.step, "discarded", fmt::format("Stopped at step {} without a checkpoint.", withThousands(e.step))};
    }
    Row operator()(const api::RunFailed& e) const { return EventRow{e.step, "failed", e.error.text(), LogLevel::Error}; }
};

} // namespace

std::optional<EventRow> eventRow(const api::EventBody& body) {
    return std::visit(RowMaker{}, body);
}

std::int64_t stepOf(const api::EventBody& body) {
    return std::visit(
        [](const auto& event) -> std::int64_t {
            if constexpr (requires { event.step; })
                return event.step;
            else
                return 0; // StageStarted announces its first step, which is not reached yet
        },
        body);
}

} // namespace cpw::db
