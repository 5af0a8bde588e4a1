// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/run_feed.h"

#include <QAbstractTableModel>

namespace cpw::ui {

/// The flags of a run, newest first. Borrows the feed; the owner calls follow() when it has grown or another run is shown.
class EventTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Step, Time, Event, ColumnCount };
    enum Role { StepRole = Qt::UserRole };

    explicit EventTableModel(QObject* parent = nullptr);

    /// Null shows nothing.
    void follow(const RunFeed* feed);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<RunFlag> m_flags; ///< a copy: some dozens, and the feed may drop those of repeated steps
};

} // namespace cpw::ui
