// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <functional>
#include <map>
#include <vector>

namespace cpw::ui {

/// The runs of the file as a table, one row a run in the order of their numbers. Rows of running jobs change cell by cell, at
/// most five times a second. Only the note can be edited; the edit is told by noteEdited and written by the owner.
class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Run, Name, State, Data, Backbone, Stages, Seed, TestAuc, LogLoss, Steps, Time, Created, Note, ColumnCount };
    enum Role { SortRole = Qt::UserRole, RunIdRole, StateRole };

    explicit RunsModel(QObject* parent = nullptr);

    void setRuns(std::vector<api::RunSummary> runs);
    /// New runs appear at once, changed ones with the next update.
    void putRun(const api::RunSummary& run);
    void removeRuns(const std::vector<api::RunId>& runs);
    /// Applies the changes that wait for the next update.
    void applyUpdates();
    [[nodiscard]] const api::RunSummary& runAt(int row) const { return m_runs[static_cast<std::size_t>(row)]; }
    [[nodiscard]] int rowOf(api::RunId run) const; ///< -1: unknown

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

    /// True for columns of numbers: mono, on the right.
    [[nodiscard]] static bool isNumber(int column);

Q_SIGNALS:
    void noteEdited(cpw::api::RunId run, const QString& note);

private:
    [[nodiscard]] QString text(const api::RunSummary& run, int column) const;
    [[nodiscard]] QVariant sortKey(const api::RunSummary& run, int column) const;

    std::vector<api::RunSummary> m_runs;
    std::map<api::RunId, api::RunSummary> m_waiting;
    QTimer m_updateTimer;
};

} // namespace cpw::ui
