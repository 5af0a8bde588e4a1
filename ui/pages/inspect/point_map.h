// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/inspect_chart.h"

#include <optional>
#include <vector>

namespace cpw::ui {

/// A point of a plane with a group that colours it; -1: of no named group.
struct MapPoint {
    double x = 0;
    double y = 0;
    int group = -1;
    QString name;
};

/// Points in a plane, coloured by group, with a key of the groups. A click chooses the nearest point, the arrow keys the next one to
/// the left, right, above or below. GUI thread.
class PointMap : public InspectChart {
    Q_OBJECT
public:
    PointMap(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    void setPoints(std::vector<MapPoint> points, const QStringList& groups);
    [[nodiscard]] const std::vector<MapPoint>& points() const { return m_points; }
    /// Titles of both axes, with the share of the variance.
    void setAxes(const QString& horizontal, const QString& vertical);
    void setChosen(int point); ///< -1: none
    [[nodiscard]] int chosen() const { return m_chosen; }
    [[nodiscard]] ShownTable table() const override;
    [[nodiscard]] bool isEmpty() const override { return m_points.empty(); }
    [[nodiscard]] FigureKind kind() const override { return FigureKind::Chart; }
    [[nodiscard]] QString pgfplots(const FigureForm& form) const override;
    [[nodiscard]] QSize sizeHint() const override { return {420, 300}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {220, 160}; }

Q_SIGNALS:
    void pointChosen(int point);

protected:
    void paint(QPainter& painter) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QPointF placeOf(const MapPoint& point) const;
    [[nodiscard]] std::optional<int> nearest(const QPointF& position, double within) const;
    /// The nearest point in a direction of which one of x and y is 0.
    [[nodiscard]] std::optional<int> next(double x, double y) const;
    [[nodiscard]] QColor colorOf(int group) const;
    void paintGroups(QPainter& painter) const;
    void choose(int point);

    std::vector<MapPoint> m_points;
    QStringList m_groups;
    QString m_horizontal, m_vertical;
    double m_left = 0, m_right = 1, m_bottom = 0, m_top = 1;
    int m_chosen = -1;
};

} // namespace cpw::ui
