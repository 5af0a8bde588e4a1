// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/run_feed.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cpw::ui {

/// Every curve of one stage of a run as numbers: the twin of the charts for those who read rather than look. Borrows the feed;
/// the owner calls show() when it has grown.
class ValueTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Metric, AtCursor, Last, Lowest, LowestStep, Highest, HighestStep, Points, ColumnCount };

    explicit ValueTableModel(QObject* parent = nullptr);

    /// A null feed shows nothing; without a cursor "at cursor" is the newest value.
    void show(const RunFeed* feed, int stage, std::optional<std::int64_t> cursor);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        std::string name;
        QString cells[ColumnCount];
        bool operator==(const Row&) const = default;
    };
    [[nodiscard]] static Row rowOf(const std::string& name, const Curve& curve, std::optional<std::int64_t> cursor);

    std::vector<Row> m_rows;
};

} // namespace cpw::ui
