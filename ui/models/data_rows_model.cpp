// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/data_rows_model.h"

#include "ui/text/format.h"

namespace cpw::ui {

void DataRowsModel::setRows(std::vector<std::string> fields, std::vector<api::DataRow> rows) {
    beginResetModel();
    m_fields = std::move(fields);
    m_rows = std::move(rows);
    endResetModel();
}

const api::DataRow* DataRowsModel::rowAt(int row) const {
    return row < 0 || row >= rowCount() ? nullptr : &m_rows[static_cast<std::size_t>(row)];
}

int DataRowsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int DataRowsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || m_fields.empty() ? 0 : static_cast<int>(m_fields.size()) + 2;
}

bool DataRowsModel::isNumber(int column) const {
    return column == 0 || column == columnCount() - 1;
}

QString DataRowsModel::text(const api::DataRow& row, int column) const {
    if (column == 0)
        return countText(static_cast<std::int64_t>(row.row));
    if (column == columnCount() - 1)
        return row.isPositive ? QStringLiteral("1") : QStringLiteral("0");
    return qstr(row.values[static_cast<std::size_t>(column - 1)]);
}

QVariant DataRowsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(m_rows[static_cast<std::size_t>(index.row())], index.column());
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    return {};
}

QVariant DataRowsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Row") : section == columnCount() - 1 ? tr("Label") : qstr(m_fields[static_cast<std::size_t>(section - 1)]);
}

QString DataRowsModel::tabSeparated(const QModelIndexList& rows) const {
    QStringList head;
    for (int column = 0; column < columnCount(); ++column)
        head << headerData(column, Qt::Horizontal).toString();
    QStringList lines{head.join(QLatin1Char('\t'))};
    for (const auto& index : rows) {
        QStringList cells;
        for (int column = 0; column < columnCount(); ++column)
            cells << index.siblingAtColumn(column).data().toString();
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace cpw::ui
