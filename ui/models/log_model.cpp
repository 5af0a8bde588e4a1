// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/log_model.h"

#include "ui/text/format.h"

namespace cpw::ui {

LogModel::LogModel(QObject* parent) : QAbstractListModel(parent) {}

void LogModel::follow(const RunFeed* feed) {
    const std::size_t count = feed ? feed->log().size() : 0;
    if (feed != m_feed || count < m_count) {
        beginResetModel();
        m_feed = feed;
        m_count = count;
        endResetModel();
    } else if (count > m_count) {
        beginInsertRows({}, 0, static_cast<int>(count - m_count) - 1);
        m_count = count;
        endInsertRows();
    }
}

const LogEntry& LogModel::entry(int row) const {
    return m_feed->log()[m_count - 1 - static_cast<std::size_t>(row)];
}

int LogModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_count);
}

QVariant LogModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogEntry& line = entry(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return line.text;
    case KindRole:
        return static_cast<int>(line.kind);
    case IsEventRole:
        return line.isEvent;
    case StepRole:
        return QVariant::fromValue<qlonglong>(line.step);
    case TimeTextRole:
        return clockText(line.time);
    default:
        return {};
    }
}

LogFilterModel::LogFilterModel(QObject* parent) : QSortFilterProxyModel(parent) {}

void LogFilterModel::setKind(LogFilter kind) {
    m_kind = kind;
    invalidateFilter();
}

void LogFilterModel::setText(const QString& text) {
    m_text = text;
    invalidateFilter();
}

void LogFilterModel::setSteps(std::optional<StepRange> steps) {
    m_steps = steps;
    invalidateFilter();
}

bool LogFilterModel::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex line = sourceModel()->index(row, 0, parent);
    if (m_kind == LogFilter::Events && !line.data(LogModel::IsEventRole).toBool())
        return false;
    const auto kind = static_cast<LogKind>(line.data(LogModel::KindRole).toInt());
    if (m_kind == LogFilter::Warnings && kind != LogKind::Warning && kind != LogKind::Error)
        return false;
    if (m_steps && !m_steps->contains(line.data(LogModel::StepRole).toLongLong()))
        return false;
    return m_text.isEmpty() || line.data(Qt::DisplayRole).toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace cpw::ui
