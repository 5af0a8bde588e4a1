// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/view_figure.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QWidget>

#include <algorithm>
#include <optional>

namespace cpw::ui {
namespace {

/// What a control says, where that belongs to the picture; none: it is no control.
std::optional<QString> wordsOf(const QWidget& widget) {
    if (const auto* box = qobject_cast<const QComboBox*>(&widget))
        return box->currentText();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->isCheckable() && button->isChecked() ? button->text() : QString();
    if (qobject_cast<const QLineEdit*>(&widget) || qobject_cast<const QAbstractSpinBox*>(&widget) || qobject_cast<const QAbstractSlider*>(&widget))
        return QString();
    return std::nullopt;
}

void drawParts(QPainter& painter, QWidget& widget, const QPoint& place, const QRect& seen);

/// A part at this place and what is on it, cut to what is seen of it.
void drawPart(QPainter& painter, QWidget& widget, const QPoint& place, const QRect& seen) {
    const QRect area = seen.intersected(QRect(place, widget.size()));
    if (area.isEmpty())
        return;
    painter.save();
    painter.setClipRect(area);
    if (const auto words = wordsOf(widget)) {
        painter.setFont(widget.font());
        painter.setPen(widget.palette().color(QPalette::WindowText));
        painter.drawText(QRect(place, widget.size()), Qt::AlignVCenter | Qt::AlignLeft, *words);
        return painter.restore();
    }
    widget.render(&painter, place, QRegion(), QWidget::RenderFlags());
    painter.restore();
    drawParts(painter, widget, place, area);
}

void drawParts(QPainter& painter, QWidget& widget, const QPoint& place, const QRect& seen) {
    for (QObject* child : widget.children())
        if (auto* part = qobject_cast<QWidget*>(child); part && !part->isHidden() && !part->isWindow())
            drawPart(painter, *part, place + part->pos(), seen);
}

} // namespace

bool ViewFigure::exportImage(const QString& path, ExportFormat format, const FigureForm& form) {
    return writeCaptioned(figureFile(path, format, m_title, form), form, [this](QPainter& painter, const QRect& area) {
        const double scale = std::min(static_cast<double>(area.width()) / m_view.width(), static_cast<double>(area.height()) / m_view.height());
        painter.translate((area.width() - scale * m_view.width()) / 2, (area.height() - scale * m_view.height()) / 2);
        painter.scale(scale, scale);
        m_view.render(&painter, {}, {}, QWidget::DrawWindowBackground);
        drawParts(painter, m_view, {}, m_view.rect());
    });
}

} // namespace cpw::ui
