// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plot_marks.h"

#include <algorithm>

namespace cpw::ui {

BandsItem::BandsItem(QCustomPlot* plot) : QCPAbstractItem(plot) {
    setClipToAxisRect(true);
}

void BandsItem::draw(QCPPainter* painter) {
    for (const auto& band : bands)
        drawBand(*painter, band);
    if (dragged)
        drawBand(*painter, *dragged);
}

void BandsItem::drawBand(QCPPainter& painter, const PlotBand& band) const {
    const QRect area = mParentPlot->axisRect()->rect();
    const QCPAxis* x = mParentPlot->xAxis;
    const auto pixel = [&](double value) { return qRound(x->coordToPixel(std::clamp(value, x->range().lower, x->range().upper))); };
    const int from = pixel(std::min(band.low, band.high));
    const int to = pixel(std::max(band.low, band.high));
    if (to == from && band.kind == PlotBand::Kind::Pause)
        return;
    painter.setAntialiasing(false);
    painter.fillRect(QRect(from, area.top(), std::max(to - from, 1), area.height()), band.kind == PlotBand::Kind::Pause ? pauseColor : rangeColor);
}

MarksItem::MarksItem(QCustomPlot* plot, const Theme& theme) : QCPAbstractItem(plot), m_theme(theme) {
    setClipToAxisRect(false);
}

void MarksItem::draw(QCPPainter* painter) {
    const QRect area = mParentPlot->axisRect()->rect();
    const QCPAxis* x = mParentPlot->xAxis;
    painter->setAntialiasing(false);
    for (const auto& line : lines) {
        if (!x->range().contains(line.x))
            continue;
        const int pixel = qRound(x->coordToPixel(line.x));
        QPen pen(m_theme.color(line.tone), 1);
        pen.setDashPattern({2, 3});
        painter->setPen(pen);
        painter->drawLine(QLineF(pixel, area.top(), pixel, area.bottom()));
    }
    painter->setAntialiasing(true);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.color(Tone::Err));
    for (const auto& triangle : triangles) {
        if (!x->range().contains(triangle.x))
            continue;
        const double pixel = x->coordToPixel(triangle.x);
        const double edge = triangle.isTop ? area.top() : area.bottom();
        const double tip = triangle.isTop ? edge + 8 : edge - 8;
        painter->drawPolygon(QPolygonF{QPointF(pixel - 5, edge), QPointF(pixel + 5, edge), QPointF(pixel, tip)});
    }
}

} // namespace cpw::ui
