// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/run_feed.h"

#include "ui/text/core_text.h"
#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

constexpr std::size_t kThroughputPoints = 240;
std::vector<StageView> plannedStages(const api::RunSpec& spec) {
    std::vector<StageView> stages;
    for (const auto& stage : spec.stages) {
        StageView view;
        view.kind = stage.kind;
        view.epochs = stage.epochs;
        stages.push_back(view);
    }
    return stages;
}

/// "learning rate, PLM: 1e-3 to 5e-4" to "PLM 1e-3 → 5e-4"; other sentences stay.
QString chipOf(const api::RunCommand& command, double before) {
    const char* name = "";
    switch (command.kind) {
    case api::CommandKind::SetLearningRatePlm:
        name = "PLM";
        break;
    case api::CommandKind::SetLearningRateCtr:
        name = "CTR";
        break;
    case api::CommandKind::SetLearningRateHeads:
        name = "Heads";
        break;
    case api::CommandKind::SetClipNorm:
        name = "Clip";
        break;
    case api::CommandKind::SetWeightDecay:
        name = "Decay";
        break;
    default:
        return {};
    }
    return QStringLiteral("%1 %2 → %3").arg(QString::fromLatin1(name), shortNumber(before), shortNumber(command.value));
}

} // namespace

RunFeed::RunFeed(api::RunId id, api::RunSpec spec, api::RunSummary summary)
    : m_id(id), m_spec(std::move(spec)), m_summary(std::move(summary)), m_stages(plannedStages(m_spec)) {
    takeValuesOf(0);
}

RunChanges RunFeed::apply(const api::RunEvent& event) {
    if (!std::exchange(m_hasStartTime, true))
        m_startTime = event.time;
    return std::visit([&](const auto& body) { return on(body, event); }, event.body);
}

bool RunFeed::isLive() const {
    return state() == api::RunState::Running || state() == api::RunState::Paused;
}

bool RunFeed::isEvaluating() const {
    return isLive() && m_progress && m_progress->phase == api::Phase::Test;
}

double RunFeed::share() const {
    double planned = 0;
    double done = 0;
    for (const auto& stage : m_stages) {
        const double weight = std::max(stage.epochs, 1);
        planned += weight;
        switch (stage.state) {
        case StageState::Done:
        case StageState::Reused:
            done += weight;
            break;
        case StageState::Waiting:
            break;
        case StageState::Running:
        case StageState::Stopped:
        case StageState::Failed:
            if (stage.steps > 0)
                done += weight * std::min(1.0, static_cast<double>(stage.stageStep) / static_cast<double>(stage.steps));
            break;
        }
    }
    return planned > 0 ? done / planned : 0;
}

const Curve* RunFeed::curve(int stage, const std::string& name) const {
    const auto found = m_curves.find({stage, name});
    return found == m_curves.end() ? nullptr : found->second.get();
}

std::vector<std::string> RunFeed::metricNames(int stage) const {
    std::vector<std::string> names;
    for (const auto& [key, curve] : m_curves)
        if (key.first == stage)
            names.push_back(key.second);
    return names;
}

const Curve* RunFeed::timeline(int stage) const {
    return curve(stage, "train/loss");
}

std::optional<BestSoFar> RunFeed::best(int stage) const {
    const bool isMlm = stage >= 0 && stage < static_cast<int>(m_stages.size()) &&
                       m_stages[static_cast<std::size_t>(stage)].kind == spec::StageKind::PaMlm;
    const Curve* values = curve(stage, isMlm ? "valid/masked_loss" : "valid/auc");
    if (!values)
        return std::nullopt;
    const auto extremes = values->values().extremes(0, values->size());
    const auto place = isMlm ? extremes.lowest : extremes.highest;
    if (!place)
        return std::nullopt;
    return BestSoFar{values->value(*place), values->step(*place), static_cast<int>(values->size() - 1 - *place)};
}

StageView* RunFeed::stage(int index) {
    return index >= 0 && index < static_cast<int>(m_stages.size()) ? &m_stages[static_cast<std::size_t>(index)] : nullptr;
}

void RunFeed::takeValuesOf(int stage) {
    if (stage < 0 || stage >= static_cast<int>(m_spec.stages.size()))
        return;
    for (const auto value : kLiveValues)
        m_values.setInForce(value, valueIn(m_spec.stages[static_cast<std::size_t>(stage)].optimizer, value));
    for (const auto side : kFreezeSides)
        m_values.setFrozen(side, isFrozenIn(m_spec.stages[static_cast<std::size_t>(stage)].freeze, side));
}

void RunFeed::addLog(api::Clock::time_point time, LogKind kind, bool isEvent, std::int64_t step, QString text) {
    m_log.push_back({time, kind, isEvent, step, std::move(text)});
}

void RunFeed::addFlag(FlagKind kind, std::int64_t step, int stage, QString label, QString text, api::Clock::time_point time) {
    m_flags.push_back({kind, step, stage, std::move(label), std::move(text), time});
}

void RunFeed::rewind(std::int64_t step) {
    for (auto& [key, curve] : m_curves)
        curve->rewind(step);
    std::erase_if(m_flags, [step](const RunFlag& flag) { return flag.step >= step && flag.kind != FlagKind::Paused; });
}

RunChanges RunFeed::on(const api::RunStarted& event, const api::RunEvent& source) {
    m_summary.state = api::RunState::Running;
    m_isStopping = false;
    m_error.reset();
    if (event.isResumed) {
        rewind(event.step);
        const QString text = tr("Went on from step %1").arg(countText(event.step));
        addFlag(FlagKind::Resumed, event.step, stageOfStep(event.step), tr("Resumed"), text, source.time);
        addLog(source.time, LogKind::Change, true, event.step, text);
    } else {
        addLog(source.time, LogKind::Note, true, 0, tr("Started on %1").arg(qstr(event.host)));
    }
    return RunChange::State | RunChange::Curves | RunChange::Flags | RunChange::Log;
}

RunChanges RunFeed::on(const api::Preparing& event, const api::RunEvent& source) {
    const bool isNew = !m_preparing || m_preparing->what != event.what;
    m_preparing = event;
    if (!isNew)
        return RunChange::Progress;
    addLog(source.time, LogKind::Note, false, m_summary.step, coreText(event.what));
    return RunChange::Progress | RunChange::Log;
}

RunChanges RunFeed::on(const api::StageStarted& event, const api::RunEvent& source) {
    StageView* view = stage(event.stage);
    if (!view)
        return {};
    m_preparing.reset();
    m_currentStage = event.stage;
    view->firstStep = event.firstStep;
    view->steps = event.steps;
    view->state = event.isReused ? StageState::Reused : StageState::Running;
    takeValuesOf(event.stage);
    addLog(source.time, LogKind::Note, true, event.firstStep,
           event.isReused ? tr("%1 taken from an earlier run with the same settings").arg(stageTitle(event.kind))
                          : tr("%1 starts, %2 steps").arg(stageTitle(event.kind), countText(event.steps)));
    return RunChange::State | RunChange::Progress | RunChange::Curves | RunChange::Log | RunChange::Values;
}

RunChanges RunFeed::on(const api::Progress& event, const api::RunEvent&) {
    m_preparing.reset();
    m_progress = event;
    m_summary.step = std::max(m_summary.step, event.step);
    if (StageView* view = stage(event.stage)) {
        view->stageStep = event.stageStep;
        view->steps = event.stageSteps;
        view->epoch = event.epoch;
        view->secondsLeft = event.secondsLeft;
        view->validated = event.phase == api::Phase::Validate ? std::optional(event.phaseShare) : std::nullopt;
    }
    if (event.phase == api::Phase::Train && event.rowsPerSecond > 0) {
        if (m_throughput.size() == kThroughputPoints)
            m_throughput.erase(m_throughput.begin());
        m_throughput.push_back(event.rowsPerSecond);
    }
    return RunChange::Progress;
}

void RunFeed::appendPoint(const std::string& name, const api::MetricPoint& point) {
    auto& curve = m_curves[{point.stage, name}];
    if (!curve)
        curve = std::make_unique<Curve>();
    const double seconds = std::chrono::duration<double>(point.time - m_startTime).count();
    curve->append(point.step, point.epoch, seconds, point.value);
}

void RunFeed::noteResult(const std::string& name, const api::MetricPoint& point) {
    if (name.starts_with("test/")) {
        m_summary.results[name] = point.value;
    } else if (name == "valid/auc") {
        const auto found = m_summary.results.find(name);
        const bool isFirstOfStage = m_curves.at({point.stage, name})->size() == 1; // the best is the last stage's
        if (found == m_summary.results.end() || isFirstOfStage || point.value > found->second)
            m_summary.results[name] = point.value;
    }
}

void RunFeed::noteNotFinite(const std::string& name, const api::MetricPoint& point) {
    const bool isKnown = std::any_of(m_flags.begin(), m_flags.end(), [&](const RunFlag& flag) {
        return flag.kind == FlagKind::NotFinite && flag.stage == point.stage;
    });
    if (std::isfinite(point.value) || isKnown)
        return;
    const QString text = tr("%1 is not a finite number at step %2").arg(qstr(name), countText(point.step));
    addFlag(FlagKind::NotFinite, point.step, point.stage, tr("Not finite"), text, point.time);
    addLog(point.time, LogKind::Error, true, point.step, text);
}

RunChanges RunFeed::on(const api::Metric& event, const api::RunEvent& source) {
    const api::MetricPoint point{event.step, event.epoch, event.value, source.time, event.stage};
    appendPoint(event.name, point);
    noteResult(event.name, point);
    m_summary.step = std::max(m_summary.step, event.step);
    RunChanges changes = RunChange::Curves;
    if (!std::isfinite(event.value)) {
        noteNotFinite(event.name, point);
        changes |= RunChange::Flags | RunChange::Log;
    }
    if (event.name == "valid/auc" || event.name == "valid/masked_loss" || event.name == "test/auc") {
        const bool isAuc = event.name != "valid/masked_loss";
        const QString value = valueText(event.value, isAuc ? ValueStyle::Auc : ValueStyle::Loss);
        const QString text = event.name == "test/auc" ? tr("Test AUC %1").arg(value)
                             : isAuc                  ? tr("Validation at step %1: AUC %2").arg(countText(event.step), value)
                                     : tr("Validation at step %1: masked loss %2").arg(countText(event.step), value);
        addLog(source.time, LogKind::Good, true, event.step, text);
        changes |= RunChange::Log;
    }
    return changes;
}

RunChanges RunFeed::on(const api::CommandApplied& event, const api::RunEvent& source) {
    const auto value = liveValueOf(event.command.kind);
    const double before = value ? m_values.inForce(*value) : 0;
    const QString chip = chipOf(event.command, before);
    const QString text = tr("%1; in force from step %2").arg(qstr(event.description), countText(event.step));
    if (value)
        m_values.setInForce(*value, event.command.value);
    if (const auto side = freezeSideOf(event.command))
        m_values.setFrozen(*side, event.command.kind == api::CommandKind::Freeze);
    if (event.command.kind == api::CommandKind::Pause || event.command.kind == api::CommandKind::Resume ||
        event.command.kind == api::CommandKind::Step)
        return RunChange::Values; // told by StateChanged
    addFlag(FlagKind::ValueChanged, event.step, m_currentStage, chip.isEmpty() ? qstr(event.description) : chip, text,
            source.time);
    addLog(source.time, LogKind::Change, true, event.step, text);
    return RunChange::Values | RunChange::Flags | RunChange::Log;
}

RunChanges RunFeed::on(const api::StateChanged& event, const api::RunEvent& source) {
    m_summary.state = event.isPaused ? api::RunState::Paused : api::RunState::Running;
    const QString text =
        event.isPaused ? tr("Paused at step %1").arg(countText(event.step)) : tr("Resumed at step %1").arg(countText(event.step));
    addFlag(event.isPaused ? FlagKind::Paused : FlagKind::Resumed, event.step, m_currentStage,
            event.isPaused ? tr("Paused") : tr("Resumed"), text, source.time);
    addLog(source.time, LogKind::Change, true, event.step, text);
    return RunChange::State | RunChange::Flags | RunChange::Log;
}

RunChanges RunFeed::on(const api::CheckpointWritten& event, const api::RunEvent& source) {
    m_lastCheckpointStep = event.step;
    const QString text = event.isBest ? tr("Checkpoint written at step %1, the best so far").arg(countText(event.step))
                                      : tr("Checkpoint written at step %1").arg(countText(event.step));
    addFlag(event.isBest ? FlagKind::BestCheckpoint : FlagKind::Checkpoint, event.step, event.stage,
            event.isBest ? tr("Best saved") : tr("Saved"), text, source.time);
    addLog(source.time, LogKind::Good, true, event.step, text);
    return RunChange::Flags | RunChange::Log | RunChange::Values;
}

RunChanges RunFeed::on(const api::LogLine& event, const api::RunEvent& source) {
    LogKind kind = LogKind::Note;
    if (event.level == api::LogLevel::Warning)
        kind = LogKind::Warning;
    else if (event.level == api::LogLevel::Error)
        kind = LogKind::Error;
    const QString words = coreText(event.text);
    addLog(source.time, kind, false, event.step, words);
    if (kind != LogKind::Warning)
        return RunChange::Log;
    addFlag(FlagKind::Warning, event.step, std::max(m_currentStage, 0), tr("Warning"), words, source.time);
    return RunChange::Log | RunChange::Flags;
}

RunChanges RunFeed::on(const api::StageFinished& event, const api::RunEvent& source) {
    StageView* view = stage(event.stage);
    if (!view)
        return {};
    if (view->state != StageState::Reused)
        view->state = StageState::Done;
    view->seconds = event.seconds;
    m_summary.seconds += event.seconds;
    m_summary.step = std::max(m_summary.step, event.step);
    addLog(source.time, LogKind::Note, true, event.step,
           tr("%1 finished in %2, %3 rows/s")
               .arg(stageTitle(view->kind), durationText(event.seconds), countText(std::llround(event.rowsPerSecond))));
    return RunChange::State | RunChange::Progress | RunChange::Log;
}

void RunFeed::end(api::RunState state, StageState stageState) {
    m_summary.state = state;
    m_isStopping = false;
    m_preparing.reset();
    for (auto& view : m_stages)
        if (view.state == StageState::Running)
            view.state = stageState;
}

RunChanges RunFeed::on(const api::RunFinished& event, const api::RunEvent& source) {
    end(api::RunState::Finished, StageState::Done);
    m_summary.seconds = event.seconds;
    m_summary.step = std::max(m_summary.step, event.step);
    addLog(source.time, LogKind::Good, true, event.step, tr("Finished after %1").arg(durationText(event.seconds)));
    return RunChange::State | RunChange::Progress | RunChange::Log;
}

RunChanges RunFeed::on(const api::RunCancelled& event, const api::RunEvent& source) {
    end(event.isSaved ? api::RunState::Stopped : api::RunState::Discarded, StageState::Stopped);
    if (event.isSaved)
        m_lastCheckpointStep = event.step;
    addLog(source.time, LogKind::Change, true, event.step,
           event.isSaved ? tr("Stopped at step %1 and saved; can go on from there").arg(countText(event.step))
                         : tr("Stopped at step %1; the work since the last checkpoint is discarded").arg(countText(event.step)));
    return RunChange::State | RunChange::Progress | RunChange::Log;
}

RunChanges RunFeed::on(const api::RunFailed& event, const api::RunEvent& source) {
    m_error = event.error;
    m_summary.error = event.error.text();
    end(api::RunState::Failed, StageState::Failed);
    const QString text = errorText(event.error);
    addFlag(FlagKind::Failed, event.step, std::max(m_currentStage, 0), tr("Failed"), text, source.time);
    addLog(source.time, LogKind::Error, true, event.step, tr("Failed at step %1: %2").arg(countText(event.step), text));
    return RunChange::State | RunChange::Progress | RunChange::Flags | RunChange::Log;
}

} // namespace cpw::ui
