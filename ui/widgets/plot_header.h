// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace cpw::ui {

/// The row above a chart: title, then swatch, name and value of each line. A click on a line hides or shows it, a double click
/// shows it alone. Painted; owned by its chart.
class PlotHeader : public QWidget {
    Q_OBJECT
public:
    struct Item {
        QString name;
        QString value;
        QString difference; ///< to the second cursor; empty: there is none
        QString slope;      ///< the same a step; left out where the row is too narrow
        QColor color;
        int dash = 0; ///< as of a RunLook
        bool isHidden = false;
        bool operator==(const Item&) const = default;
    };

    PlotHeader(const Theme& theme, QString title, QWidget* parent);

    void setTitle(const QString& title);
    [[nodiscard]] QString title() const { return m_title; }
    void setItems(std::vector<Item> items);
    [[nodiscard]] const std::vector<Item>& items() const { return m_items; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void toggled(int item);
    void soloed(int item);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] int itemAt(const QPoint& position) const;
    [[nodiscard]] QString valueOf(const Item& item) const;
    [[nodiscard]] int fullWidth() const;

    const Theme& m_theme;
    QString m_title;
    std::vector<Item> m_items;
    std::vector<QRect> m_areas;
    bool m_areSlopesShown = true;
};

} // namespace cpw::ui
