// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/run_queue.h"

#include <QAbstractTableModel>

namespace cpw::ui {

/// The runs that wait, in the order in which they will start, with the settings in which they differ. Reads the queue; GUI thread.
class QueueModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Place, Name, Settings, Seed, State, Data, Stages, ColumnCount };

    explicit QueueModel(RunQueue& queue, QObject* parent = nullptr);

    [[nodiscard]] const RunQueue::Entry* entryAt(int row) const; ///< null: there is none
    [[nodiscard]] int rowOf(std::int64_t id) const;              ///< -1: unknown

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    /// An entry dropped between two rows goes there; on a row, to its place.
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void compare() const;

    RunQueue& m_queue;
    std::vector<RunQueue::Entry> m_entries;
    mutable QStringList m_settings; ///< by row; made when first asked for, as specs are not compared for nobody
};

} // namespace cpw::ui
