// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace cpw::ui {

/// Groups of options: the title, and on the right what the group is set to (kSummaryRole) as far as there is room.
class GroupDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kSummaryRole = Qt::UserRole + 1;

    GroupDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace cpw::ui
