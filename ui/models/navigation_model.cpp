// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/navigation_model.h"

#include <utility>

namespace cpw::ui {

NavigationModel::NavigationModel(QObject* parent) : QAbstractListModel(parent) {}

void NavigationModel::setItems(std::vector<NavigationItem> items) {
    if (items.size() != m_items.size()) {
        beginResetModel();
        m_items = std::move(items);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i] == m_items[i])
            continue;
        m_items[i] = std::move(items[i]);
        const QModelIndex changed = index(static_cast<int>(i));
        Q_EMIT dataChanged(changed, changed);
    }
}

void NavigationModel::setBadge(const QString& id, const QString& badge, Tone tone, bool isPlain) {
    const int row = rowOf(id);
    if (row < 0)
        return;
    auto& item = m_items[static_cast<std::size_t>(row)];
    if (item.badge == badge && item.badgeTone == tone && item.isBadgePlain == isPlain)
        return;
    item.badge = badge;
    item.badgeTone = tone;
    item.isBadgePlain = isPlain;
    Q_EMIT dataChanged(index(row), index(row));
}

int NavigationModel::rowOf(const QString& id) const {
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (m_items[i].id == id)
            return static_cast<int>(i);
    return -1;
}

int NavigationModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant NavigationModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& item = m_items[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return item.text;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return item.badge.isEmpty() ? item.text : QStringLiteral("%1, %2").arg(item.text, item.badge);
    case IdRole:
        return item.id;
    case IconRole:
        return item.icon;
    case DetailRole:
        return item.detail;
    case BadgeRole:
        return item.badge;
    case BadgeToneRole:
        return static_cast<int>(item.badgeTone);
    case IsBadgePlainRole:
        return item.isBadgePlain;
    default:
        return {};
    }
}

} // namespace cpw::ui
