// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/run_chart.h"

#include <QPixmap>

#include <map>
#include <optional>
#include <vector>

namespace cpw::ui {

/// Runs as lines over several upright axes, one for each option or result. A drag along an axis keeps the runs that pass through that
/// stretch (a brush); a click beside it lifts the brush. What passes every brush is told as chosen. GUI thread; never asks the store.
class ParallelView : public RunChart {
    Q_OBJECT
public:
    explicit ParallelView(const Theme& theme, QWidget* parent = nullptr);

    /// Brushes of keys that are still shown stay.
    void setContent(RunList runs, std::vector<compare::ValueColumn> columns);
    /// Of one axis, in its values; none: lifted.
    void setBrush(std::size_t axis, std::optional<compare::ValueColumn::Range> range);
    [[nodiscard]] const std::vector<compare::ValueColumn>& columns() const { return m_columns; }
    [[nodiscard]] const RunList& runs() const { return m_runs; }
    [[nodiscard]] std::vector<api::RunId> passing() const;
    /// Pixels of an axis and of a value on it.
    [[nodiscard]] double xOf(std::size_t axis) const;
    [[nodiscard]] double yOf(std::size_t axis, double value) const;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString pgfplots(const FigureForm& form) const override;
    /// run, name, then a value for each axis.
    [[nodiscard]] QString csv(bool isVisibleOnly) const override;

protected:
    void paint(QPainter& painter, const Tokens& tokens, const QRect& area) const override;
    void redraw() override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void paintLines(QPainter& painter, const Tokens& tokens, const QSize& size) const;
    void paintAxis(QPainter& painter, const Tokens& tokens, const QSize& size, std::size_t axis) const;
    [[nodiscard]] double xIn(std::size_t axis, const QSize& size) const;
    [[nodiscard]] double yIn(std::size_t axis, double value, const QSize& size) const;
    [[nodiscard]] bool passes(std::size_t run) const;
    [[nodiscard]] std::optional<std::size_t> axisAt(double x) const;

    RunList m_runs;
    std::vector<compare::ValueColumn> m_columns;
    std::vector<ValueAxis> m_axes;
    std::map<std::string, compare::ValueColumn::Range> m_brushes; ///< by key
    QPixmap m_drawn; ///< as it is; null: to be painted again
    std::optional<std::size_t> m_dragged;
    QPoint m_press;
};

} // namespace cpw::ui
