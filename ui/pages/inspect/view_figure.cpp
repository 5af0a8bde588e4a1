// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/view_figure.h"

#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QWidget>

namespace cpw::ui {
namespace {

constexpr int kScale = 3;
constexpr int kDotsPerInch = 96;

bool draw(QWidget& widget, QPaintDevice& device) {
    QPainter painter;
    if (!painter.begin(&device))
        return false;
    widget.render(&painter, {}, {}, QWidget::DrawWindowBackground | QWidget::DrawChildren);
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
