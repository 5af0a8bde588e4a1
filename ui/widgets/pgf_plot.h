// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_cells.h"
#include "ui/widgets/figure_file.h"

#include <QColor>
#include <QPointF>
#include <QString>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace cpw::ui {

struct PgfAxis {
    QString title;
    double low = 0;
    double high = 1;
    std::vector<std::pair<double, QString>> ticks; ///< with their words; empty: numbers where pgfplots likes them
    bool hasGrid = true;
    bool isLog = false;
};

/// A line, points, or both.
struct PgfLine {
    QString name; ///< in the legend; empty: not there
    QColor color;
    int dash = 0;       ///< as of a RunLook
    double width = 1.4; ///< in points; 0: no line
    bool hasMarks = false;
    std::vector<QPointF> points; ///< NaN breaks the line
    std::vector<QPointF> outline; ///< of a soft area below it, all around
    int mark = 0;                    ///< as of paintMark()
    int markEvery = 1;               ///< so many points
    std::optional<double> barShift = {}; ///< bars from 0 to x in the place of a line, so many points above their y
};

/// A chart in the words of pgfplots, the plotting package of LaTeX. Plain value.
struct PgfPlot {
    PgfAxis x;
    PgfAxis y;
    std::vector<PgfLine> lines;
    std::vector<std::pair<QPointF, QString>> notes; ///< words right of a place
    QString legendPlace = QStringLiteral("south east");
    std::size_t reduced = 0; ///< lines that have more points than are written
};

/// With the form's size, font size, legend and caption, which makes it a figure of LaTeX. Numbers have ".", whatever the language.
[[nodiscard]] QString pgfText(const PgfPlot& plot, const FigureForm& form);
/// Words as LaTeX needs them: its own signs masked.
[[nodiscard]] QString latexText(const QString& text);

} // namespace cpw::ui
