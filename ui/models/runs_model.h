// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/known_run.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <vector>

namespace cpw::ui {

/// The runs of the file in the order of their numbers: the one place of the window that knows them all. Changes of running jobs are
/// told at most five times a second. Owned by the Runs page; GUI thread; never asks the store.
class RunsModel : public QObject {
    Q_OBJECT
public:
    explicit RunsModel(QObject* parent = nullptr);

    /// By rising number.
    void setRuns(RunList runs);
    /// New runs appear at once, changed ones with the next update.
    void putRun(const api::RunSummary& run);
    void removeRuns(const std::vector<api::RunId>& runs);
    /// Applies the changes that wait for the next update.
    void applyUpdates();
    void setNote(int row, const QString& note);

    [[nodiscard]] int rowCount() const { return static_cast<int>(m_runs.size()); }
    [[nodiscard]] const api::RunSummary& runAt(int row) const { return m_runs[static_cast<std::size_t>(row)]->summary; }
    [[nodiscard]] int rowOf(api::RunId run) const; ///< -1: unknown
    /// As it is now; later changes replace runs in the list and never change one.
    [[nodiscard]] const RunList& runs() const { return m_runs; }

Q_SIGNALS:
    void reset();
    void changed(int row);
    void noteEdited(cpw::api::RunId run, const QString& note);

private:
    RunList m_runs;
    std::map<api::RunId, api::RunSummary> m_waiting;
    QTimer m_updateTimer;
};

} // namespace cpw::ui
