// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sparkline.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace cpw::ui {

Sparkline::Sparkline(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setFixedHeight(scaled(22));
    setAccessibleName(tr("Throughput, newest values"));
}

void Sparkline::setValues(std::vector<double> values) {
    if (values == m_values)
        return;
    m_values = std::move(values);
    update();
}

void Sparkline::paintEvent(QPaintEvent*) {
    if (m_values.size() < 2)
        return;
    // From zero, so that small changes look small.
    const double high = *std::max_element(m_values.begin(), m_values.end()) * 1.1;
    QPolygonF line;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const double x = 1 + (width() - 6.0) * static_cast<double>(i) / static_cast<double>(m_values.size() - 1);
        line << QPointF(x, height() - 3 - (height() - 6) * (high > 0 ? m_values[i] / high : 0));
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = m_theme.tokens().runs[0];
    painter.setPen(QPen(color, 1));
    painter.drawPolyline(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(line.last(), 2, 2);
}

} // namespace cpw::ui
