// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/engine_session.h"

#include "ui/session/stored_run.h"
#include "ui/text/format.h"

#include <QProcess>

#include <algorithm>
#include <utility>

// EngineSession: runs that other processes train. They are seen through the file alone.
namespace cpw::ui {
namespace {

/// The file may show a run of this window as training for as long after its end.
constexpr auto kRecordingLag = std::chrono::seconds(3);

bool isLiveState(api::RunState state) {
    return state == api::RunState::Running || state == api::RunState::Paused;
}

/// Outlives this program; says nothing on its outputs.
bool startDetached(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setProgram(program);
    process.setArguments(arguments);
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    return process.startDetached();
}

} // namespace

void EngineSession::lookAtFile() {
    if (std::exchange(m_isLookingAtFile, true))
        return; // a large run takes longer to read than the timer: it is read as often as it can be
    m_worker.ask(
        this, [store = &m_store] { return store->liveRuns(); },
        [this](Result<std::vector<api::RunSummary>> runs) {
            if (runs)
                takeLiveRuns(*runs);
            // After the reads that it asked for, as the worker answers in order.
            m_worker.ask(
                this, [] { return true; }, [this](bool) { m_isLookingAtFile = false; });
        });
}

void EngineSession::takeLiveRuns(const std::vector<api::RunSummary>& runs) {
    for (const auto& run : runs) {
        const bool isOurs = std::find(m_order.begin(), m_order.end(), run.id) != m_order.end();
        if (isOurs || m_pendingForks > 0 || hasJustEnded(run.id))
            continue; // a fork that is being made here is in the file before it is in the order
        if (isLiveState(run.state) && !isElsewhere(run.id))
            followElsewhere(run.id);
    }
    for (const auto run : m_elsewhere) // until their end was seen too
        followElsewhere({run});
}

bool EngineSession::hasJustEnded(api::RunId run) const {
    const auto ended = m_endedHere.find(run.value);
    return ended != m_endedHere.end() && std::chrono::steady_clock::now() - ended->second < kRecordingLag;
}

void EngineSession::followElsewhere(api::RunId run) {
    m_worker.ask(
        this, [store = &m_store, run] { return readStoredRun(*store, run); },
        [this, run](Result<StoredRun> stored) {
            const bool isOurs = std::find(m_order.begin(), m_order.end(), run) != m_order.end();
            if (stored && !isOurs)
                takeGrowth(run, std::move(*stored));
        });
}

void EngineSession::takeGrowth(api::RunId run, StoredRun stored) {
    const bool isLive = isLiveState(stored.summary.state);
    const bool isNew = m_elsewhere.insert(run.value).second;
    auto& feed = m_feeds[run.value];
    std::vector<api::CommandApplied> applied;
    if (feed && !isNew && feed->grow(stored, applied)) {
        for (const auto& command : applied)
            Q_EMIT commandApplied(run, command);
        Q_EMIT runChanged(run, RunChange::State | RunChange::Progress | RunChange::Curves | RunChange::Flags | RunChange::Log | RunChange::Values);
    } else {
        feed = std::make_unique<RunFeed>(run, stored.spec, stored.summary);
        feed->load(std::move(stored));
        Q_EMIT runLoaded(run);
    }
    if (isNew && isLive) {
        Q_EMIT runAdded(run);
        Q_EMIT runStarted(run);
    }
    if (!isLive)
        leaveElsewhere(run);
    Q_EMIT queueChanged();
}

void EngineSession::leaveElsewhere(api::RunId run) {
    m_elsewhere.erase(run.value);
    if (m_takenBack.erase(run.value) == 0)
        return;
    if (const auto resumed = resume(run); !resumed)
        Q_EMIT problemFound(tr("%1 is stopped but cannot go on here: %2").arg(qstr(api::toText(run)), errorText(resumed.error())));
}

void EngineSession::handOver(api::RunId run, std::function<void()> then, std::function<void()> otherwise) {
    // The other process reads the run's state from the file: what is recorded must be there.
    m_worker.ask(
        this, [store = &m_store] { return store->flush(); },
        [this, run, then = std::move(then), otherwise = std::move(otherwise)](Result<void> flushed) {
            const QStringList arguments{QStringLiteral("resume"), qstr(api::toText(run)), QStringLiteral("--project"), file(), QStringLiteral("--quiet")};
            QString problem;
            if (!flushed)
                problem = tr("%1 is stopped and saved, but the file cannot be written: %2").arg(qstr(api::toText(run)), errorText(flushed.error()));
            else if (!startDetached(m_trainerProgram, arguments))
                problem = tr("%1 is stopped and saved, but %2 cannot be started to go on with it. Resume goes on here.").arg(qstr(api::toText(run)), m_trainerProgram);
            if (problem.isEmpty())
                return then();
            otherwise();
            Q_EMIT problemFound(problem);
        });
}

void EngineSession::takeBack(api::RunId run) {
    if (!isElsewhere(run) || !m_takenBack.insert(run.value).second)
        return;
    command(run, {api::CommandKind::StopAndSave, 0, {}});
}

} // namespace cpw::ui
