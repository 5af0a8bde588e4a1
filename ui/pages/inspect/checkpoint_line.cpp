// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/checkpoint_line.h"

#include "ui/text/format.h"
#include "ui/widgets/pgf_plot.h"
#include "ui/widgets/point_mark.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kLineLeft = 40;
constexpr int kLineRight = 12;
constexpr int kLineTop = 8;
constexpr int kLineBottom = 20;
constexpr double kLineDot = 3.5;

} // namespace

CheckpointLine::CheckpointLine(const Theme& theme, QWidget* parent) : InspectChart(theme, parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("This row over checkpoints"));
}

void CheckpointLine::setPoints(std::vector<api::CheckpointProbability> points, bool isEdited) {
    m_points = std::move(points);
    m_isEdited = isEdited;
    QStringList parts;
    for (const auto& point : m_points)
        parts << tr("step %1: %2").arg(countText(point.step), QString::number(isEdited ? point.edited : point.recorded, 'f', 3));
    setAccessibleDescription(parts.join(QStringLiteral("; ")));
    update();
}

void CheckpointLine::setStep(std::optional<std::int64_t> step) {
    m_step = step;
    update();
}

ShownTable CheckpointLine::table() const {
    ShownTable table{accessibleName(), {tr("Step"), tr("As recorded"), tr("After the edit")}, {}, 4};
    for (const auto& point : m_points)
        table.rows.push_back({QVariant::fromValue<qlonglong>(point.step), point.recorded, m_isEdited ? QVariant(point.edited) : QVariant()});
    return table;
}

QRect CheckpointLine::area() const {
    return ground().adjusted(scaled(kLineLeft), scaled(kLineTop), -kLineRight, -scaled(kLineBottom));
}

double CheckpointLine::xOf(std::int64_t step) const {
    const auto last = static_cast<double>(std::max<std::int64_t>(1, m_points.back().step));
    return area().left() + static_cast<double>(step) / last * area().width();
}

double CheckpointLine::yOf(double probability) const {
    return area().bottom() - probability * area().height();
}

void CheckpointLine::paint(QPainter& painter) const {
    const Tokens& t = tokens();
    painter.setFont(fontOf(FontRole::MonoSmall));
    for (const double level : {0.0, 0.5, 1.0}) {
        const int y = qRound(yOf(level));
        painter.fillRect(area().left(), y, area().width(), 1, t.grid);
        painter.setPen(t.text2);
        painter.drawText(QRect(0, y - 8, scaled(kLineLeft) - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(level, 'f', 2));
    }
    if (m_points.empty())
        return;
    painter.drawText(QRect(area().left(), ground().height() - scaled(kLineBottom) + 2, area().width(), scaled(kLineBottom) - 2),
                     Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("0"));
    painter.drawText(QRect(area().left(), ground().height() - scaled(kLineBottom) + 2, area().width(), scaled(kLineBottom) - 2),
                     Qt::AlignRight | Qt::AlignVCenter, countText(m_points.back().step));
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_step && !isFigure()) {
        painter.setPen(QPen(hasFocus() ? t.accent : t.text, 1));
        painter.drawLine(QPointF(xOf(*m_step), area().top()), QPointF(xOf(*m_step), area().bottom()));
    }
    const auto draw = [&](bool isEdited, const QColor& color) {
        QPolygonF line;
        for (const auto& point : m_points)
            line << QPointF(xOf(point.step), yOf(isEdited ? point.edited : point.recorded));
        painter.setPen(QPen(color, 1.8));
        painter.drawPolyline(line);
        painter.setBrush(color);
        for (const auto& dot : line)
            paintMark(painter, dot, isEdited ? 1 : 0, kLineDot);
        painter.setBrush(Qt::NoBrush);
    };
    draw(false, t.text3);
    if (m_isEdited)
        draw(true, t.accent);
}

ChartKey CheckpointLine::key() const {
    const Tokens& t = tokens();
    ChartKey key{{{tr("as recorded"), t.text3}}};
    if (m_isEdited)
        key.entries.push_back({tr("after the edit"), t.accent});
    return key;
}

QString CheckpointLine::pgfplots(const FigureForm& form) const {
    const Tokens light = lightTokens();
    const double last = m_points.empty() ? 1 : static_cast<double>(std::max<std::int64_t>(1, m_points.back().step));
    PgfPlot plot{{tr("Step"), 0, last, {}}, {tr("Probability"), 0, 1, {}}, {}, {}};
    const auto add = [&](const QString& name, const QColor& color, int dash, auto valueOf) {
        PgfLine line{name, color, dash, 1.4, true, {}, {}};
        line.mark = dash;
        for (const auto& point : m_points)
            line.points.emplace_back(static_cast<double>(point.step), valueOf(point));
        plot.lines.push_back(std::move(line));
    };
    add(tr("as recorded"), light.text3, 0, [](const auto& point) { return point.recorded; });
    if (m_isEdited)
        add(tr("after the edit"), light.accent, 1, [](const auto& point) { return point.edited; });
    return pgfText(plot, form);
}

void CheckpointLine::mousePressEvent(QMouseEvent* event) {
    if (m_points.empty())
        return;
    const auto nearest = std::min_element(m_points.begin(), m_points.end(), [&](const auto& a, const auto& b) {
        return std::abs(xOf(a.step) - event->position().x()) < std::abs(xOf(b.step) - event->position().x());
    });
    Q_EMIT stepChosen(nearest->step);
}

void CheckpointLine::keyPressEvent(QKeyEvent* event) {
    const int by = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (by == 0 || m_points.empty())
        return QWidget::keyPressEvent(event);
    const auto here = std::find_if(m_points.begin(), m_points.end(), [this](const auto& point) { return m_step && point.step >= *m_step; });
    const auto place = here == m_points.end() ? static_cast<std::ptrdiff_t>(m_points.size()) - 1 : here - m_points.begin();
    const auto next = std::clamp<std::ptrdiff_t>(place + by, 0, static_cast<std::ptrdiff_t>(m_points.size()) - 1);
    Q_EMIT stepChosen(m_points[static_cast<std::size_t>(next)].step);
}

} // namespace cpw::ui
