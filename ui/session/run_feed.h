// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_event.h"
#include "core/api/run_spec.h"
#include "core/api/run_store.h"
#include "ui/session/curve.h"
#include "ui/session/live_values.h"
#include "ui/session/stored_run.h"

#include <QCoreApplication>
#include <QFlags>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cpw::ui {

enum class StageState { Waiting, Running, Done, Reused, Stopped, Failed };

/// One stage of a run as the strip shows it.
struct StageView {
    spec::StageKind kind = spec::StageKind::FinetuneCtr;
    StageState state = StageState::Waiting;
    int epochs = 0; ///< planned
    std::int64_t firstStep = 0;
    std::int64_t steps = 0; ///< planned
    std::int64_t stageStep = 0;
    double epoch = 0;
    double secondsLeft = 0;
    std::optional<double> validated; ///< share of a validation that goes on; then there are no steps
    double seconds = 0;              ///< of a finished stage
};

enum class FlagKind { ValueChanged, Checkpoint, BestCheckpoint, Warning, Paused, Resumed, Failed, NotFinite };

/// A flag on the curves: chip in the event lane, dotted line in the charts.
struct RunFlag {
    FlagKind kind = FlagKind::Checkpoint;
    std::int64_t step = 0;
    int stage = 0;
    QString label; ///< short, for the chip
    QString text;  ///< one sentence
    api::Clock::time_point time;
};

enum class LogKind { Note, Good, Change, Warning, Error };

struct LogEntry {
    api::Clock::time_point time;
    LogKind kind = LogKind::Note;
    bool isEvent = false; ///< else a line of the log
    std::int64_t step = 0;
    QString text;
};

struct BestSoFar {
    double value = 0;
    std::int64_t step = 0;
    int validationsSince = 0;
};

/// What RunFeed::apply changed.
enum class RunChange { State = 1, Progress = 2, Curves = 4, Flags = 8, Log = 16, Values = 32 };
Q_DECLARE_FLAGS(RunChanges, RunChange)
Q_DECLARE_OPERATORS_FOR_FLAGS(RunChanges)

/// Everything known of one run, built from its events or from the store: state, stages, curves, flags, log. Owned by the
/// EngineSession, GUI thread. Never talks to engine or store.
class RunFeed {
    Q_DECLARE_TR_FUNCTIONS(cpw::ui::RunFeed)
public:
    RunFeed(api::RunId id, api::RunSpec spec, api::RunSummary summary);

    RunChanges apply(const api::RunEvent& event);
    /// Fills an empty feed from the store.
    void load(StoredRun stored);
    /// Adds what the store has more than this feed: a run that another process trains. False when the run was set back since, so
    /// that a new feed must be loaded. `applied` gets the commands that came into force.
    [[nodiscard]] bool grow(const StoredRun& stored, std::vector<api::CommandApplied>& applied);

    [[nodiscard]] api::RunId id() const { return m_id; }
    [[nodiscard]] const api::RunSpec& spec() const { return m_spec; }
    [[nodiscard]] api::RunState state() const { return m_summary.state; }
    /// True from a stop command to the end of the run.
    [[nodiscard]] bool isStopping() const { return m_isStopping; }
    void setStopping(bool isStopping) { m_isStopping = isStopping; }
    [[nodiscard]] bool isLive() const;
    /// As in the runs table, kept up to date by the events.
    [[nodiscard]] const api::RunSummary& summary() const { return m_summary; }
    void setParent(const std::optional<api::ForkOrigin>& parent) { m_summary.parent = parent; }
    void setNote(const std::string& note) { m_summary.note = note; }
    void setName(const std::string& name) { m_summary.name = name; }
    void setTags(const std::vector<std::string>& tags) { m_summary.tags = tags; }
    void setColor(int color) { m_summary.color = color; }
    void setHidden(bool isHidden) { m_summary.isHidden = isHidden; }

    [[nodiscard]] const std::optional<api::Preparing>& preparing() const { return m_preparing; }
    [[nodiscard]] const std::optional<api::Progress>& progress() const { return m_progress; }
    [[nodiscard]] const std::vector<StageView>& stages() const { return m_stages; }
    /// Index of the stage that trains or trained last; -1 before the first.
    [[nodiscard]] int currentStage() const { return m_currentStage; }
    [[nodiscard]] bool isEvaluating() const;
    /// Of the whole run, 0 to 1, by planned epochs.
    [[nodiscard]] double share() const;

    /// Null when the stage has no point of that metric yet. Stays valid as long as the feed.
    [[nodiscard]] const Curve* curve(int stage, const std::string& name) const;
    /// Metrics that the stage has points of, sorted.
    [[nodiscard]] std::vector<std::string> metricNames(int stage) const;
    /// Curve that says which step is which epoch and time.
    [[nodiscard]] const Curve* timeline(int stage) const;
    [[nodiscard]] const std::vector<RunFlag>& flags() const { return m_flags; }
    [[nodiscard]] const std::vector<LogEntry>& log() const { return m_log; }
    [[nodiscard]] const LiveValues& values() const { return m_values; }
    /// Of the metric that chooses the model of this stage: validation AUC, or the masked loss of PA-MLM.
    [[nodiscard]] std::optional<BestSoFar> best(int stage) const;
    [[nodiscard]] std::optional<std::int64_t> lastCheckpointStep() const { return m_lastCheckpointStep; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// Rows a second, one value for each progress report; the newest 240.
    [[nodiscard]] const std::vector<double>& throughput() const { return m_throughput; }
    [[nodiscard]] api::Clock::time_point startTime() const { return m_startTime; }
    [[nodiscard]] std::int64_t lastStep() const { return m_summary.step; }

private:
    static constexpr std::size_t kThroughputPoints = 240;

    RunChanges on(const api::RunStarted& event, const api::RunEvent& source);
    RunChanges on(const api::Preparing& event, const api::RunEvent& source);
    RunChanges on(const api::StageStarted& event, const api::RunEvent& source);
    RunChanges on(const api::Progress& event, const api::RunEvent& source);
    RunChanges on(const api::Metric& event, const api::RunEvent& source);
    RunChanges on(const api::CommandApplied& event, const api::RunEvent& source);
    RunChanges on(const api::StateChanged& event, const api::RunEvent& source);
    RunChanges on(const api::CheckpointWritten& event, const api::RunEvent& source);
    RunChanges on(const api::LogLine& event, const api::RunEvent& source);
    RunChanges on(const api::StageFinished& event, const api::RunEvent& source);
    RunChanges on(const api::RunFinished& event, const api::RunEvent& source);
    RunChanges on(const api::RunCancelled& event, const api::RunEvent& source);
    RunChanges on(const api::RunFailed& event, const api::RunEvent& source);

    void appendPoint(const std::string& name, const api::MetricPoint& point);
    /// After the point was appended.
    void noteResult(const std::string& name, const api::MetricPoint& point);
    void noteNotFinite(const std::string& name, const api::MetricPoint& point);
    void addLog(api::Clock::time_point time, LogKind kind, bool isEvent, std::int64_t step, QString text);
    void addFlag(FlagKind kind, std::int64_t step, int stage, QString label, QString text, api::Clock::time_point time);
    void end(api::RunState state, StageState stageState);
    void rewind(std::int64_t step);
    void loadEvent(const api::StoredEvent& event);
    void loadStages();
    void noteThroughput(const std::string& name, double value);
    void takeApplied(const api::CommandApplied& applied);
    [[nodiscard]] std::int64_t lastStepOf(const api::MetricSeries& series) const;
    [[nodiscard]] int stageOfStep(std::int64_t step) const;
    StageView* stage(int index);
    void takeValuesOf(int stage);

    api::RunId m_id;
    api::RunSpec m_spec;
    api::RunSummary m_summary;
    bool m_isStopping = false;
    std::optional<api::Preparing> m_preparing;
    std::optional<api::Progress> m_progress;
    std::vector<StageView> m_stages;
    int m_currentStage = -1;
    std::map<std::pair<int, std::string>, std::unique_ptr<Curve>> m_curves;
    std::vector<RunFlag> m_flags;
    std::vector<LogEntry> m_log;
    LiveValues m_values;
    std::optional<std::int64_t> m_lastCheckpointStep;
    std::optional<Error> m_error;
    std::vector<double> m_throughput;
    std::size_t m_loadedEvents = 0; ///< of the store
    api::Clock::time_point m_startTime;
    bool m_hasStartTime = false;
};

} // namespace cpw::ui
