// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QSize>
#include <QString>
#include <QStringList>

#include <functional>

class QCustomPlot;
class QPainter;
class QWidget;

namespace cpw::ui {

/// Pgfplots: lines of LaTeX, a file that is typeset with the paper.
enum class ExportFormat { Png, Svg, Pdf, Pgfplots };
[[nodiscard]] QString endingOf(ExportFormat format);

/// Size and words of a written figure.
struct FigureForm {
    double widthMillimetres = 160;
    double heightMillimetres = 90;
    int fontPoints = 9;
    QString caption = {};
    bool hasLegend = true;
};

/// Where an image goes and how big it is: in dots of the screen, of which a PNG has `pngScale` in each; SVG and PDF of a figure in points.
struct FigureFile {
    QString path;
    ExportFormat format = ExportFormat::Png;
    QString title;
    QSize size;
    double pngScale = 2;
    int pngDotsPerInch = 0; ///< written into the file; 0: not
};
/// With the size of the form: 300 dots an inch, or points of 1/72 inch.
[[nodiscard]] FigureFile figureFile(const QString& path, ExportFormat format, const QString& title, const FigureForm& form);

/// False: the file cannot be written.
[[nodiscard]] bool writePlot(QCustomPlot& plot, const FigureFile& file);
/// Painted in dots of the screen, on this area: fonts have the room beside their lines that they have there.
[[nodiscard]] bool writePainted(const FigureFile& file, const std::function<void(QPainter&, const QRect& area)>& paint);
/// The same on white, with the form's caption below what is painted into the area. Everything painted is as much larger than on the
/// screen as the form's font is than that of tables.
[[nodiscard]] bool writeCaptioned(const FigureFile& file, const FigureForm& form, const std::function<void(QPainter&, const QRect& area)>& paint);

/// Whole or not at all. False: the file cannot be written.
[[nodiscard]] bool writeText(const QString& path, const QString& text);
/// Asks where a file of one of these endings is to be written; a name without one gets that of the chosen kind. Empty: nowhere.
[[nodiscard]] QString askPath(QWidget& parent, const QString& words, const QString& name, const QStringList& endings);
/// Asks where points are to be written and writes them. Gives what went wrong; empty: nothing.
[[nodiscard]] QString savePoints(QWidget& parent, const QString& title, const QString& csv);
/// A text for a cell of a CSV file: in quotes.
[[nodiscard]] QString csvText(QString text);

} // namespace cpw::ui
