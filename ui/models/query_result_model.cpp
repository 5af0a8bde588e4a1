// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/query_result_model.h"

#include "ui/text/format.h"

#include <algorithm>
#include <iterator>

namespace cpw::ui {
namespace {

using Kind = api::QueryCell::Kind;

QByteArray quoted(const std::string& value) {
    if (value.find_first_of(",\"\r\n") == std::string::npos)
        return QByteArray::fromStdString(value);
    auto text = QByteArray::fromStdString(value);
    return '"' + text.replace('"', "\"\"") + '"';
}

} // namespace

void QueryResultModel::clear() {
    beginResetModel();
    m_columns.clear();
    m_rows.clear();
    m_shown = 0;
    endResetModel();
}

void QueryResultModel::append(api::QueryRows rows) {
    if (m_columns.isEmpty() && !rows.columns.empty()) {
        beginInsertColumns({}, 0, static_cast<int>(rows.columns.size()) - 1);
        for (const auto& name : rows.columns)
            m_columns << qstr(name);
        endInsertColumns();
    }
    m_rows.insert(m_rows.end(), std::make_move_iterator(rows.rows.begin()), std::make_move_iterator(rows.rows.end()));
    if (m_shown < kPage)
        fetchMore({});
}

bool QueryResultModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && !m_isFetching && m_shown < allRows();
}

void QueryResultModel::fetchMore(const QModelIndex& parent) {
    const int more = std::min(kPage, allRows() - m_shown);
    if (parent.isValid() || more <= 0 || m_isFetching)
        return;
    m_isFetching = true; // who is told of new rows may ask for more meanwhile
    beginInsertRows({}, m_shown, m_shown + more - 1);
    m_shown += more;
    endInsertRows();
    m_isFetching = false;
}

const api::QueryCell& QueryResultModel::cell(int row, int column) const {
    return m_rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
}

QByteArray QueryResultModel::csv() const {
    QByteArray text;
    for (int column = 0; column < m_columns.size(); ++column)
        text += (column ? "," : "") + quoted(m_columns.at(column).toStdString());
    text += '\n';
    for (const auto& row : m_rows) {
        for (std::size_t column = 0; column < row.size(); ++column)
            text += (column ? "," : "") + quoted(row[column].text);
        text += '\n';
    }
    return text;
}

QString QueryResultModel::tabbed(const std::vector<int>& rows) const {
    QString text = m_columns.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (const int row : rows) {
        QStringList values;
        for (int column = 0; column < m_columns.size(); ++column) // a tab or a line end inside would move what follows
            values << qstr(cell(row, column).text).replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
        text += values.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
    return text;
}

int QueryResultModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_shown;
}

int QueryResultModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant QueryResultModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& value = cell(index.row(), index.column());
    const bool isNumber = value.kind == Kind::Integer || value.kind == Kind::Real;
    switch (role) {
    case Qt::DisplayRole:
        return value.kind == Kind::Null ? QStringLiteral("NULL") : qstr(value.text);
    case Qt::ToolTipRole:
        return qstr(value.text);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft)));
    default:
        return {};
    }
}

QVariant QueryResultModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    if (role == Qt::TextAlignmentRole) // above its values, as far as the first row tells
        return m_shown > 0 ? index(0, section).data(role) : QVariant(Qt::AlignVCenter | Qt::AlignLeft);
    return role == Qt::DisplayRole ? QVariant(m_columns.at(section)) : QVariant();
}

} // namespace cpw::ui
