// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/parallel_view.h"

#include "ui/text/format.h"
#include "ui/widgets/pgf_plot.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kTop = 34;
constexpr int kBottom = 14;
constexpr int kSide = 70;
constexpr int kGrab = 14;
constexpr int kClick = 4;
constexpr std::size_t kManyRuns = 500; ///< thin lines without smooth edges

} // namespace

ParallelView::ParallelView(const Theme& theme, QWidget* parent) : RunChart(theme, parent) {
    setMinimumSize(200, 120);
    setAccessibleName(tr("Runs as lines over their options and results"));
    setToolTip(tr("Drag along an axis to choose the runs that pass there; click an axis to lift its choice"));
}

void ParallelView::redraw() {
    m_drawn = {};
    update();
}

void ParallelView::setContent(RunList runs, std::vector<compare::ValueColumn> columns) {
    m_runs = std::move(runs);
    m_columns = std::move(columns);
    m_axes.clear();
    for (const auto& column : m_columns)
        m_axes.emplace_back(column);
    std::erase_if(m_brushes, [this](const auto& brush) {
        return std::none_of(m_columns.begin(), m_columns.end(), [&](const auto& column) { return column.key == brush.first; });
    });
    redraw();
}

void ParallelView::setBrush(std::size_t axis, std::optional<compare::ValueColumn::Range> range) {
    if (range)
        m_brushes[m_columns.at(axis).key] = *range;
    else
        m_brushes.erase(m_columns.at(axis).key);
    redraw();
    Q_EMIT runsPicked(m_brushes.empty() ? std::vector<api::RunId>() : passing());
}

bool ParallelView::passes(std::size_t run) const {
    return std::all_of(m_columns.begin(), m_columns.end(), [&](const auto& column) {
        const auto brush = m_brushes.find(column.key);
        if (brush == m_brushes.end())
            return true;
        const double value = column.values[run];
        return value >= brush->second.low && value <= brush->second.high; // NaN passes nothing
    });
}

std::vector<api::RunId> ParallelView::passing() const {
    std::vector<api::RunId> runs;
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        if (passes(i))
            runs.push_back(m_runs[i]->summary.id);
    return runs;
}

double ParallelView::xIn(std::size_t axis, const QSize& size) const {
    const auto gaps = static_cast<double>(std::max<std::size_t>(m_axes.size(), 2) - 1);
    return kSide + (size.width() - 2.0 * kSide) * static_cast<double>(axis) / gaps;
}

double ParallelView::yIn(std::size_t axis, double value, const QSize& size) const {
    return size.height() - kBottom - (size.height() - kTop - kBottom) * m_axes[axis].share(value);
}

double ParallelView::xOf(std::size_t axis) const {
    return xIn(axis, size());
}

double ParallelView::yOf(std::size_t axis, double value) const {
    return yIn(axis, value, size());
}

void ParallelView::paintEvent(QPaintEvent*) {
    if (m_drawn.isNull()) {
        m_drawn = QPixmap(size() * devicePixelRatioF());
        m_drawn.setDevicePixelRatio(devicePixelRatioF());
        QPainter painter(&m_drawn);
        paint(painter, theme().tokens(), rect());
    }
    QPainter(this).drawPixmap(0, 0, m_drawn);
}

void ParallelView::resizeEvent(QResizeEvent*) {
    m_drawn = {};
}

void ParallelView::paint(QPainter& painter, const Tokens& tokens, const QRect& area) const {
    const QSize size = area.size();
    painter.fillRect(QRect(QPoint(0, 0), size), tokens.raised);
    if (m_runs.empty() || m_axes.empty()) {
        painter.setPen(tokens.text3);
        painter.setFont(fontOf(FontRole::Table));
        painter.drawText(QRect(QPoint(0, 0), size), Qt::AlignCenter, m_runs.empty() ? tr("No run fits the filter.") : tr("Choose options or results."));
        return;
    }
    paintLines(painter, tokens, size);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
        paintAxis(painter, tokens, size, axis);
}

/// Runs that pass no brush first, chosen ones last. A value that is missing breaks the line.
void ParallelView::paintLines(QPainter& painter, const Tokens& t, const QSize& size) const {
    painter.setRenderHint(QPainter::Antialiasing, m_runs.size() < kManyRuns);
    QColor usual = t.runs[0], faint = t.text3, chosen = t.runs[1];
    usual.setAlphaF(m_runs.size() < kManyRuns ? 0.55F : 0.25F);
    faint.setAlphaF(m_brushes.empty() ? usual.alphaF() : 0.10F);
    for (const int pass : {0, 1, 2})
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            const bool isThrough = passes(i);
            const bool isChosen = isThrough && chosenRuns().contains(m_runs[i]->summary.id);
            if ((isChosen ? 2 : isThrough ? 1 : 0) != pass)
                continue;
            painter.setPen(pass == 2 ? QPen(chosen, 1.4) : QPen(pass == 1 ? usual : faint, 1));
            for (std::size_t axis = 0; axis + 1 < m_axes.size(); ++axis) {
                const double from = m_columns[axis].values[i], to = m_columns[axis + 1].values[i];
                if (std::isfinite(from) && std::isfinite(to))
                    painter.drawLine(QPointF(xIn(axis, size), yIn(axis, from, size)), QPointF(xIn(axis + 1, size), yIn(axis + 1, to, size)));
            }
        }
}

void ParallelView::paintAxis(QPainter& painter, const Tokens& t, const QSize& size, std::size_t axis) const {
    const double x = xIn(axis, size);
    painter.setPen(QPen(t.axis, 1));
    painter.drawLine(QPointF(x, kTop), QPointF(x, size.height() - kBottom));
    const double room = (size.width() - 2.0 * kSide) / static_cast<double>(std::max<std::size_t>(m_axes.size(), 2) - 1);
    painter.setFont(fontOf(FontRole::ColumnHead));
    painter.setPen(t.text);
    const int width = static_cast<int>(std::min(room, 2.0 * kSide)) - 6;
    painter.drawText(QRectF(x - width / 2.0, 6, width, 18), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(m_axes[axis].name(), Qt::ElideLeft, width));
    if (const auto brush = m_brushes.find(m_columns[axis].key); brush != m_brushes.end()) {
        QColor fill = t.accent;
        painter.setPen(QPen(fill, 1));
        fill.setAlphaF(0.25F);
        painter.setBrush(fill);
        const double top = yIn(axis, brush->second.high, size), bottom = yIn(axis, brush->second.low, size);
        painter.drawRect(QRectF(x - 6, top, 12, bottom - top));
    }
    painter.setFont(fontOf(FontRole::MonoSmall));
    for (const auto& tick : m_axes[axis].ticks(std::max(2, (size.height() - kTop - kBottom) / 40))) {
        if (tick.share < 0 || tick.share > 1)
            continue;
        const double y = size.height() - kBottom - (size.height() - kTop - kBottom) * tick.share;
        const bool isLast = axis + 1 == m_axes.size();
        // The ends tell names apart, "finetune_ctr" and "finetune_with_plm".
        const QString text = painter.fontMetrics().elidedText(tick.text, Qt::ElideMiddle, static_cast<int>(isLast ? kSide - 12 : std::max(kSide - 12.0, room - 30)));
        const QRectF place(x + 6, y - 8, painter.fontMetrics().horizontalAdvance(text) + 4, 16);
        QColor ground = t.raised;
        ground.setAlphaF(0.9F);
        painter.fillRect(place, ground);
        painter.setPen(t.text2);
        painter.drawText(place, Qt::AlignCenter, text);
    }
}

std::optional<std::size_t> ParallelView::axisAt(double x) const {
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
        if (std::abs(xOf(axis) - x) <= kGrab)
            return axis;
    return std::nullopt;
}

void ParallelView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    m_dragged = axisAt(event->position().x());
    m_press = event->pos();
}

void ParallelView::mouseMoveEvent(QMouseEvent* event) {
    if (!m_dragged || std::abs(event->pos().y() - m_press.y()) < kClick)
        return;
    const double height = this->height() - kTop - kBottom;
    const auto valueAt = [&](int y) { return m_axes[*m_dragged].value((this->height() - kBottom - y) / height); };
        const auto [low, high] = std::minmax({valueAt(m_press.y()), valueAt(event->pos().y())});
    m_brushes[m_columns[*m_dragged].key] = {low, high};
    redraw();
}

void ParallelView::mouseReleaseEvent(QMouseEvent* event) {
    const auto axis = std::exchange(m_dragged, std::nullopt);
    if (!axis)
        return;
    if (std::abs(event->pos().y() - m_press.y()) < kClick)
        setBrush(*axis, std::nullopt);
    else
        Q_EMIT runsPicked(passing());
}

QString ParallelView::title() const {
    return tr("Parallel coordinates");
}

/// Every axis goes from 0 to 1 there, with the words of its ticks beside it.
QString ParallelView::pgfplots(const FigureForm& form) const {
    const Tokens tokens = lightTokens();
    PgfPlot plot{{{}, -0.2, static_cast<double>(std::max<std::size_t>(m_axes.size(), 1)) - 0.2, {}}, {{}, 0, 1, {{-1, {}}}, false}, {}, {}};
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
        plot.x.ticks.emplace_back(static_cast<double>(axis), m_axes[axis].name());
        for (const auto& tick : m_axes[axis].ticks(5))
            if (tick.share >= 0 && tick.share <= 1)
                plot.notes.push_back({QPointF(static_cast<double>(axis), tick.share), tick.text});
    }
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        if (!passes(i))
            continue;
        PgfLine line{{}, tokens.runs[chosenRuns().contains(m_runs[i]->summary.id) ? 1 : 0], 0, 0.5, false, {}, {}};
        for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
            line.points.emplace_back(static_cast<double>(axis), m_axes[axis].share(m_columns[axis].values[i]));
        plot.lines.push_back(std::move(line));
    }
    return pgfText(plot, form);
}

QString ParallelView::csv(bool isVisibleOnly) const {
    QString text = QStringLiteral("run,name");
    for (const auto& column : m_columns)
        text += QLatin1Char(',') + csvText(qstr(column.key));
    text += QLatin1Char('\n');
    for (std::size_t i = 0; i < m_runs.size(); ++i) {
        if (isVisibleOnly && !passes(i))
            continue;
        text += csvHead(m_runs[i]->summary);
        for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
            text += csvCell(m_columns[axis], m_axes[axis], i);
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace cpw::ui
