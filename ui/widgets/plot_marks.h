// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/plot_canvas.h"

namespace cpw::ui {

/// Draws stretches of x behind the curves as one item. Owned by its plot.
class BandsItem : public QCPAbstractItem {
    Q_OBJECT
public:
    explicit BandsItem(QCustomPlot* plot);

    std::vector<PlotBand> bands;
    std::optional<PlotBand> dragged; ///< while the mouse selects
    QColor rangeColor, pauseColor;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }

protected:
    void draw(QCPPainter* painter) override;

private:
    void drawBand(QCPPainter& painter, const PlotBand& band) const;
};

/// Draws all event lines and triangles of a chart as one item. Owned by its plot.
class MarksItem : public QCPAbstractItem {
    Q_OBJECT
public:
    MarksItem(QCustomPlot* plot, const Theme& theme);

    std::vector<PlotLine> lines;
    std::vector<PlotTriangle> triangles;

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }

protected:
    void draw(QCPPainter* painter) override;

private:
    const Theme& m_theme;
};

} // namespace cpw::ui
