// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/cell_layout.h"
#include "ui/pages/inspect/inspect_chart.h"

#include <vector>

namespace cpw::ui {

/// Numbers by row and column as they are drawn.
struct CellNumbers {
    enum class Scale {
        Rising,   ///< from 0, page to accent
        AroundZero, ///< below: first run colour; above: second
    };
    QStringList rows;
    QStringList columns;
    std::vector<float> values; ///< [rows, columns]
    Scale scale = Scale::Rising;
    int digits = 2;
};

/// A map of numbers, with the numbers in the cells where they fit. A click or the arrow keys choose a cell. GUI thread.
class CellMap : public InspectChart {
    Q_OBJECT
public:
    CellMap(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    void setNumbers(CellNumbers numbers);
    [[nodiscard]] const CellNumbers& numbers() const { return m_numbers; }
    void setChosen(CellPlace place);
    [[nodiscard]] CellPlace chosen() const { return m_chosen; }
    /// "layer 2, P1: 0.42".
    [[nodiscard]] QString chosenText() const;
    /// The same numbers to read and to write.
    [[nodiscard]] ShownTable table() const override;
    [[nodiscard]] bool isEmpty() const override { return m_numbers.values.empty(); }
    [[nodiscard]] ChartKey key() const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {140, 70}; }

Q_SIGNALS:
    void cellChosen(int row, int column);

protected:
    void paint(QPainter& painter) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] CellLayout cells() const;
    [[nodiscard]] int titleWidth() const;
    [[nodiscard]] double most() const;
    [[nodiscard]] std::size_t index(CellPlace place) const { return static_cast<std::size_t>(place.row * m_numbers.columns.size() + place.column); }
    [[nodiscard]] QColor shade(float value, double most) const;
    void choose(CellPlace place);

    CellNumbers m_numbers;
    CellPlace m_chosen;
};

} // namespace cpw::ui
