// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/engine.h"
#include "core/api/run_store.h"
#include "core/compare/settings.h"
#include "ui/session/known_run.h"
#include "ui/session/run_feed.h"
#include "ui/session/store_worker.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cpw::ui {

/// What runs are compared by; equal for all runs with this settingsHash.
struct KnownSettings {
    std::string hash;
    std::shared_ptr<const compare::Settings> settings;
};

/// The pages' only way to engine and store: polls events every 33 ms, keeps a RunFeed for each run seen, sends commands, reads
/// the store on a worker thread. Made by the program with an engine and a store that outlive it; GUI thread; never blocks on
/// either.
class EngineSession : public QObject {
    Q_OBJECT
public:
    EngineSession(api::Engine& engine, api::RunStore& store, QObject* parent = nullptr);
    ~EngineSession() override;

    /// Starts the timer; tests call poll() instead.
    void start();
    void poll();

    [[nodiscard]] const api::Catalog& catalog() const { return m_engine.catalog(); }
    /// Null: there is none of that id.
    [[nodiscard]] const api::Preset* preset(const QString& id) const;
    [[nodiscard]] const api::PresetArm* presetArm(const QString& preset, const QString& arm) const;
    [[nodiscard]] QString file() const;
    [[nodiscard]] bool isReadOnly() const { return m_store.isReadOnly(); }

    [[nodiscard]] Result<api::RunId> submit(const api::RunSpec& spec);
    /// All arms of a preset; `dataPath` replaces the path of the data. Nothing is submitted when an arm has a problem.
    [[nodiscard]] Result<std::vector<api::RunId>> submitPreset(const QString& id, const QString& dataPath = {});
    [[nodiscard]] Result<void> resume(api::RunId run);
    /// Problems of a spec, errors and warnings. Dropped with `asker`; answers come in the order of the questions.
    void check(QObject* asker, const api::RunSpec& spec, std::function<void(std::vector<Problem>)> then);
    /// Memory and time of each stage by trial steps, which take seconds. `onPreparing` runs on the GUI thread.
    void estimate(QObject* asker, const api::RunSpec& spec, std::stop_token stop, std::function<void(QString what, double share)> onPreparing,
                  std::function<void(Result<api::RunEstimate>)> then);
    /// To the engine, or through the file when another process trains the run.
    void command(api::RunId run, const api::RunCommand& command);
    /// Where the run can be forked at `step` or before it; without a step at its last checkpoint. Answered by forkPointFound or
    /// problemFound.
    void requestForkPoint(api::RunId run, std::optional<std::int64_t> step);
    /// Answered by forked or forkRefused.
    void fork(api::RunId parent, std::int64_t step, const api::RunSpec& spec);
    /// A run of the file that another process trains; followed by reading the file twice a second.
    [[nodiscard]] bool isElsewhere(api::RunId run) const { return m_elsewhere.contains(run.value); }
    /// Stops a run of another process with a checkpoint and goes on with it here.
    void takeBack(api::RunId run);
    [[nodiscard]] bool isTakingBack(api::RunId run) const { return m_takenBack.contains(run.value); }
    /// The program that can go on with a run by itself ("clickprompt"); empty: none.
    void setTrainerProgram(const QString& path) { m_trainerProgram = path; }
    [[nodiscard]] bool canHandOver() const { return !m_trainerProgram.isEmpty() && !isReadOnly(); }
    /// Starts the trainer program on a run that was stopped and saved; it outlives this window. `then` follows when it is started,
    /// else problemFound and `otherwise`.
    void handOver(api::RunId run, std::function<void()> then, std::function<void()> otherwise);
    /// Looks for runs that other processes train, and at what they did; the timer calls it.
    void lookAtFile();

    /// Null while a stored run is being read; runLoaded follows.
    [[nodiscard]] const RunFeed* feed(api::RunId run);
    /// Null when the run was not seen or read yet; never reads.
    [[nodiscard]] const RunFeed* knownFeed(api::RunId run) const;
    /// Rising.
    [[nodiscard]] std::vector<api::RunId> knownRuns() const;
    /// The run that trains or is paused.
    [[nodiscard]] std::optional<api::RunId> activeRun() const;
    [[nodiscard]] std::vector<api::RunId> waitingRuns() const;
    /// A run trains or waits: closing would stop it.
    [[nodiscard]] bool hasWork() const { return activeRun() || !waitingRuns().empty(); }
    /// Stops and saves (or discards) the active run and drops the waiting ones; hasWork() turns false when it is done.
    void stopAll(api::CommandKind how);

    /// Answered by runsRead: the newest runs first, then all of them where there are more.
    void requestRuns();
    /// Of one run, as it is in the file; no answer when it cannot be read.
    void readRun(QObject* asker, api::RunId run, std::function<void(api::RunSummary)> then);
    void setNote(api::RunId run, const QString& note);
    void setName(api::RunId run, const QString& name);
    void setTags(api::RunId run, const std::vector<std::string>& tags);
    void setColor(std::vector<api::RunId> runs, int color);
    void setHidden(std::vector<api::RunId> runs, bool isHidden);
    /// One run for each hash that is asked for; those whose spec cannot be read are left out of the answer.
    void readSettings(QObject* asker, std::vector<std::pair<std::string, api::RunId>> runs, std::function<void(std::vector<KnownSettings>)> then);
    /// work(store) on the thread of those who compare gives a value; done(it) on the GUI thread.
    template <class Work, class Done>
    void askStore(QObject* asker, Work work, Done done) {
        m_comparer.ask(
            asker, [store = &std::as_const(m_store), work = std::move(work)]() mutable { return work(*store); }, std::move(done));
    }
    void deleteRuns(std::vector<api::RunId> runs);

    /// A text kept with the file; `then` gets none when it was never set or cannot be read, and is dropped with `asker`.
    void readSetting(QObject* asker, const QString& name, std::function<void(std::optional<QString>)> then);
    /// Nothing when the file is read-only.
    void saveSetting(const QString& name, const QString& value);
    /// Answered by copySaved or problemFound.
    void saveCopy(const QString& path);

Q_SIGNALS:
    void copySaved(const QString& path);
    /// Not whole: the newest runs, and all of them follow.
    void runsRead(const cpw::ui::RunList& runs, bool isWhole);
    void runAdded(cpw::api::RunId run);
    void runLoaded(cpw::api::RunId run);
    void runChanged(cpw::api::RunId run, cpw::ui::RunChanges changes);
    void runStarted(cpw::api::RunId run);
    void runEnded(cpw::api::RunId run);
    void runsDeleted(const std::vector<cpw::api::RunId>& runs);
    void commandApplied(cpw::api::RunId run, const cpw::api::CommandApplied& applied);
    void queueChanged();
    void forkPointFound(const cpw::api::ForkPoint& point);
    void forked(const cpw::api::Fork& fork);
    void forkRefused(const QString& text);
    /// Something the user asked for could not be done, or the store cannot be written; empty text: over.
    void problemFound(const QString& text);

private:
    RunFeed& addFeed(api::RunId run, const api::RunSpec& spec);
    void loadRun(api::RunId run);
    void requestAllRuns();
    void takeRuns(const Result<RunList>& runs, bool isWhole);
    void tellFailure(const Result<void>& written);
    void checkStore();
    void apply(const api::RunEvent& event, std::map<api::RunId, RunChanges>& changed);
    void takeLiveRuns(const std::vector<api::RunSummary>& runs);
    void followElsewhere(api::RunId run);
    void takeGrowth(api::RunId run, StoredRun stored);
    void leaveElsewhere(api::RunId run);
    [[nodiscard]] bool hasJustEnded(api::RunId run) const;

    api::Engine& m_engine;
    api::RunStore& m_store;
    QTimer m_timer;
    std::unordered_map<std::int64_t, std::unique_ptr<RunFeed>> m_feeds;
    std::set<std::int64_t> m_loading;
    std::vector<api::RunId> m_order; ///< submitted here and not ended, in order
    std::set<std::int64_t> m_elsewhere; ///< trained by other processes
    std::set<std::int64_t> m_takenBack; ///< of those, the ones that are to go on here
    std::map<std::int64_t, std::chrono::steady_clock::time_point> m_endedHere;
    QString m_trainerProgram;
    QTimer m_fileTimer;
    bool m_isLookingAtFile = false;
    int m_pendingForks = 0;
    std::vector<api::RunEvent> m_earlyEvents; ///< of a fork whose answer is not here yet
    QString m_storeProblem;
    StoreWorker m_worker;
    StoreWorker m_copier; ///< copies take long, and questions do not wait for them
    StoreWorker m_comparer; ///< many specs and curves at once
    StoreWorker m_checker;
    StoreWorker m_estimator; ///< trial steps take longer still
};

} // namespace cpw::ui
