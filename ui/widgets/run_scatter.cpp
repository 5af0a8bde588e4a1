// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/run_scatter.h"

#include "ui/text/format.h"
#include "ui/widgets/pgf_plot.h"
#include "ui/widgets/point_mark.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kLeft = 64;
constexpr int kBottom = 40;
constexpr int kTop = 10;
constexpr int kRight = 16;
constexpr int kLegend = 150;
constexpr int kLegendRow = 18;
constexpr double kNear = 12;
constexpr double kRadius = 4;
constexpr std::size_t kPaletteRuns = 8; ///< further categories are grey
constexpr int kPgfTicks = 12;

/// Of categories all words, as far as there is room; of numbers nothing.
PgfAxis pgfAxisOf(const ValueAxis& axis, const compare::ValueColumn& column) {
    PgfAxis made{axis.name(), axis.value(0), axis.value(1), {}};
    if (!column.isNumber())
        for (const auto& tick : axis.ticks(kPgfTicks))
            made.ticks.emplace_back(axis.value(tick.share), tick.text);
    return made;
}

} // namespace

RunScatter::RunScatter(const Theme& theme, QWidget* parent) : RunChart(theme, parent) {
    setMouseTracking(true);
    setMinimumSize(160, 120);
    setAccessibleName(tr("Runs as points"));
}

void RunScatter::setContent(ScatterContent content) {
    m_content = std::move(content);
    m_x = ValueAxis(m_content.x);
    m_y = ValueAxis(m_content.y);
    m_color = m_content.color ? ValueAxis(*m_content.color) : ValueAxis();
    setAccessibleDescription(tr("%n runs, %1 against %2", nullptr, static_cast<int>(m_content.runs.size() - leftOut())).arg(m_y.name(), m_x.name()));
    update();
}

std::size_t RunScatter::leftOut() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < m_content.runs.size(); ++i)
        count += std::isfinite(m_content.x.values[i]) && std::isfinite(m_content.y.values[i]) ? 0 : 1;
    return count;
}

QRect RunScatter::graphIn(const QRect& area) const {
    return area.adjusted(kLeft, kTop, -kRight - (m_content.color ? kLegend : 0), -kBottom);
}

std::optional<QPointF> RunScatter::placeIn(std::size_t run, const QRect& graph) const {
    const double x = m_content.x.values[run], y = m_content.y.values[run];
    if (!std::isfinite(x) || !std::isfinite(y))
        return std::nullopt;
    return QPointF(graph.left() + graph.width() * m_x.share(x), graph.bottom() - graph.height() * m_y.share(y));
}

std::optional<QPointF> RunScatter::placeOf(std::size_t run) const {
    return placeIn(run, graphIn(rect()));
}

QColor RunScatter::colorOf(std::size_t run, const Tokens& t) const {
    if (!m_content.color)
        return t.runs[0];
    const double value = m_content.color->values[run];
    if (std::isnan(value))
        return t.text3;
    if (m_content.color->isNumber())
        return blend(t.accentSoft, t.accent, std::clamp(m_color.share(value), 0.0, 1.0));
    const auto category = static_cast<std::size_t>(value);
    return category < kPaletteRuns ? t.runs.at(category) : t.text3;
}

/// Of its category, like the colour.
int RunScatter::markOf(std::size_t run) const {
    if (!m_content.color || m_content.color->isNumber() || std::isnan(m_content.color->values[run]))
        return 0;
    const auto category = static_cast<std::size_t>(m_content.color->values[run]);
    return category < kPaletteRuns ? static_cast<int>(category) : 0;
}

void RunScatter::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, theme().tokens(), rect());
    if (m_box.isValid()) {
        QColor fill = theme().tokens().accent;
        painter.setPen(QPen(fill, 1));
        fill.setAlphaF(0.12F);
        painter.setBrush(fill);
        painter.drawRect(m_box);
    }
}

void RunScatter::paint(QPainter& painter, const Tokens& tokens, const QRect& area) const {
    painter.fillRect(area, tokens.raised);
    if (m_content.runs.size() == leftOut()) {
        painter.setPen(tokens.text3);
        painter.setFont(fontOf(FontRole::Table));
        painter.drawText(area, Qt::AlignCenter, m_content.runs.empty() ? tr("No run fits the filter.") : tr("No run has both values."));
        return;
    }
    const QRect graph = graphIn(area);
    paintAxes(painter, tokens, graph);
    paintPoints(painter, tokens, graph);
    if (m_content.color)
        paintLegend(painter, tokens, QRect(graph.right() + 16, area.top() + kTop, kLegend, area.height() - 2 * kTop));
}

void RunScatter::paintAxes(QPainter& painter, const Tokens& t, const QRect& graph) const {
    painter.setFont(fontOf(FontRole::MonoSmall));
    for (const auto& tick : m_x.ticks(graph.width() / 90)) {
        const double x = graph.left() + graph.width() * tick.share;
        painter.setPen(QPen(t.grid, 1));
        painter.drawLine(QPointF(x, graph.top()), QPointF(x, graph.bottom()));
        painter.setPen(t.text2);
        painter.drawText(QRectF(x - 60, graph.bottom() + 4, 120, 16), Qt::AlignHCenter | Qt::AlignTop,
                         painter.fontMetrics().elidedText(tick.text, Qt::ElideMiddle, 86));
    }
    for (const auto& tick : m_y.ticks(graph.height() / 32)) {
        const double y = graph.bottom() - graph.height() * tick.share;
        painter.setPen(QPen(t.grid, 1));
        painter.drawLine(QPointF(graph.left(), y), QPointF(graph.right(), y));
        painter.setPen(t.text2);
        painter.drawText(QRectF(graph.left() - kLeft, y - 8, kLeft - 6, 16), Qt::AlignRight | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(tick.text, Qt::ElideMiddle, kLeft - 8));
    }
    painter.setPen(QPen(t.axis, 1));
    painter.drawLine(graph.bottomLeft(), graph.bottomRight());
    painter.drawLine(graph.bottomLeft(), graph.topLeft());
    painter.setFont(fontOf(FontRole::Table));
    painter.setPen(t.text);
    painter.drawText(QRect(graph.left(), graph.bottom() + 20, graph.width(), 18), Qt::AlignRight | Qt::AlignVCenter, m_x.name());
    painter.drawText(QRect(graph.left() + 6, graph.top() - 2, graph.width(), 18), Qt::AlignLeft | Qt::AlignVCenter, m_y.name());
}

void RunScatter::paintPoints(QPainter& painter, const Tokens& t, const QRect& graph) const {
    for (const bool isChosenPass : {false, true})
        for (std::size_t i = 0; i < m_content.runs.size(); ++i) {
            if (chosenRuns().contains(m_content.runs[i]->summary.id) != isChosenPass)
                continue;
            const auto place = placeIn(i, graph);
            if (!place)
                continue;
            QColor color = colorOf(i, t);
            painter.setPen(isChosenPass ? QPen(t.text, 1.6) : QPen(Qt::NoPen));
            color.setAlphaF(isChosenPass || chosenRuns().empty() ? 0.85F : 0.45F);
            painter.setBrush(color);
            paintMark(painter, *place, markOf(i), isChosenPass ? kRadius + 1 : kRadius);
        }
}

void RunScatter::paintLegend(QPainter& painter, const Tokens& t, const QRect& area) const {
    painter.setFont(fontOf(FontRole::Table));
    painter.setPen(t.text);
    const auto line = [&](int row) { return QRect(area.left(), area.top() + row * kLegendRow, area.width() - 8, kLegendRow); };
    painter.drawText(line(0), Qt::AlignVCenter, painter.fontMetrics().elidedText(m_color.name(), Qt::ElideMiddle, area.width() - 8));
    if (m_content.color->isNumber()) {
        const QRect bar = line(1).adjusted(0, 4, -20, -4);
        QLinearGradient gradient(bar.topLeft(), bar.topRight());
        gradient.setColorAt(0, t.accentSoft);
        gradient.setColorAt(1, t.accent);
        painter.fillRect(bar, gradient);
        const auto range = m_content.color->range();
        painter.setPen(t.text2);
        painter.drawText(line(2).adjusted(0, 0, -20, 0), Qt::AlignLeft, m_color.text(range.low));
        painter.drawText(line(2).adjusted(0, 0, -20, 0), Qt::AlignRight, m_color.text(range.high));
        return;
    }
    const auto& categories = m_content.color->categories;
    for (std::size_t i = 0; i < std::min(categories.size(), kPaletteRuns); ++i) {
        const QRect row = line(static_cast<int>(i) + 1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.runs.at(i));
        paintMark(painter, QPointF(row.left() + 5, row.center().y()), static_cast<int>(i), kRadius);
        painter.setPen(t.text2);
        painter.drawText(row.adjusted(14, 0, 0, 0), Qt::AlignVCenter, painter.fontMetrics().elidedText(qstr(categories[i]), Qt::ElideRight, row.width() - 14));
    }
    if (categories.size() > kPaletteRuns)
        painter.drawText(line(static_cast<int>(kPaletteRuns) + 1), Qt::AlignVCenter,
                         tr("%n more in grey", nullptr, static_cast<int>(categories.size() - kPaletteRuns)));
}

std::optional<std::size_t> RunScatter::nearest(const QPointF& to) const {
    std::optional<std::size_t> found;
    double best = kNear * kNear;
    for (std::size_t i = 0; i < m_content.runs.size(); ++i)
        if (const auto place = placeOf(i)) {
            const QPointF off = *place - to;
            if (const double distance = QPointF::dotProduct(off, off); distance < best) {
                best = distance;
                found = i;
            }
        }
    return found;
}

void RunScatter::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        m_press = event->pos();
}

void RunScatter::mouseMoveEvent(QMouseEvent* event) {
    if (!m_press)
        return;
    m_box = QRect(*m_press, event->pos()).normalized();
    update();
}

void RunScatter::mouseReleaseEvent(QMouseEvent* event) {
    const auto press = std::exchange(m_press, std::nullopt);
    if (!press)
        return;
    const QRect box = QRect(*press, event->pos()).normalized();
    m_box = {};
    update();
    std::vector<api::RunId> picked;
    if (box.width() > 4 && box.height() > 4) {
        for (std::size_t i = 0; i < m_content.runs.size(); ++i)
            if (const auto place = placeOf(i); place && QRectF(box).contains(*place))
                picked.push_back(m_content.runs[i]->summary.id);
    } else if (const auto one = nearest(event->position())) {
        picked.push_back(m_content.runs[*one]->summary.id);
    }
    Q_EMIT runsPicked(picked);
}

bool RunScatter::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto run = nearest(help->pos())) {
        const auto& summary = m_content.runs[*run]->summary;
        QStringList lines{tr("%1  %2", "run, name").arg(qstr(api::toText(summary.id)), qstr(summary.name)),
                          m_x.name() + QStringLiteral(": ") + m_x.text(m_content.x.values[*run]),
                          m_y.name() + QStringLiteral(": ") + m_y.text(m_content.y.values[*run])};
        if (m_content.color)
            lines << m_color.name() + QStringLiteral(": ") + m_color.text(m_content.color->values[*run]);
        QToolTip::showText(help->globalPos(), lines.join(QLatin1Char('\n')), this);
    } else {
        QToolTip::hideText();
    }
    return true;
}

QString RunScatter::title() const {
    return tr("%1 against %2").arg(m_y.name(), m_x.name());
}

/// A line of points for each colour: categories with their name in the legend, numbers each with a colour of its own.
QString RunScatter::pgfplots(const FigureForm& form) const {
    const Tokens tokens = lightTokens();
    PgfPlot plot{pgfAxisOf(m_x, m_content.x), pgfAxisOf(m_y, m_content.y), {}, {}};
    std::map<QString, std::size_t> places; // of the lines, by color and name
    for (std::size_t i = 0; i < m_content.runs.size(); ++i) {
        const double x = m_content.x.values[i], y = m_content.y.values[i];
        if (!std::isfinite(x) || !std::isfinite(y))
            continue;
        const QColor color = colorOf(i, tokens);
        const bool isNamed = m_content.color && !m_content.color->isNumber() && !std::isnan(m_content.color->values[i]);
        const QString name = isNamed ? m_color.text(m_content.color->values[i]) : QString();
        const auto [place, isNew] = places.try_emplace(color.name() + name, plot.lines.size());
        if (isNew)
            plot.lines.push_back({.name = name, .color = color, .width = 0, .hasMarks = true, .points = {}, .outline = {}, .mark = markOf(i)});
        plot.lines[place->second].points.emplace_back(x, y);
    }
    return pgfText(plot, form);
}

QString RunScatter::csv(bool) const {
    QString text = QStringLiteral("run,name,%1,%2%3\n").arg(csvText(qstr(m_content.x.key)), csvText(qstr(m_content.y.key)),
                                                            m_content.color ? QLatin1Char(',') + csvText(qstr(m_content.color->key)) : QString());
    for (std::size_t i = 0; i < m_content.runs.size(); ++i)
        text += csvHead(m_content.runs[i]->summary) + csvCell(m_content.x, m_x, i) + csvCell(m_content.y, m_y, i) +
                (m_content.color ? csvCell(*m_content.color, m_color, i) : QString()) + QLatin1Char('\n');
    return text;
}

} // namespace cpw::ui
