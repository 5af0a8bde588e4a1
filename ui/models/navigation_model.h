// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractListModel>
#include <QString>

#include <vector>

namespace cpw::ui {

/// One line of the sidebar.
struct NavigationItem {
    QString id; ///< "live", or "r-0412" in the queue
    QString icon;
    QString text;
    QString detail; ///< second line, queue only
    QString badge;
    Tone badgeTone = Tone::Accent;
    bool isBadgePlain = false; ///< a count, without ground
    bool operator==(const NavigationItem&) const = default;
};

/// Pages or queued runs for the sidebar. Changed items are told one by one, so that the selection stays.
class NavigationModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, IconRole, DetailRole, BadgeRole, BadgeToneRole, IsBadgePlainRole };

    explicit NavigationModel(QObject* parent = nullptr);

    void setItems(std::vector<NavigationItem> items);
    void setBadge(const QString& id, const QString& badge, Tone tone, bool isPlain = false);
    [[nodiscard]] int rowOf(const QString& id) const; ///< -1: unknown

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<NavigationItem> m_items;
};

} // namespace cpw::ui
