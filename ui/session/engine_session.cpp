// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/engine_session.h"

#include "core/api/spec_json.h"
#include "ui/session/stored_run.h"
#include "ui/text/format.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kPollMilliseconds = 33;
constexpr int kFileMilliseconds = 500;

/// A summary as the store will have it once the run is created.
api::RunSummary newSummary(api::RunId run, const api::RunSpec& spec) {
    api::RunSummary summary;
    summary.id = run;
    summary.name = spec.name;
    summary.dataset = spec.data.dataset.empty() ? spec.data.source : spec.data.dataset;
    summary.backbone = spec.backbone.id;
    for (const auto& stage : spec.stages)
        summary.stages += (summary.stages.empty() ? "" : ", ") + std::string(enumId(stage.kind));
    summary.seed = spec.seed;
    summary.groupHash = api::groupHash(spec);
    summary.settingsHash = api::settingsHash(spec);
    summary.created = api::Clock::now();
    return summary;
}

} // namespace

EngineSession::EngineSession(api::Engine& engine, api::RunStore& store, QObject* parent)
    : QObject(parent), m_engine(engine), m_store(store) {
    m_timer.setInterval(kPollMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &EngineSession::poll);
    m_fileTimer.setInterval(kFileMilliseconds);
    connect(&m_fileTimer, &QTimer::timeout, this, &EngineSession::lookAtFile);
}

EngineSession::~EngineSession() = default;

void EngineSession::start() {
    m_timer.start();
    m_fileTimer.start();
    lookAtFile();
}

const api::Preset* EngineSession::preset(const QString& id) const {
    for (const auto& preset : catalog().presets)
        if (qstr(preset.id) == id)
            return &preset;
    return nullptr;
}

const api::PresetArm* EngineSession::presetArm(const QString& presetId, const QString& armId) const {
    if (const auto* found = preset(presetId))
        for (const auto& arm : found->arms)
            if (qstr(arm.id) == armId)
                return &arm;
    return nullptr;
}

QString EngineSession::file() const {
    return QString::fromStdString(m_store.file().string());
}

void EngineSession::poll() {
    std::map<api::RunId, RunChanges> changed;
    for (const auto& event : m_engine.poll())
        apply(event, changed);
    for (const auto& [run, changes] : changed)
        Q_EMIT runChanged(run, changes);
    checkStore();
}

void EngineSession::apply(const api::RunEvent& event, std::map<api::RunId, RunChanges>& changed) {
    const auto found = m_feeds.find(event.run.value);
    if (found == m_feeds.end()) {
        if (m_pendingForks > 0)
            m_earlyEvents.push_back(event);
        return; // else of a run this window neither submitted nor shows
    }
    RunFeed& feed = *found->second;
    changed[event.run] |= feed.apply(event);
    if (const auto* applied = std::get_if<api::CommandApplied>(&event.body))
        Q_EMIT commandApplied(event.run, *applied);
    if (std::holds_alternative<api::RunStarted>(event.body)) {
        Q_EMIT runStarted(event.run);
        Q_EMIT queueChanged();
    }
    if (event.isLast()) {
        std::erase(m_order, event.run);
        m_endedHere[event.run.value] = std::chrono::steady_clock::now();
        Q_EMIT runEnded(event.run);
        Q_EMIT queueChanged();
    }
}

void EngineSession::checkStore() {
    const auto failure = m_store.failure();
    const QString text = failure ? errorText(*failure) : QString();
    if (text == m_storeProblem)
        return;
    m_storeProblem = text;
    Q_EMIT problemFound(text);
}

RunFeed& EngineSession::addFeed(api::RunId run, const api::RunSpec& spec) {
    auto& feed = m_feeds[run.value];
    feed = std::make_unique<RunFeed>(run, spec, newSummary(run, spec));
    readRun(this, run, [this](const api::RunSummary& summary) { // the store gave it a color
        const auto found = m_feeds.find(summary.id.value);
        if (found == m_feeds.end() || found->second->summary().color == summary.color)
            return;
        found->second->setColor(summary.color);
        Q_EMIT runChanged(summary.id, {});
    });
    return *feed;
}

Result<api::RunId> EngineSession::submit(const api::RunSpec& spec) {
    CPW_TRY(run, m_engine.submit(spec));
    addFeed(run, spec);
    m_order.push_back(run);
    Q_EMIT runAdded(run);
    Q_EMIT queueChanged();
    return run;
}

Result<std::vector<api::RunId>> EngineSession::submitPreset(const QString& id, const QString& dataPath) {
    const api::Preset* found = preset(id);
    if (!found)
        return fail(ErrorCode::Usage, "this build has no preset \"{}\"", id.toStdString());
    std::vector<api::RunSpec> specs;
    for (const auto& arm : found->arms) {
        specs.push_back(arm.spec);
        if (!dataPath.isEmpty())
            specs.back().data.path = dataPath.toStdString();
        const auto problems = m_engine.check(specs.back());
        if (api::hasErrors(problems))
            return tl::unexpected<Error>(api::problemsError(problems));
    }
    std::vector<api::RunId> runs;
    for (const auto& spec : specs) {
        CPW_TRY(run, submit(spec));
        runs.push_back(run);
    }
    return runs;
}

Result<void> EngineSession::resume(api::RunId run) {
    CPW_TRY(resumed, m_engine.resume(run));
    if (std::find(m_order.begin(), m_order.end(), resumed) == m_order.end())
        m_order.push_back(resumed);
    Q_EMIT queueChanged();
    return {};
}

void EngineSession::command(api::RunId run, const api::RunCommand& command) {
    if (isElsewhere(run))
        m_worker.ask(
            this, [store = &m_store, run, command] { return store->postCommand(run, command); },
            [this](Result<void> posted) {
                if (!posted)
                    Q_EMIT problemFound(tr("The command does not reach the run: %1").arg(errorText(posted.error())));
            });
    else
        m_engine.command(run, command);
    const auto found = m_feeds.find(run.value);
    if (found == m_feeds.end() || (command.kind != api::CommandKind::StopAndSave && command.kind != api::CommandKind::Discard))
        return;
    found->second->setStopping(true);
    Q_EMIT runChanged(run, RunChange::State);
}

const RunFeed* EngineSession::feed(api::RunId run) {
    const auto found = m_feeds.find(run.value);
    if (found != m_feeds.end())
        return found->second.get();
    loadRun(run);
    return nullptr;
}

const RunFeed* EngineSession::knownFeed(api::RunId run) const {
    const auto found = m_feeds.find(run.value);
    return found == m_feeds.end() ? nullptr : found->second.get();
}

std::vector<api::RunId> EngineSession::knownRuns() const {
    std::vector<api::RunId> runs;
    for (const auto& [id, feed] : m_feeds)
        runs.push_back({id});
    std::sort(runs.begin(), runs.end());
    return runs;
}

void EngineSession::loadRun(api::RunId run) {
    if (!m_loading.insert(run.value).second)
        return;
    m_worker.ask(
        this, [store = &m_store, run] { return readStoredRun(*store, run); },
        [this, run](Result<StoredRun> stored) {
            m_loading.erase(run.value);
            if (!stored) {
                Q_EMIT problemFound(tr("%1 cannot be shown: %2").arg(qstr(api::toText(run)), errorText(stored.error())));
                return;
            }
            auto& feed = m_feeds[run.value];
            feed = std::make_unique<RunFeed>(run, stored->spec, stored->summary);
            feed->load(std::move(*stored));
            Q_EMIT runLoaded(run);
        });
}

std::optional<api::RunId> EngineSession::activeRun() const {
    for (const auto run : m_order) {
        const auto found = m_feeds.find(run.value);
        if (found != m_feeds.end() && found->second->isLive())
            return run;
    }
    return std::nullopt;
}

std::vector<api::RunId> EngineSession::waitingRuns() const {
    const auto active = activeRun();
    std::vector<api::RunId> waiting;
    for (const auto run : m_order)
        if (run != active)
            waiting.push_back(run);
    return waiting;
}

void EngineSession::stopAll(api::CommandKind how) {
    for (const auto run : waitingRuns())
        command(run, {api::CommandKind::Discard, 0, {}});
    if (const auto active = activeRun())
        command(*active, {how, 0, {}});
}

void EngineSession::setNote(api::RunId run, const QString& note) {
    if (const auto found = m_feeds.find(run.value); found != m_feeds.end())
        found->second->setNote(note.toStdString());
    m_worker.ask(
        this, [store = &m_store, run, text = note.toStdString()] { return store->setNote(run, text); },
        [this](Result<void> written) {
            if (!written)
                Q_EMIT problemFound(tr("The note is not saved: %1").arg(errorText(written.error())));
        });
}

void EngineSession::deleteRuns(std::vector<api::RunId> runs) {
    using Outcome = std::pair<std::vector<api::RunId>, QString>;
    m_worker.ask(
        this,
        [store = &m_store, runs = std::move(runs)] {
            Outcome outcome;
            for (const auto run : runs) {
                if (auto deleted = store->deleteRun(run); !deleted) {
                    outcome.second = errorText(deleted.error());
                    break;
                }
                outcome.first.push_back(run);
            }
            return outcome;
        },
        [this](Outcome outcome) {
            for (const auto run : outcome.first)
                m_feeds.erase(run.value);
            for (auto& [id, feed] : m_feeds)
                if (const auto& parent = feed->summary().parent; parent && !m_feeds.contains(parent->run.value) &&
                                                                 std::find(outcome.first.begin(), outcome.first.end(), parent->run) != outcome.first.end())
                    feed->setParent(std::nullopt);
            Q_EMIT runsDeleted(outcome.first);
            if (!outcome.second.isEmpty())
                Q_EMIT problemFound(outcome.second);
        });
}

void EngineSession::check(QObject* asker, const api::RunSpec& spec, std::function<void(std::vector<Problem>)> then) {
    m_checker.ask(asker, [engine = &m_engine, spec] { return engine->check(spec); }, std::move(then));
}

void EngineSession::estimate(QObject* asker, const api::RunSpec& spec, std::stop_token stop, std::function<void(QString, double)> onPreparing,
                             std::function<void(Result<api::RunEstimate>)> then) {
    const auto tell = [this, guard = QPointer<QObject>(asker), stop, onPreparing = std::move(onPreparing)](const std::string& what, double share) {
        QMetaObject::invokeMethod(
            this,
            [guard, stop, onPreparing, what = qstr(what), share] {
                if (guard && !stop.stop_requested())
                    onPreparing(what, share);
            },
            Qt::QueuedConnection);
    };
    m_estimator.ask(asker, [engine = &m_engine, spec, watch = api::EstimateWatch{tell, stop}] { return engine->estimate(spec, watch); }, std::move(then));
}

void EngineSession::readSetting(QObject* asker, const QString& name, std::function<void(std::optional<QString>)> then) {
    m_worker.ask(
        asker, [store = &m_store, key = name.toStdString()] { return store->setting(key); },
        [then = std::move(then)](Result<std::optional<std::string>> value) {
            then(value && *value ? std::optional(qstr(**value)) : std::nullopt);
        });
}

void EngineSession::saveSetting(const QString& name, const QString& value) {
    if (isReadOnly())
        return;
    m_worker.ask(
        this, [store = &m_store, key = name.toStdString(), text = value.toStdString()] { return store->setSetting(key, text); },
        [this](Result<void> written) {
            if (!written)
                Q_EMIT problemFound(errorText(written.error()));
        });
}

void EngineSession::saveCopy(const QString& path) {
    m_copier.ask(
        this, [store = &m_store, path = path.toStdString()] { return store->saveCopy(path); },
        [this, path](Result<void> saved) {
            if (saved)
                Q_EMIT copySaved(path);
            else
                Q_EMIT problemFound(tr("The copy is not saved: %1").arg(errorText(saved.error())));
        });
}

} // namespace cpw::ui
