// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figure_file.h"

#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <QCoreApplication>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>

namespace cpw::ui {
namespace {

constexpr double kMillimetresPerInch = 25.4;
constexpr double kPointsPerInch = 72;
constexpr double kScreenDotsPerInch = 96;
constexpr double kPngDotsPerInch = 300;

struct FigureTexts {
    Q_DECLARE_TR_FUNCTIONS(cpw::ui::FigureFile)
};

void setUpSvg(QSvgGenerator& generator, const FigureFile& file) {
    generator.setFileName(file.path);
    if (file.pngDotsPerInch > 0) // a figure in points; else in dots of the screen
        generator.setResolution(static_cast<int>(kPointsPerInch));
    generator.setSize(file.size);
    generator.setViewBox(QRect(QPoint(0, 0), file.size));
    generator.setTitle(file.title);
}

bool writePng(const FigureFile& file, const std::function<void(QPainter&)>& paint) {
    QImage image(QSizeF(file.size * file.pngScale).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    if (file.pngDotsPerInch > 0) {
        image.setDotsPerMeterX(static_cast<int>(std::lround(file.pngDotsPerInch / kMillimetresPerInch * 1000)));
        image.setDotsPerMeterY(image.dotsPerMeterX());
    }
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(file.pngScale, file.pngScale);
    paint(painter);
    return painter.end() && image.save(file.path, "PNG");
}

bool writeSvg(const FigureFile& file, const std::function<void(QPainter&)>& paint) {
    QSvgGenerator generator;
    setUpSvg(generator, file);
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    paint(painter);
    return painter.end();
}

bool writePdf(const FigureFile& file, const std::function<void(QPainter&)>& paint) {
    QFile target(file.path);
    if (!target.open(QIODevice::WriteOnly))
        return false;
    QPdfWriter writer(&target);
    writer.setTitle(file.title);
    writer.setResolution(static_cast<int>(kPointsPerInch));
    writer.setPageSize(QPageSize(QSizeF(file.size), QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    paint(painter);
    return painter.end() && target.error() == QFileDevice::NoError;
}

} // namespace

QString endingOf(ExportFormat format) {
    return format == ExportFormat::Png ? QStringLiteral("png") : format == ExportFormat::Svg ? QStringLiteral("svg") : QStringLiteral("pdf");
}

FigureFile figureFile(const QString& path, ExportFormat format, const QString& title, const FigureForm& form) {
    const double dotsPerInch = format == ExportFormat::Png ? kScreenDotsPerInch : kPointsPerInch;
    const auto dots = [&](double millimetres) { return static_cast<int>(std::lround(millimetres / kMillimetresPerInch * dotsPerInch)); };
    return {path, format, title, {dots(form.widthMillimetres), dots(form.heightMillimetres)}, kPngDotsPerInch / kScreenDotsPerInch,
            static_cast<int>(kPngDotsPerInch)};
}

bool writePlot(QCustomPlot& plot, const FigureFile& file) {
    if (file.format == ExportFormat::Png)
        return plot.savePng(file.path, file.size.width(), file.size.height(), file.pngScale, -1, file.pngDotsPerInch > 0 ? file.pngDotsPerInch : 96);
    if (file.format == ExportFormat::Pdf)
        return plot.savePdf(file.path, file.size.width(), file.size.height(), QCP::epNoCosmetic, QString(), file.title);
    QSvgGenerator generator;
    setUpSvg(generator, file);
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, file.size.width(), file.size.height());
    return painter.end();
}

bool writePainted(const FigureFile& file, const std::function<void(QPainter&)>& paint) {
    switch (file.format) {
    case ExportFormat::Png: return writePng(file, paint);
    case ExportFormat::Svg: return writeSvg(file, paint);
    case ExportFormat::Pdf: return writePdf(file, paint);
    }
    return false;
}

bool writeCaptioned(const FigureFile& file, const FigureForm& form, const std::function<void(QPainter&, const QRect&)>& paint) {
    return writePainted(file, [&](QPainter& painter) {
        const QRect whole(QPoint(0, 0), file.size);
        const int caption = form.caption.isEmpty() ? 0 : 3 * form.fontPoints;
        painter.fillRect(whole, Qt::white);
        paint(painter, whole.adjusted(0, 0, 0, -caption));
        QFont words = fontOf(FontRole::Table);
        words.setPointSize(form.fontPoints);
        painter.setFont(words);
        painter.setPen(lightTokens().text);
        painter.drawText(QRect(0, file.size.height() - caption, file.size.width(), caption), Qt::AlignCenter | Qt::TextWordWrap, form.caption);
    });
}

QString savePoints(QWidget& parent, const QString& title, const QString& csv) {
    const QString path = QFileDialog::getSaveFileName(&parent, FigureTexts::tr("Save points"), title + QStringLiteral(".csv"), QStringLiteral("CSV (*.csv)"));
    if (path.isEmpty())
        return {};
    QFile file(path);
    const QByteArray bytes = csv.toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size())
        return {};
    return FigureTexts::tr("The points cannot be written to %1: %2.").arg(path, file.errorString());
}

QString csvText(QString text) {
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

} // namespace cpw::ui
