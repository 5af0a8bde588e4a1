// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/chart_table_model.h"

#include <utility>

namespace cpw::ui {

void ChartTableModel::setContent(TableContent content) {
    beginResetModel();
    m_content = std::move(content);
    endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_content.rows.size());
}

int ChartTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_content.heads.size());
}

QVariant ChartTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QString text = m_content.rows[static_cast<std::size_t>(index.row())].value(index.column());
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text;
    return role == Qt::TextAlignmentRole ? QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft))) : QVariant();
}

/// What stands first in it is one.
bool ChartTableModel::isNumber(int column) const {
    for (const auto& row : m_content.rows)
        if (QString text = row.value(column); !text.isEmpty()) {
            bool isNumber = false;
            (void)text.remove(QLatin1Char(',')).toDouble(&isNumber);
            return isNumber;
        }
    return true;
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft)));
    return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(m_content.heads.value(section)) : QVariant();
}

} // namespace cpw::ui
