// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/group_delegate.h"

#include <QPainter>

namespace cpw::ui {
namespace {

constexpr int kMargin = 8;
constexpr int kIconWidth = 22;

} // namespace

void GroupDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    const QString summary = index.data(kSummaryRole).toString();
    const bool hasIcon = !index.data(Qt::DecorationRole).isNull();
    const int title = option.fontMetrics.horizontalAdvance(index.data().toString()) + (hasIcon ? scaled(kIconWidth) : 0);
    const QRect room = option.rect.adjusted(title + 3 * scaled(kMargin), 0, -scaled(kMargin), 0);
    if (summary.isEmpty() || room.width() < 2 * scaled(kMargin))
        return;
    painter->save();
    painter->setFont(fontOf(FontRole::Table));
    painter->setPen(m_theme.tokens().text2);
    painter->drawText(QStyle::visualRect(option.direction, option.rect, room),
                      static_cast<int>(Qt::AlignVCenter | Qt::AlignRight),
                      painter->fontMetrics().elidedText(summary, Qt::ElideRight, room.width()));
    painter->restore();
}

} // namespace cpw::ui
