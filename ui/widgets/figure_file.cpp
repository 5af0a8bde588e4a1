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
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

constexpr double kMillimetresPerInch = 25.4;
constexpr double kPointsPerInch = 72;
constexpr double kScreenDotsPerInch = 96;
constexpr double kPngDotsPerInch = 300;
constexpr int kCaptionRoom = 12; // above and below the caption

struct FigureTexts {
    Q_DECLARE_TR_FUNCTIONS(cpw::ui::FigureFile)
};

using Paint = std::function<void(QPainter&, const QRect& area)>;

/// In dots of the screen.
QRect paintedArea(const FigureFile& file) {
    const bool isInPoints = file.pngDotsPerInch > 0 && file.format != ExportFormat::Png;
    return {QPoint(0, 0), isInPoints ? (QSizeF(file.size) * kScreenDotsPerInch / kPointsPerInch).toSize() : file.size};
}

bool writePng(const FigureFile& file, const Paint& paint) {
    QImage image(QSizeF(file.size * file.pngScale).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(file.pngScale, file.pngScale);
    paint(painter, paintedArea(file));
    if (!painter.end())
        return false;
    if (file.pngDotsPerInch > 0) { // after painting: fonts follow what an image says of itself
        image.setDotsPerMeterX(static_cast<int>(std::lround(file.pngDotsPerInch / kMillimetresPerInch * 1000)));
        image.setDotsPerMeterY(image.dotsPerMeterX());
    }
    return image.save(file.path, "PNG");
}

void setUpSvg(QSvgGenerator& generator, const FigureFile& file, const QRect& area, double dotsPerInch) {
    generator.setFileName(file.path);
    generator.setResolution(static_cast<int>(dotsPerInch));
    generator.setSize(area.size());
    generator.setViewBox(area);
    generator.setTitle(file.title);
}

bool writeSvg(const FigureFile& file, const Paint& paint) {
    QSvgGenerator generator;
    const QRect area = paintedArea(file);
    setUpSvg(generator, file, area, kScreenDotsPerInch);
    QPainter painter;
    if (!painter.begin(&generator))
        return false;
    paint(painter, area);
    return painter.end();
}

bool writePdf(const FigureFile& file, const Paint& paint) {
    QFile target(file.path);
    if (!target.open(QIODevice::WriteOnly))
        return false;
    QPdfWriter writer(&target);
    writer.setTitle(file.title);
    writer.setResolution(static_cast<int>(kScreenDotsPerInch));
    const QRect area = paintedArea(file);
    writer.setPageSize(QPageSize(QSizeF(area.size()) * kPointsPerInch / kScreenDotsPerInch, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    paint(painter, area);
    return painter.end() && target.error() == QFileDevice::NoError;
}

} // namespace

QString endingOf(ExportFormat format) {
    switch (format) {
    case ExportFormat::Png: return QStringLiteral("png");
    case ExportFormat::Svg: return QStringLiteral("svg");
    case ExportFormat::Pdf: return QStringLiteral("pdf");
    case ExportFormat::Pgfplots: break;
    }
    return QStringLiteral("tex");
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
    setUpSvg(generator, file, {QPoint(0, 0), file.size}, file.pngDotsPerInch > 0 ? kPointsPerInch : kScreenDotsPerInch);
    QCPPainter painter;
    if (!painter.begin(&generator))
        return false;
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    plot.toPainter(&painter, file.size.width(), file.size.height());
    return painter.end();
}

bool writePainted(const FigureFile& file, const Paint& paint) {
    switch (file.format) {
    case ExportFormat::Png: return writePng(file, paint);
    case ExportFormat::Svg: return writeSvg(file, paint);
    case ExportFormat::Pdf: return writePdf(file, paint);
    case ExportFormat::Pgfplots: break; // is not painted
    }
    return false;
}

bool writeCaptioned(const FigureFile& file, const FigureForm& form, const Paint& paint) {
    return writePainted(file, [&](QPainter& painter, const QRect& dots) {
        const QFont words = fontOf(FontRole::Table);
        const double larger = form.fontPoints / words.pointSizeF();
        const QRect whole(QPoint(0, 0), (QSizeF(dots.size()) / larger).toSize());
        const int captionHeight = form.caption.isEmpty() ? 0 : QFontMetrics(words).boundingRect(whole, Qt::AlignHCenter | Qt::TextWordWrap, form.caption).height() + kCaptionRoom;
        painter.fillRect(dots, Qt::white);
        painter.scale(larger, larger);
        painter.save();
        paint(painter, whole.adjusted(0, 0, 0, -captionHeight));
        painter.restore();
        painter.setFont(words);
        painter.setPen(lightTokens().text);
        painter.drawText(QRect(0, whole.height() - captionHeight, whole.width(), captionHeight), Qt::AlignCenter | Qt::TextWordWrap, form.caption);
    });
}

bool writeText(const QString& path, const QString& text) {
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

QString askPath(QWidget& parent, const QString& words, const QString& name, const QStringList& endings) {
    QStringList kinds;
    for (const auto& ending : endings)
        kinds << QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending);
    QString kind = kinds.front();
    const QString path = QFileDialog::getSaveFileName(&parent, words, name + QLatin1Char('.') + endings.front(), kinds.join(QStringLiteral(";;")), &kind);
    const bool hasEnding = std::any_of(endings.begin(), endings.end(), [&](const QString& ending) { return path.endsWith(QLatin1Char('.') + ending, Qt::CaseInsensitive); });
    return path.isEmpty() || hasEnding ? path : path + QLatin1Char('.') + endings[std::max<qsizetype>(0, kinds.indexOf(kind))];
}

QString savePoints(QWidget& parent, const QString& title, const QString& csv) {
    const QString path = askPath(parent, FigureTexts::tr("Save points"), title, {QStringLiteral("csv")});
    if (path.isEmpty())
        return {};
    if (writeText(path, csv))
        return {};
    return FigureTexts::tr("The points cannot be written to %1. Choose a folder that can be written.").arg(path);
}

QString csvText(QString text) {
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

} // namespace cpw::ui
