// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace cpw::ui {

/// A small line without axes, the newest value with a dot.
class Sparkline : public QWidget {
    Q_OBJECT
public:
    explicit Sparkline(const Theme& theme, QWidget* parent = nullptr);
    void setValues(std::vector<double> values);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    std::vector<double> m_values;
};

} // namespace cpw::ui
