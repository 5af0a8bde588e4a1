// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/point_mark.h"

#include <QPainter>
#include <QPolygonF>

#include <iterator>

namespace cpw::ui {
namespace {

constexpr double kStyleRadius = 3.5;

struct Mark {
    const char* name; ///< in pgfplots
    const char* options;
    QPolygonF outline; ///< within -1 and 1; empty: a disc
};

const Mark& markOf(int mark) {
    static const Mark kMarks[] = {{"*", "", {}},
                                  {"square*", "", QPolygonF({{-0.9, -0.9}, {0.9, -0.9}, {0.9, 0.9}, {-0.9, 0.9}})},
                                  {"triangle*", "", QPolygonF({{0, -1.1}, {1.1, 0.9}, {-1.1, 0.9}})},
                                  {"diamond*", "", QPolygonF({{0, -1.25}, {1.25, 0}, {0, 1.25}, {-1.25, 0}})},
                                  {"triangle*", "rotate=180", QPolygonF({{0, 1.1}, {1.1, -0.9}, {-1.1, -0.9}})},
                                  {"x", "line width=1pt", QPolygonF({{-1.2, -0.7}, {-0.7, -1.2}, {0, -0.5}, {0.7, -1.2}, {1.2, -0.7}, {0.5, 0},
                                                                      {1.2, 0.7}, {0.7, 1.2}, {0, 0.5}, {-0.7, 1.2}, {-1.2, 0.7}, {-0.5, 0}})},
                                  {"-", "line width=1.5pt", QPolygonF({{-1.4, -0.45}, {1.4, -0.45}, {1.4, 0.45}, {-1.4, 0.45}})},
                                  {"|", "line width=1.5pt", QPolygonF({{-0.45, -1.4}, {0.45, -1.4}, {0.45, 1.4}, {-0.45, 1.4}})}};
    const int count = static_cast<int>(std::size(kMarks));
    return kMarks[(mark % count + count) % count];
}

} // namespace

QPainterPath markPath(int mark, double radius) {
    QPainterPath path;
    const auto& outline = markOf(mark).outline;
    if (outline.isEmpty()) {
        path.addEllipse(QPointF(0, 0), radius, radius);
        return path;
    }
    for (qsizetype i = 0; i < outline.size(); ++i)
        i == 0 ? path.moveTo(outline[i] * radius) : path.lineTo(outline[i] * radius);
    path.closeSubpath();
    return path;
}

void paintMark(QPainter& painter, const QPointF& at, int mark, double radius) {
    if (markOf(mark).outline.isEmpty())
        return painter.drawEllipse(at, radius, radius);
    painter.drawPath(markPath(mark, radius).translated(at));
}

QCPScatterStyle markStyle(int mark, const QColor& color) {
    constexpr double kOwnSize = 6; // at which a path of QCustomPlot is drawn as it is
    return QCPScatterStyle(markPath(mark, kStyleRadius), QPen(Qt::NoPen), QBrush(color), kOwnSize);
}

PgfMark pgfMark(int mark) {
    const auto& of = markOf(mark);
    return {QString::fromLatin1(of.name), QString::fromLatin1(of.options)};
}

} // namespace cpw::ui
