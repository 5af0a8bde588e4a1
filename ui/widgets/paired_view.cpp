// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/paired_view.h"

#include "ui/text/format.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kRow = 24;
constexpr int kName = 120;
constexpr int kNumber = 118;

} // namespace

PairedView::PairedView(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setAccessibleName(tr("Differences from the baseline"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PairedView::setRows(std::vector<PairedRow> rows) {
    m_rows = std::move(rows);
    setAccessibleDescription(summary());
    setToolTip(summary());
    updateGeometry();
    update();
}

QString PairedView::summary() const {
    QStringList lines;
    for (const auto& row : m_rows) {
        const auto summary = compare::summaryOf(row.differences);
        if (summary.halfInterval)
            lines << tr("%1: %2 (%3 to %4), n = %5")
                         .arg(row.name, signedText(summary.mean, 4), signedText(summary.mean - *summary.halfInterval, 4),
                              signedText(summary.mean + *summary.halfInterval, 4), QString::number(summary.count));
        else if (summary.count > 0)
            lines << tr("%1: %2, n = %3, too few for an interval").arg(row.name, signedText(summary.mean, 4), QString::number(summary.count));
        else
            lines << tr("%1: no seed in common with the baseline").arg(row.name);
    }
    return lines.join(QLatin1Char('\n'));
}

QSize PairedView::sizeHint() const {
    return {320, scaled(kRow) * static_cast<int>(m_rows.size()) + 22};
}

void PairedView::paintEvent(QPaintEvent*) {
    double low = 0, high = 0;
    for (const auto& row : m_rows) {
        const auto summary = compare::summaryOf(row.differences);
        const double half = summary.halfInterval.value_or(0);
        low = std::min(low, summary.mean - half);
        high = std::max(high, summary.mean + half);
        for (const auto& one : row.differences) {
            low = std::min(low, one.value);
            high = std::max(high, one.value);
        }
    }
    if (!(high > low))
        high = low + 1;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens& t = m_theme.tokens();
    const QRect graph(scaled(kName), 0, width() - scaled(kName) - scaled(kNumber), scaled(kRow) * static_cast<int>(m_rows.size()));
    const double zero = graph.left() + graph.width() * (0 - low) / (high - low);
    painter.setPen(QPen(t.axis, 1));
    painter.drawLine(QPointF(zero, 0), QPointF(zero, graph.bottom()));
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        paintRow(painter, m_rows[i], QRect(0, scaled(kRow) * static_cast<int>(i), width(), scaled(kRow)), low, high);
    painter.setPen(t.text2);
    painter.setFont(fontOf(FontRole::MonoSmall));
    painter.drawText(QRectF(zero - 20, graph.bottom() + 2, 40, 18), Qt::AlignCenter, QStringLiteral("0"));
    for (const double end : {low, high})
        if (std::abs(end) > 0.25 * (high - low)) {
            const double x = graph.left() + graph.width() * (end - low) / (high - low);
            painter.drawText(QRectF(x - 40, graph.bottom() + 2, 80, 18), Qt::AlignCenter, signedText(end, 4));
        }
}

void PairedView::paintRow(QPainter& painter, const PairedRow& row, const QRect& area, double low, double high) const {
    const Tokens& t = m_theme.tokens();
    const int width = area.width() - scaled(kName) - scaled(kNumber);
    const auto x = [&](double value) { return scaled(kName) + width * (value - low) / (high - low); };
    const auto summary = compare::summaryOf(row.differences);
    painter.setFont(fontOf(FontRole::Table));
    painter.setPen(t.text2);
    painter.drawText(QRect(0, area.top(), scaled(kName) - 8, area.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(row.name, Qt::ElideRight, scaled(kName) - 8));
    const QColor color = t.runs.at(static_cast<std::size_t>(row.color));
    QColor soft = color;
    soft.setAlphaF(0.45F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(soft);
    for (const auto& one : row.differences)
        painter.drawEllipse(QPointF(x(one.value), area.top() + 9), 3, 3);
    painter.setPen(QPen(color, 1.8));
    if (summary.halfInterval)
        painter.drawLine(QPointF(x(summary.mean - *summary.halfInterval), area.top() + 17), QPointF(x(summary.mean + *summary.halfInterval), area.top() + 17));
    painter.setPen(t.text);
    painter.setFont(fontOf(FontRole::Mono));
    const QString number = summary.count == 0 ? tr("no pairs") : tr("%1  n = %2").arg(signedText(summary.mean, 4), QString::number(summary.count));
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignRight, number);
}

} // namespace cpw::ui
