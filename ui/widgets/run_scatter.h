// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/run_chart.h"

#include <optional>
#include <vector>

namespace cpw::ui {

/// What is drawn: three columns of the same length and the runs they are of.
struct ScatterContent {
    RunList runs;
    compare::ValueColumn x;
    compare::ValueColumn y;
    std::optional<compare::ValueColumn> color; ///< none: all alike
};

/// Runs as points over two of their values. A click chooses the nearest run, a drag all inside the box; chosen runs have a ring. Points
/// without one of the values are left out and counted.
class RunScatter : public RunChart {
    Q_OBJECT
public:
    explicit RunScatter(const Theme& theme, QWidget* parent = nullptr);

    void setContent(ScatterContent content);
    [[nodiscard]] const ScatterContent& content() const { return m_content; }
    [[nodiscard]] std::size_t leftOut() const;
    /// Where a run stands in the widget; none: it is left out.
    [[nodiscard]] std::optional<QPointF> placeOf(std::size_t run) const;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString pgfplots(const FigureForm& form) const override;
    /// run, name, x, y, color.
    [[nodiscard]] QString csv(bool isVisibleOnly) const override;

protected:
    void paint(QPainter& painter, const Tokens& tokens, const QRect& area) const override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintAxes(QPainter& painter, const Tokens& tokens, const QRect& graph) const;
    void paintPoints(QPainter& painter, const Tokens& tokens, const QRect& graph) const;
    void paintLegend(QPainter& painter, const Tokens& tokens, const QRect& area) const;
    [[nodiscard]] QColor colorOf(std::size_t run, const Tokens& tokens) const;
    [[nodiscard]] int markOf(std::size_t run) const;
    [[nodiscard]] QRect graphIn(const QRect& area) const;
    [[nodiscard]] std::optional<QPointF> placeIn(std::size_t run, const QRect& graph) const;
    [[nodiscard]] std::optional<std::size_t> nearest(const QPointF& place) const;

    ScatterContent m_content;
    ValueAxis m_x;
    ValueAxis m_y;
    ValueAxis m_color;
    std::optional<QPoint> m_press;
    QRect m_box; ///< being dragged
};

} // namespace cpw::ui
