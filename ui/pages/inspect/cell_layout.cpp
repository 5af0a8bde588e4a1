// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/cell_layout.h"

#include <QPainter>

#include <algorithm>

namespace cpw::ui {

CellLayout::CellLayout(const QRect& area, int rows, int columns, int gap) : m_area(area), m_rows(rows), m_columns(columns), m_gap(gap) {}

QRect CellLayout::cell(CellPlace place) const {
    if (isEmpty())
        return {};
    const double width = static_cast<double>(m_area.width()) / m_columns;
    const double height = static_cast<double>(m_area.height()) / m_rows;
    const QRectF area(m_area.left() + place.column * width, m_area.top() + place.row * height, width, height);
    return area.toRect().adjusted(0, 0, -m_gap, -m_gap);
}

std::optional<CellPlace> CellLayout::at(const QPoint& position) const {
    if (isEmpty() || !m_area.contains(position))
        return std::nullopt;
    const auto place = [](int at, int size, int count) { return std::clamp(static_cast<int>(static_cast<double>(at) * count / size), 0, count - 1); };
    return CellPlace{place(position.y() - m_area.top(), m_area.height(), m_rows), place(position.x() - m_area.left(), m_area.width(), m_columns)};
}

std::optional<CellPlace> CellLayout::moved(CellPlace from, int key) const {
    if (isEmpty())
        return std::nullopt;
    switch (key) {
    case Qt::Key_Left:
        --from.column;
        break;
    case Qt::Key_Right:
        ++from.column;
        break;
    case Qt::Key_Up:
        --from.row;
        break;
    case Qt::Key_Down:
        ++from.row;
        break;
    case Qt::Key_Home:
        from.column = 0;
        break;
    case Qt::Key_End:
        from.column = m_columns - 1;
        break;
    default:
        return std::nullopt;
    }
    return CellPlace{std::clamp(from.row, 0, m_rows - 1), std::clamp(from.column, 0, m_columns - 1)};
}

void CellLayout::drawRowTitles(QPainter& painter, const QStringList& titles, int width) const {
    const int height = painter.fontMetrics().height() - 3;
    int free = m_area.top() - height;
    for (int row = 0; row < std::min<int>(m_rows, static_cast<int>(titles.size())); ++row) {
        const QRect line = cell({row, 0});
        if (line.center().y() - height / 2 < free)
            continue;
        free = line.center().y() + height / 2;
        painter.drawText(QRect(m_area.left() - width, line.center().y() - height, width - 6, 2 * height), Qt::AlignRight | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(titles[row], Qt::ElideRight, width - 6));
    }
}

void CellLayout::drawColumnTitles(QPainter& painter, const QStringList& titles, int top, int height) const {
    int free = m_area.left() - 1000;
    for (int column = 0; column < std::min<int>(m_columns, static_cast<int>(titles.size())); ++column) {
        const int middle = cell({0, column}).center().x();
        const int half = painter.fontMetrics().horizontalAdvance(titles[column]) / 2 + 2;
        if (middle - half < free)
            continue;
        free = middle + half;
        painter.drawText(QRect(middle - half, top, 2 * half, height), Qt::AlignCenter, titles[column]);
    }
}

void paintMinus(QPainter& painter, const QRect& cell, const QColor& color) {
    constexpr int kLeast = 10, kMost = 8; // of a cell, and of the sign
    if (cell.width() < kLeast || cell.height() < kLeast)
        return;
    const int width = std::min(kMost, cell.width() / 2);
    painter.fillRect(QRect(cell.center().x() - width / 2, cell.center().y(), width, 1), color);
}

QStringList numberTitles(int count, const QString& prefix) {
    QStringList titles;
    for (int i = 0; i < count; ++i)
        titles << prefix + QString::number(i + 1);
    return titles;
}

} // namespace cpw::ui
