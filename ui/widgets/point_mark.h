// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <QColor>
#include <QPainterPath>
#include <QPointF>
#include <QString>

class QPainter;

namespace cpw::ui {

// Marks that stand for the colours of the run palette where there is no colour: a print in grey, eyes that see it otherwise.

inline constexpr int kMarksOfLine = 10; ///< about

/// Disc, square, triangle, diamond, triangle downwards, cross, bar, upright bar; from the ninth on the first ones again. About 0.
[[nodiscard]] QPainterPath markPath(int mark, double radius);
/// With the pen and the brush that are set.
void paintMark(QPainter& painter, const QPointF& at, int mark, double radius);
[[nodiscard]] QCPScatterStyle markStyle(int mark, const QColor& color);
/// Of LaTeX: "square*"; what turns it is among its options.
struct PgfMark {
    QString name;
    QString options;
};
[[nodiscard]] PgfMark pgfMark(int mark);

} // namespace cpw::ui
