// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/engine_session.h"

#include "core/compare/settings_reader.h"
#include "ui/text/format.h"

#include <map>
#include <optional>
#include <utility>

// EngineSession: what comparing many runs reads and writes.
namespace cpw::ui {
namespace {

constexpr std::size_t kFirstRuns = 500; ///< more than a screen shows

Result<RunList> known(Result<std::vector<api::RunSummary>> runs) {
    return std::move(runs).map([](std::vector<api::RunSummary> summaries) { return knownRuns(std::move(summaries)); });
}

} // namespace

void EngineSession::requestRuns() {
    m_worker.ask(
        this, [store = &m_store] { return known(store->newestRuns(kFirstRuns)); },
        [this](const Result<RunList>& runs) {
            const bool isWhole = runs && runs->size() < kFirstRuns;
            takeRuns(runs, isWhole);
            if (runs && !isWhole)
                requestAllRuns();
        });
}

void EngineSession::requestAllRuns() {
    m_worker.ask(
        this, [store = &m_store] { return known(store->runs()); }, [this](const Result<RunList>& runs) { takeRuns(runs, true); });
}

void EngineSession::takeRuns(const Result<RunList>& runs, bool isWhole) {
    if (runs)
        Q_EMIT runsRead(*runs, isWhole);
    else
        Q_EMIT problemFound(errorText(runs.error()));
}

void EngineSession::readRun(QObject* asker, api::RunId run, std::function<void(api::RunSummary)> then) {
    m_worker.ask(
        asker, [store = &m_store, run] { return store->run(run); },
        [then = std::move(then)](Result<api::RunSummary> summary) {
            if (summary)
                then(std::move(*summary));
        });
}

void EngineSession::tellFailure(const Result<void>& written) {
    if (!written)
        Q_EMIT problemFound(errorText(written.error()));
}

void EngineSession::setName(api::RunId run, const QString& name) {
    if (const auto found = m_feeds.find(run.value); found != m_feeds.end())
        found->second->setName(name.toStdString());
    m_worker.ask(
        this, [this, run, text = name.toStdString()] { return m_store.renameRun(run, text); },
        [this](const Result<void>& written) { tellFailure(written); });
}

void EngineSession::setTags(api::RunId run, const std::vector<std::string>& tags) {
    if (const auto found = m_feeds.find(run.value); found != m_feeds.end())
        found->second->setTags(tags);
    m_worker.ask(
        this, [this, run, tags] { return m_store.setTags(run, tags); }, [this](const Result<void>& written) { tellFailure(written); });
}

void EngineSession::setColor(std::vector<api::RunId> runs, int color) {
    for (const auto run : runs)
        if (const auto found = m_feeds.find(run.value); found != m_feeds.end())
            found->second->setColor(color);
    m_worker.ask(
        this, [this, runs = std::move(runs), color] { return m_store.setColor(runs, color); },
        [this](const Result<void>& written) { tellFailure(written); });
}

void EngineSession::setHidden(std::vector<api::RunId> runs, bool isHidden) {
    for (const auto run : runs)
        if (const auto found = m_feeds.find(run.value); found != m_feeds.end())
            found->second->setHidden(isHidden);
    m_worker.ask(
        this, [this, runs = std::move(runs), isHidden] { return m_store.setHidden(runs, isHidden); },
        [this](const Result<void>& written) { tellFailure(written); });
}

void EngineSession::readSettings(QObject* asker, std::vector<std::pair<std::string, api::RunId>> runs,
                                 std::function<void(std::vector<KnownSettings>)> then) {
    askStore(
        asker,
        [runs = std::move(runs)](const api::RunStore& store) {
            std::map<api::RunId, std::string> hashes;
            std::vector<api::RunId> asked;
            for (const auto& [hash, run] : runs) {
                hashes.emplace(run, hash);
                asked.push_back(run);
            }
            std::vector<KnownSettings> known;
            compare::SettingsReader reader;
            for (auto& recorded : store.recordedSettings(asked).value_or(std::vector<api::RunStore::RecordedSettings>{})) {
                auto settings = recorded.specText.empty() ? std::optional(std::move(recorded.imported)) : reader.read(recorded.specText);
                if (!settings)
                    continue;
                if (recorded.specText.empty()) {
                    for (const char* name : api::kSeedSettings) // of the summary
                        settings->erase(name);
                } else {
                    settings->erase("seed"); // of the summary, like the name
                    settings->erase("name");
                }
                known.push_back({hashes.at(recorded.run), std::make_shared<const compare::Settings>(std::move(*settings))});
            }
            return known;
        },
        std::move(then));
}

} // namespace cpw::ui
