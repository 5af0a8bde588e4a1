// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/event_table_model.h"

#include "ui/text/format.h"

namespace cpw::ui {

EventTableModel::EventTableModel(QObject* parent) : QAbstractTableModel(parent) {}

void EventTableModel::follow(const RunFeed* feed) {
    const bool isSame = feed && feed->flags().size() == m_flags.size() &&
                        (m_flags.empty() ||
                         (feed->flags().back().step == m_flags.back().step && feed->flags().back().text == m_flags.back().text));
    if (isSame || (!feed && m_flags.empty()))
        return;
    beginResetModel();
    m_flags = feed ? feed->flags() : std::vector<RunFlag>();
    endResetModel();
}

int EventTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_flags.size());
}

int EventTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EventTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunFlag& flag = m_flags[m_flags.size() - 1 - static_cast<std::size_t>(index.row())];
    if (role == StepRole)
        return QVariant::fromValue<qlonglong>(flag.step);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter | (index.column() == Step ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole)
        return flag.text;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Step:
        return countText(flag.step);
    case Time:
        return clockText(flag.time);
    case Event:
        return flag.text.isEmpty() ? flag.label : flag.text;
    default:
        return {};
    }
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Step:
        return tr("Step");
    case Time:
        return tr("Time");
    case Event:
        return tr("Event");
    default:
        return {};
    }
}

} // namespace cpw::ui
