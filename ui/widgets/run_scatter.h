// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/known_run.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/value_axis.h"

#include <QWidget>

#include <optional>
#include <set>
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
/// without one of the values are left out and counted. GUI thread; never asks the store.
class RunScatter : public QWidget, public Figure {
    Q_OBJECT
public:
    explicit RunScatter(const Theme& theme, QWidget* parent = nullptr);

    void setContent(ScatterContent content);
    void setChosen(std::set<api::RunId> runs);
    [[nodiscard]] const ScatterContent& content() const { return m_content; }
    [[nodiscard]] std::size_t leftOut() const;
    /// Where a run stands in the widget; none: it is left out.
    [[nodiscard]] std::optional<QPointF> placeOf(std::size_t run) const;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] bool exportImage(const QString& path, ExportFormat format, const FigureForm& form) override;
    /// run, name, x, y, color.
    [[nodiscard]] QString csv(bool isVisibleOnly) const override;

Q_SIGNALS:
    void runsPicked(const std::vector<cpw::api::RunId>& runs);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paint(QPainter& painter, const Tokens& tokens, const QRect& area) const;
    void paintAxes(QPainter& painter, const Tokens& tokens, const QRect& graph) const;
    void paintPoints(QPainter& painter, const Tokens& tokens, const QRect& graph) const;
    void paintLegend(QPainter& painter, const Tokens& tokens, const QRect& area) const;
    [[nodiscard]] QColor colorOf(std::size_t run, const Tokens& tokens) const;
    [[nodiscard]] QRect graphIn(const QRect& area) const;
    [[nodiscard]] std::optional<QPointF> placeIn(std::size_t run, const QRect& graph) const;
    [[nodiscard]] std::optional<std::size_t> nearest(const QPointF& place) const;

    const Theme& m_theme;
    ScatterContent m_content;
    ValueAxis m_x;
    ValueAxis m_y;
    ValueAxis m_color;
    std::set<api::RunId> m_chosen;
    std::optional<QPoint> m_press;
    QRect m_box; ///< being dragged
};

} // namespace cpw::ui
