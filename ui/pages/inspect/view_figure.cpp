// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/view_figure.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QWidget>

#include <optional>

namespace cpw::ui {
namespace {

constexpr int kScale = 3;
constexpr int kDotsPerInch = 96;

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

bool draw(QWidget& widget, QPaintDevice& device) {
    QPainter painter;
    if (!painter.begin(&device))
        return false;
    widget.render(&painter, {}, {}, QWidget::DrawWindowBackground);
    drawParts(painter, widget, {}, widget.rect());
    return painter.end();
}

bool drawPdf(QWidget& widget, QSaveFile& file) {
    QPdfWriter writer(&file);
    writer.setResolution(kDotsPerInch);
    writer.setPageMargins({});
    writer.setPageSize(QPageSize(QSizeF(widget.size()) / kDotsPerInch, QPageSize::Inch));
    return draw(widget, writer);
}

bool drawSvg(QWidget& widget, QSaveFile& file) {
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setResolution(kDotsPerInch);
    generator.setSize(widget.size());
    generator.setViewBox(widget.rect());
    return draw(widget, generator);
}

bool drawImage(QWidget& widget, QSaveFile& file) {
    QImage image(widget.size() * kScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kScale);
    image.fill(widget.palette().color(QPalette::Window));
    return draw(widget, image) && image.save(&file, "PNG");
}

} // namespace

bool writeFigure(QWidget& widget, const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const QString ending = path.section(QLatin1Char('.'), -1).toLower();
    const bool isDrawn = ending == QLatin1String("pdf") ? drawPdf(widget, file) : ending == QLatin1String("svg") ? drawSvg(widget, file) : drawImage(widget, file);
    return isDrawn && file.commit();
}

} // namespace cpw::ui
