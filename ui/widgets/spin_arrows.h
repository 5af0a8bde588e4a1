// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QAbstractSpinBox;

namespace cpw::ui {

/// The two arrows inside a spin box that has no buttons of its own, painted from the theme. The box owns them and places them
/// when its size changes.
class SpinArrows : public QWidget {
public:
    SpinArrows(const Theme& theme, QAbstractSpinBox* box);
    void place();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    const Theme& m_theme;
    QAbstractSpinBox& m_box;
};

} // namespace cpw::ui
