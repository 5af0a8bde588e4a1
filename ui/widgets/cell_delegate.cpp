// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/cell_delegate.h"

#include <QPainter>

namespace cpw::ui {

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    const QRect area = paintGround(*painter, option);
    const auto alignment = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const bool isNumber = alignment & Qt::AlignRight;
    QFont font = fontOf(isNumber ? FontRole::Mono : FontRole::Table);
    if (const QVariant wanted = index.data(Qt::FontRole); wanted.isValid() && wanted.value<QFont>().bold())
        font.setWeight(QFont::DemiBold);
    paintText(*painter, area, index.data().toString(), alignment, font, m_theme.tokens().text);
    paintFocus(*painter, option);
    painter->restore();
}

QRect CellDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option) const {
    const Tokens& t = m_theme.tokens();
    if (option.state & QStyle::State_Selected)
        painter.fillRect(option.rect, t.selection);
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.grid);
    return option.rect.adjusted(8, 0, -8, 0);
}

void CellDelegate::paintText(QPainter& painter, const QRect& area, const QString& text, Qt::Alignment alignment, const QFont& font,
                             const QColor& color) const {
    painter.setFont(font);
    painter.setPen(color);
    painter.drawText(area, static_cast<int>(alignment), QFontMetrics(font).elidedText(text.simplified(), m_elide, area.width()));
}

void CellDelegate::paintFocus(QPainter& painter, const QStyleOptionViewItem& option) const {
    if (!(option.state & QStyle::State_HasFocus) || !(option.state & QStyle::State_Active))
        return;
    // Filled, as half of a line's width is beside the cell and would stay there.
    const QRect cell = option.rect.adjusted(0, 0, 0, -1);
    for (const QRect& edge : {QRect(cell.topLeft(), QSize(cell.width(), 1)), QRect(cell.bottomLeft(), QSize(cell.width(), 1)),
                              QRect(cell.topLeft(), QSize(1, cell.height())), QRect(cell.topRight(), QSize(1, cell.height()))})
        painter.fillRect(edge, m_theme.tokens().accent);
}

} // namespace cpw::ui
