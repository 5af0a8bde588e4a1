// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/engine_session.h"

#include "ui/text/format.h"

#include <algorithm>
#include <utility>

// EngineSession: what comparing many runs reads and writes.
namespace cpw::ui {

void EngineSession::setName(api::RunId run, const QString& name) {
    if (const auto found = m_feeds.find(run.value); found != m_feeds.end())
        found->second->setName(name.toStdString());
    m_worker.ask(
        this, [this, run, text = name.toStdString()] { return m_store.renameRun(run, text); },
        [this](const Result<void>& written) {
            if (!written)
                Q_EMIT problemFound(errorText(written.error()));
        });
}

void EngineSession::setTags(api::RunId run, const std::vector<std::string>& tags) {
    m_worker.ask(
        this, [this, run, tags] { return m_store.setTags(run, tags); },
        [this](const Result<void>& written) {
            if (!written)
                Q_EMIT problemFound(errorText(written.error()));
        });
}

void EngineSession::readDetails(QObject* asker, std::vector<api::RunId> runs, std::function<void(std::vector<RunDetails>)> then) {
    m_comparer.ask(
        asker,
        [this, runs = std::move(runs)] {
            std::vector<RunDetails> details;
            for (const auto run : runs) {
                if (const auto summary = m_store.run(run); summary && summary->origin) {
                    auto settings = m_store.importedSettings(run).value_or(compare::Settings{});
                    const auto hash = api::groupHash(*summary->origin, settings);
                    settings.erase("seed"); // of the summary
                    details.push_back({run, hash, std::make_shared<const compare::Settings>(std::move(settings))});
                    continue;
                }
                const auto spec = m_store.spec(run);
                if (!spec)
                    continue;
                auto settings = compare::settingsOf(*spec);
                settings.erase("seed"); // of the summary, like the name
                settings.erase("name");
                details.push_back({run, compare::groupHash(*spec), std::make_shared<const compare::Settings>(std::move(settings))});
            }
            return details;
        },
        std::move(then));
}

void EngineSession::readCurves(QObject* asker, api::RunId run, std::vector<std::string> metrics, std::function<void(RunCurves)> then) {
    m_comparer.ask(
        asker,
        [this, run, metrics = std::move(metrics)] {
            RunCurves curves;
            curves.names = m_store.metricNames(run).value_or(std::vector<std::string>{});
            for (const auto& metric : metrics)
                if (std::find(curves.names.begin(), curves.names.end(), metric) != curves.names.end())
                    if (auto series = m_store.metric(run, metric))
                        curves.series.emplace(metric, std::move(*series));
            return curves;
        },
        std::move(then));
}

} // namespace cpw::ui
