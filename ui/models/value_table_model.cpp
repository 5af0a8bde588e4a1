// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/value_table_model.h"

#include "ui/text/format.h"

#include <utility>

namespace cpw::ui {
namespace {

ValueStyle styleOf(const std::string& name) {
    if (name.find("rate") != std::string::npos)
        return ValueStyle::Rate;
    if (name.find("auc") != std::string::npos || name.find("accuracy") != std::string::npos)
        return ValueStyle::Auc;
    return ValueStyle::Loss;
}

} // namespace

ValueTableModel::ValueTableModel(QObject* parent) : QAbstractTableModel(parent) {}

ValueTableModel::Row ValueTableModel::rowOf(const std::string& name, const Curve& curve, std::optional<std::int64_t> cursor) {
    const ValueStyle style = styleOf(name);
    const std::size_t last = curve.size() - 1;
    const auto place = cursor ? curve.at(*cursor) : std::optional(last);
    const Extremes extremes = curve.values().extremes(0, curve.size());
    Row row;
    row.name = name;
    row.cells[Metric] = qstr(name);
    row.cells[AtCursor] = place ? valueText(curve.value(*place), style) : QString();
    row.cells[Last] = valueText(curve.value(last), style);
    if (extremes.lowest) {
        row.cells[Lowest] = valueText(curve.value(*extremes.lowest), style);
        row.cells[LowestStep] = countText(curve.step(*extremes.lowest));
        row.cells[Highest] = valueText(curve.value(*extremes.highest), style);
        row.cells[HighestStep] = countText(curve.step(*extremes.highest));
    }
    row.cells[Points] = countText(static_cast<std::int64_t>(curve.size()));
    return row;
}

void ValueTableModel::show(const RunFeed* feed, int stage, std::optional<std::int64_t> cursor) {
    std::vector<Row> rows;
    if (feed)
        for (const auto& name : feed->metricNames(stage))
            if (const Curve* curve = feed->curve(stage, name); curve && !curve->isEmpty())
                rows.push_back(rowOf(name, *curve, cursor));
    if (rows.size() != m_rows.size()) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] == m_rows[i])
            continue;
        m_rows[i] = std::move(rows[i]);
        Q_EMIT dataChanged(index(static_cast<int>(i), 0), index(static_cast<int>(i), ColumnCount - 1));
    }
}

int ValueTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ValueTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ValueTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return m_rows[static_cast<std::size_t>(index.row())].cells[index.column()];
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (index.column() == Metric ? Qt::AlignLeft : Qt::AlignRight));
    return {};
}

QVariant ValueTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (section == Metric ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Metric:
        return tr("Metric");
    case AtCursor:
        return tr("At cursor");
    case Last:
        return tr("Last");
    case Lowest:
        return tr("Lowest");
    case Highest:
        return tr("Highest");
    case LowestStep:
    case HighestStep:
        return tr("at step");
    case Points:
        return tr("Points");
    default:
        return {};
    }
}

} // namespace cpw::ui
