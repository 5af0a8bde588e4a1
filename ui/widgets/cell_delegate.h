// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace cpw::ui {

/// Cells of plain tables: a hairline below, room at the sides, numbers (what stands on the right) in mono. Words that are too long are
/// cut where `elide` says: in the middle where their ends tell them apart.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    CellDelegate(const Theme& theme, QObject* parent, Qt::TextElideMode elide = Qt::ElideRight)
        : QStyledItemDelegate(parent), m_theme(theme), m_elide(elide) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    /// Ground, hairline and selection; gives the area that is left for the content.
    QRect paintGround(QPainter& painter, const QStyleOptionViewItem& option) const;
    void paintText(QPainter& painter, const QRect& area, const QString& text, Qt::Alignment alignment, const QFont& font, const QColor& color) const;
    void paintFocus(QPainter& painter, const QStyleOptionViewItem& option) const;

    const Theme& m_theme;

private:
    Qt::TextElideMode m_elide;
};

} // namespace cpw::ui
