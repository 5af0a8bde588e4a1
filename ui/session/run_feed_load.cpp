// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/run_feed.h"

#include "ui/text/core_text.h"
#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <utility>

// RunFeed from the store: curves and stages from the metric points, flags and log from the stored sentences.
namespace cpw::ui {
namespace {

api::Clock::time_point firstTime(const StoredRun& stored) {
    auto first = api::Clock::time_point::max();
    for (const auto& event : stored.events)
        first = std::min(first, event.time);
    for (const auto& series : stored.metrics)
        if (!series.points.empty())
            first = std::min(first, series.points.front().time);
    return first == api::Clock::time_point::max() ? stored.summary.created : first;
}

StageState lastStageState(api::RunState state) {
    switch (state) {
    case api::RunState::Finished:
        return StageState::Done;
    case api::RunState::Failed:
        return StageState::Failed;
    case api::RunState::Running:
    case api::RunState::Paused:
        return StageState::Running;
    case api::RunState::Waiting:
    case api::RunState::Stopped:
    case api::RunState::Interrupted:
    case api::RunState::Discarded:
        return StageState::Stopped;
    }
    return StageState::Stopped;
}

/// Steps of a stage in training, as its epochs so far foretell them: the store does not have the number planned.
std::int64_t plannedSteps(const Curve& line, const StageView& view) {
    const auto last = line.size() - 1;
    const double epochs = line.epoch(last) - line.epoch(0);
    if (epochs <= 0)
        return view.stageStep;
    const double stepsPerEpoch = static_cast<double>(line.step(last) - line.step(0)) / epochs;
    return std::max(view.stageStep, static_cast<std::int64_t>(std::llround(stepsPerEpoch * view.epochs)));
}

struct AppliedForm {
    const char* start;
    api::CommandKind kind;
    const char* part;
};
constexpr AppliedForm kAppliedForms[] = {
    {"learning rate, PLM: ", api::CommandKind::SetLearningRatePlm, ""},
    {"learning rate, CTR side: ", api::CommandKind::SetLearningRateCtr, ""},
    {"learning rate, heads: ", api::CommandKind::SetLearningRateHeads, ""},
    {"weight decay: ", api::CommandKind::SetWeightDecay, ""},
    {"gradient clip: ", api::CommandKind::SetClipNorm, ""},
    {"language model frozen", api::CommandKind::Freeze, "plm"},
    {"language model unfrozen", api::CommandKind::Unfreeze, "plm"},
    {"CTR side frozen", api::CommandKind::Freeze, "ctr"},
    {"CTR side unfrozen", api::CommandKind::Unfreeze, "ctr"},
};

/// The command that a stored sentence tells of: "From step 840: weight decay: 0 to 0.1." None for commands that change no value.
std::optional<api::CommandApplied> appliedOf(const api::StoredEvent& event) {
    if (event.kind != "command")
        return std::nullopt;
    const QString text = qstr(event.text);
    const auto colon = text.indexOf(QLatin1String(": "));
    QString sentence = text.mid(colon + 2);
    if (sentence.endsWith(QLatin1Char('.')))
        sentence.chop(1);
    for (const auto& form : kAppliedForms) {
        if (!sentence.startsWith(QLatin1String(form.start)))
            continue;
        bool isNumber = true;
        const double value = *form.part ? 0 : sentence.section(QLatin1String(" to "), -1).toDouble(&isNumber);
        if (isNumber)
            return api::CommandApplied{{form.kind, value, form.part}, event.step, sentence.toStdString()};
    }
    return std::nullopt;
}

/// "From step 840: learning rate, PLM: 1e-3 to 5e-4." to "learning rate, PLM: 1e-3 to 5e-4".
QString chipOfSentence(const QString& text) {
    const auto colon = text.indexOf(QLatin1String(": "));
    QString chip = colon > 0 ? text.mid(colon + 2) : text;
    if (chip.endsWith(QLatin1Char('.')))
        chip.chop(1);
    return chip.startsWith(QLatin1String("set ")) ? chip.mid(4) : chip;
}

} // namespace

int RunFeed::stageOfStep(std::int64_t step) const {
    int found = 0;
    for (std::size_t i = 0; i < m_stages.size(); ++i)
        if (m_stages[i].state != StageState::Waiting && m_stages[i].firstStep <= step)
            found = static_cast<int>(i);
    return found;
}

void RunFeed::load(StoredRun stored) {
    m_spec = std::move(stored.spec);
    m_summary = stored.summary;
    m_startTime = firstTime(stored);
    m_hasStartTime = true;
    for (const auto& series : stored.metrics) {
        for (const auto& point : series.points) {
            appendPoint(series.name, point);
            noteThroughput(series.name, point.value);
            noteNotFinite(series.name, point);
            m_currentStage = std::max(m_currentStage, point.stage);
        }
    }
    loadStages();
    takeValuesOf(std::max(m_currentStage, 0));
    for (const auto& event : stored.events) {
        loadEvent(event);
        if (const auto applied = appliedOf(event))
            takeApplied(*applied);
    }
    m_loadedEvents = stored.events.size();
    std::stable_sort(m_flags.begin(), m_flags.end(), [](const RunFlag& a, const RunFlag& b) { return a.step < b.step; });
    std::stable_sort(m_log.begin(), m_log.end(), [](const LogEntry& a, const LogEntry& b) { return a.time < b.time; });
    if (m_summary.state == api::RunState::Failed)
        m_error = Error{ErrorCode::RunFailed, m_summary.error, {}, {}};
}

void RunFeed::noteThroughput(const std::string& name, double value) {
    if (name != "train/rows_per_second")
        return;
    if (m_throughput.size() == kThroughputPoints)
        m_throughput.erase(m_throughput.begin());
    m_throughput.push_back(value);
}

void RunFeed::loadStages() {
    for (int i = 0; i < static_cast<int>(m_stages.size()); ++i) {
        StageView& view = m_stages[static_cast<std::size_t>(i)];
        const Curve* line = timeline(i);
        if (line && !line->isEmpty()) {
            view.firstStep = line->step(0);
            view.stageStep = line->step(line->size() - 1) - view.firstStep + 1;
            view.steps = isLive() ? plannedSteps(*line, view) : view.stageStep;
            view.epoch = line->epoch(line->size() - 1);
            if (isLive() && view.epochs > 0) // a fork has no points of the steps before it
                view.stageStep = std::llround(view.epoch / view.epochs * static_cast<double>(view.steps));
            view.seconds = line->seconds(line->size() - 1) - line->seconds(0);
            view.state = i == m_currentStage ? lastStageState(m_summary.state) : StageState::Done;
        } else if (i < m_currentStage || m_summary.state == api::RunState::Finished) {
            view.state = StageState::Reused;
        }
    }
}

std::int64_t RunFeed::lastStepOf(const api::MetricSeries& series) const {
    std::int64_t last = -1;
    for (const auto& [key, curve] : m_curves)
        if (key.second == series.name && !curve->isEmpty())
            last = std::max(last, curve->step(curve->size() - 1));
    return last;
}

bool RunFeed::grow(const StoredRun& stored, std::vector<api::CommandApplied>& applied) {
    if (stored.events.size() < m_loadedEvents || stored.summary.step < m_summary.step)
        return false;
    for (const auto& series : stored.metrics)
        if (!series.points.empty() && series.points.back().step < lastStepOf(series))
            return false;
    m_summary = stored.summary;
    const int stageBefore = m_currentStage;
    for (const auto& series : stored.metrics) {
        const auto last = lastStepOf(series);
        for (const auto& point : series.points) {
            if (point.step <= last)
                continue;
            appendPoint(series.name, point);
            noteThroughput(series.name, point.value);
            noteNotFinite(series.name, point);
            m_currentStage = std::max(m_currentStage, point.stage);
        }
    }
    loadStages();
    if (m_currentStage != stageBefore)
        takeValuesOf(m_currentStage);
    for (std::size_t i = m_loadedEvents; i < stored.events.size(); ++i) {
        loadEvent(stored.events[i]);
        if (const auto told = appliedOf(stored.events[i])) {
            takeApplied(*told);
            applied.push_back(*told);
        }
    }
    m_loadedEvents = stored.events.size();
    if (!isLive())
        m_isStopping = false;
    if (m_summary.state == api::RunState::Failed)
        m_error = Error{ErrorCode::RunFailed, m_summary.error, {}, {}};
    return true;
}

void RunFeed::takeApplied(const api::CommandApplied& applied) {
    if (const auto value = liveValueOf(applied.command.kind))
        m_values.setInForce(*value, applied.command.value);
    if (const auto side = freezeSideOf(applied.command))
        m_values.setFrozen(*side, applied.command.kind == api::CommandKind::Freeze);
}

void RunFeed::loadEvent(const api::StoredEvent& event) {
    const QString text = qstr(event.text);
    const QString words = coreText(text);
    const QString kind = qstr(event.kind);
    const int stage = stageOfStep(event.step);
    LogKind logKind = LogKind::Note;
    if (event.level == api::LogLevel::Error)
        logKind = LogKind::Error;
    else if (event.level == api::LogLevel::Warning)
        logKind = LogKind::Warning;
    if (kind == QLatin1String("command")) {
        logKind = LogKind::Change;
        addFlag(FlagKind::ValueChanged, event.step, stage, chipOfSentence(text), words, event.time);
    } else if (kind.startsWith(QLatin1String("checkpoint"))) {
        const bool isBest = kind.contains(QLatin1String("best")) || text.contains(QLatin1String("best"));
        logKind = LogKind::Good;
        m_lastCheckpointStep = event.step;
        addFlag(isBest ? FlagKind::BestCheckpoint : FlagKind::Checkpoint, event.step, stage,
                isBest ? tr("Best saved") : tr("Saved"), words, event.time);
    } else if (kind == QLatin1String("paused")) {
        logKind = LogKind::Change;
        addFlag(FlagKind::Paused, event.step, stage, tr("Paused"), words, event.time);
    } else if (kind == QLatin1String("continued") || kind == QLatin1String("resumed")) {
        logKind = LogKind::Change;
        addFlag(FlagKind::Resumed, event.step, stage, tr("Resumed"), words, event.time);
    } else if (kind == QLatin1String("finished")) {
        logKind = LogKind::Good;
    } else if (kind.contains(QLatin1String("failed"))) {
        logKind = LogKind::Error;
        addFlag(FlagKind::Failed, event.step, stage, tr("Failed"), words, event.time);
    } else if (kind == QLatin1String("log") && logKind == LogKind::Warning) {
        addFlag(FlagKind::Warning, event.step, stage, tr("Warning"), words, event.time);
    }
    addLog(event.time, logKind, kind != QLatin1String("log"), event.step, words);
}

} // namespace cpw::ui
