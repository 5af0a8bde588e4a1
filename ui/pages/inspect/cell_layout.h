// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QRect>
#include <QStringList>

#include <optional>

class QPainter;

namespace cpw::ui {

/// A cell of a painted map, counted from 0.
struct CellPlace {
    int row = 0;
    int column = 0;
    bool operator==(const CellPlace&) const = default;
};

/// Where the cells of a painted map of rows by columns lie in an area: the one geometry that painting, clicks and arrow keys of the
/// Inspect page's maps share. A value; made anew for each size.
class CellLayout {
public:
    /// `gap` pixels stay free right of and below each cell.
    CellLayout(const QRect& area, int rows, int columns, int gap = 1);

    [[nodiscard]] bool isEmpty() const { return m_rows <= 0 || m_columns <= 0; }
    [[nodiscard]] QRect cell(CellPlace place) const;
    [[nodiscard]] std::optional<CellPlace> at(const QPoint& position) const;
    /// The place that an arrow key leads to, clamped to the map; none: not an arrow key.
    [[nodiscard]] std::optional<CellPlace> moved(CellPlace from, int key) const;
    /// Titles left of the rows, right-aligned in `width`; those that would overlap are left out.
    void drawRowTitles(QPainter& painter, const QStringList& titles, int width) const;
    /// Titles centred over the columns from `top` on; those that would overlap are left out.
    void drawColumnTitles(QPainter& painter, const QStringList& titles, int top, int height) const;

private:
    QRect m_area;
    int m_rows;
    int m_columns;
    int m_gap;
};

/// A minus in a cell that says below or above by its colour alone; nothing where it has no room.
void paintMinus(QPainter& painter, const QRect& cell, const QColor& color);

/// "1", "2", ... as titles.
[[nodiscard]] QStringList numberTitles(int count, const QString& prefix = {});

} // namespace cpw::ui
