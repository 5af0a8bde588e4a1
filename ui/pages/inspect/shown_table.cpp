// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/shown_table.h"

#include "ui/text/format.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

bool isFraction(const QVariant& value) {
    return value.typeId() == QMetaType::Double || value.typeId() == QMetaType::Float;
}

bool isCount(const QVariant& value) {
    return value.typeId() == QMetaType::LongLong || value.typeId() == QMetaType::Int || value.typeId() == QMetaType::ULongLong;
}

QString cellText(const QVariant& value) {
    if (isFraction(value))
        return QString::number(value.toDouble(), 'g', 9);
    QString text = value.toString();
    if (!text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('\n')))
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

QJsonValue jsonValue(const QVariant& value) {
    if (!value.isValid() || (isFraction(value) && !std::isfinite(value.toDouble())))
        return QJsonValue::Null;
    return isFraction(value) ? QJsonValue(value.toDouble()) : isCount(value) ? QJsonValue(value.toLongLong()) : QJsonValue(value.toString());
}

/// A name that stands twice gets its number: "change", "change 2".
QStringList distinctNames(const QStringList& columns) {
    QStringList names;
    for (const auto& column : columns) {
        QString name = column;
        for (int number = 2; names.contains(name); ++number)
            name = QStringLiteral("%1 %2").arg(column).arg(number);
        names << name;
    }
    return names;
}

} // namespace

QString csvOf(const std::vector<ShownTable>& tables) {
    QStringList lines;
    for (const auto& table : tables) {
        if (!lines.isEmpty())
            lines << QString();
        lines << QStringLiteral("# ") + table.title;
        QStringList head;
        for (const auto& column : table.columns)
            head << cellText(column);
        lines << head.join(QLatin1Char(','));
        for (const auto& row : table.rows) {
            QStringList cells;
            for (const auto& value : row)
                cells << cellText(value);
            lines << cells.join(QLatin1Char(','));
        }
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QByteArray jsonOf(const std::vector<ShownTable>& tables) {
    QJsonObject all;
    for (const auto& table : tables) {
        const QStringList names = distinctNames(table.columns);
        QJsonArray rows;
        for (const auto& row : table.rows) {
            QJsonObject cells;
            for (qsizetype column = 0; column < std::min(row.size(), table.columns.size()); ++column)
                cells[names[column]] = jsonValue(row[column]);
            rows.append(cells);
        }
        all[table.title] = rows;
    }
    return QJsonDocument(all).toJson();
}

void ShownTableModel::setTable(ShownTable table) {
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int ShownTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int ShownTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

bool ShownTableModel::isNumber(int column) const {
    for (const auto& row : m_table.rows)
        if (column < row.size() && row[column].isValid())
            return isFraction(row[column]) || isCount(row[column]);
    return true;
}

QVariant ShownTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& row = m_table.rows[static_cast<std::size_t>(index.row())];
    const QVariant value = index.column() < row.size() ? row[index.column()] : QVariant();
    if (role == SortRole)
        return value;
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    return !value.isValid() ? QStringLiteral("-") : isFraction(value) ? QString::number(value.toDouble(), 'f', m_table.digits)
                                                  : isCount(value)    ? countText(value.toLongLong())
                                                                      : value.toString();
}

QVariant ShownTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    return role == Qt::DisplayRole ? QVariant(m_table.columns[section]) : QVariant();
}

} // namespace cpw::ui
