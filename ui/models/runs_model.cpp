// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/runs_model.h"

#include "ui/text/format.h"

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kUpdateMilliseconds = 200;

} // namespace

RunsModel::RunsModel(QObject* parent) : QObject(parent) {
    m_updateTimer.setSingleShot(true);
    m_updateTimer.setInterval(kUpdateMilliseconds);
    connect(&m_updateTimer, &QTimer::timeout, this, &RunsModel::applyUpdates);
}

void RunsModel::setRuns(RunList runs) {
    freeElsewhere(std::exchange(m_runs, std::move(runs)));
    m_waiting.clear();
    Q_EMIT reset();
}

int RunsModel::rowOf(api::RunId run) const {
    const auto found =
        std::lower_bound(m_runs.begin(), m_runs.end(), run, [](const auto& known, api::RunId id) { return known->summary.id < id; });
    return found != m_runs.end() && (*found)->summary.id == run ? static_cast<int>(found - m_runs.begin()) : -1;
}

void RunsModel::putRun(const api::RunSummary& run) {
    if (rowOf(run.id) >= 0) {
        m_waiting[run.id] = run;
        if (!m_updateTimer.isActive())
            m_updateTimer.start();
        return;
    }
    const auto place =
        std::lower_bound(m_runs.begin(), m_runs.end(), run.id, [](const auto& known, api::RunId id) { return known->summary.id < id; });
    m_runs.insert(place, knownRun(run));
    Q_EMIT reset();
}

void RunsModel::removeRuns(const std::vector<api::RunId>& runs) {
    for (const auto run : runs) {
        const int row = rowOf(run);
        m_waiting.erase(run);
        if (row >= 0)
            m_runs.erase(m_runs.begin() + row);
    }
    Q_EMIT reset();
}

void RunsModel::applyUpdates() {
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto& [id, run] : waiting) {
        const int row = rowOf(id);
        if (row < 0)
            continue;
        m_runs[static_cast<std::size_t>(row)] = knownRun(run);
        Q_EMIT changed(row);
    }
}

void RunsModel::setNote(int row, const QString& note) {
    auto run = runAt(row);
    const QString text = note.trimmed();
    if (qstr(run.note) == text)
        return;
    run.note = text.toStdString();
    if (const auto waiting = m_waiting.find(run.id); waiting != m_waiting.end())
        waiting->second.note = run.note;
    m_runs[static_cast<std::size_t>(row)] = knownRun(run);
    Q_EMIT changed(row);
    Q_EMIT noteEdited(run.id, text);
}

} // namespace cpw::ui
