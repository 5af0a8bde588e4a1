// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/compare_chart.h"

#include "ui/widgets/point_mark.h"

#include <QApplication>
#include <QPointer>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace cpw::ui {
namespace {

constexpr std::size_t kSmoothedAtOnce = 200'000; // points; more take longer than a frame
constexpr std::size_t kManyLines = 12;           // thin lines without smooth edges, which cost most of the drawing
constexpr double kLineWidth = 1.8;
constexpr double kRoom = 0.05; // above and below

XAxis tickerOf(CompareAxis axis) {
    return axis == CompareAxis::Time ? XAxis::Time : axis == CompareAxis::Step || axis == CompareAxis::Rows ? XAxis::Step : XAxis::Epoch;
}

} // namespace

CompareChart::CompareChart(const Theme& theme, ValueStyle style, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_style(style), m_canvas(new PlotCanvas(theme, this)), m_box(new QLabel(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_canvas);
    m_canvas->setAutoAddPlottableToLegend(false);
    m_box->setProperty("kind", QStringLiteral("card"));
    m_box->setTextFormat(Qt::RichText);
    m_box->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_box->setMargin(6);
    m_box->setAutoFillBackground(true);
    m_box->hide();
    connect(m_canvas, &PlotCanvas::cursorPicked, this, [this](double x) {
        std::optional<std::pair<double, std::int64_t>> nearest; // distance, step
        for (const auto& line : m_lines)
            if (const auto point = line.data->near(x, m_axis))
                if (const double distance = std::abs(line.data->x(*point, m_axis) - x); !nearest || distance < nearest->first)
                    nearest = {distance, line.data->curve().steps[*point]};
        if (nearest)
            Q_EMIT stepPicked(nearest->second);
    });
    connect(m_canvas, &PlotCanvas::xZoomed, this, &CompareChart::xZoomed);
    connect(m_canvas, &PlotCanvas::fitRequested, this, &CompareChart::fitRequested);
    // Before the canvas paints the new range.
    connect(m_canvas->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, &CompareChart::fill);
    connect(&theme, &Theme::changed, this, [this] {
        makeGraphs(m_theme.tokens());
        m_canvas->replot(QCustomPlot::rpQueuedReplot);
    });
    makeGraphs(theme.tokens());
}

void CompareChart::setLines(std::vector<CompareLine> lines) {
    m_lines = std::move(lines);
    m_drawn.clear();
    makeGraphs(m_theme.tokens());
    smooth();
    fit();
}

void CompareChart::setXAxis(CompareAxis axis) {
    m_axis = axis;
    m_canvas->setXAxisKind(tickerOf(axis));
    fit();
}

void CompareChart::setSmoothing(double weight) {
    m_smoothing = weight;
    smooth();
}

void CompareChart::smooth() {
    const auto ticket = ++m_smoothTicket;
    if (m_smoothing <= 0) {
        takeSmoothed(std::vector<std::shared_ptr<const SampleColumn>>(m_lines.size()));
        return;
    }
    const auto points = std::accumulate(m_lines.begin(), m_lines.end(), std::size_t{0},
                                        [](std::size_t sum, const auto& line) { return sum + line.data->size(); });
    const auto work = [lines = m_lines, weight = m_smoothing] {
        std::vector<std::shared_ptr<const SampleColumn>> made;
        for (const auto& line : lines)
            made.push_back(smoothed(*line.data, weight));
        return made;
    };
    if (points <= kSmoothedAtOnce) {
        takeSmoothed(work());
        return;
    }
    QThreadPool::globalInstance()->start([this, guard = QPointer<CompareChart>(this), ticket, work] {
        auto answer = std::make_shared<std::vector<std::shared_ptr<const SampleColumn>>>(work());
        QMetaObject::invokeMethod(
            qApp,
            [this, guard, ticket, answer] {
                if (guard && ticket == m_smoothTicket)
                    takeSmoothed(std::move(*answer));
            },
            Qt::QueuedConnection);
    });
}

void CompareChart::takeSmoothed(std::vector<std::shared_ptr<const SampleColumn>> columns) {
    for (std::size_t i = 0; i < m_drawn.size(); ++i)
        m_drawn[i].smoothed = std::move(columns[i]);
    fill();
    placeCursor();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

const SampleColumn& CompareChart::shown(std::size_t line) const {
    return m_drawn[line].smoothed ? *m_drawn[line].smoothed : m_lines[line].data->values();
}

/// The graphs of the lines in the colors of a theme; their points are filled in by fill().
void CompareChart::makeGraphs(const Tokens& tokens) {
    m_canvas->clearGraphs();
    m_canvas->applyColors(tokens);
    m_drawn.resize(m_lines.size());
    const bool isEmpty = std::all_of(m_lines.begin(), m_lines.end(), [](const auto& line) { return line.data->size() == 0; });
    m_canvas->setEmptyText(isEmpty ? m_emptyText : QString());
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto& line = m_lines[i];
        auto& drawn = m_drawn[i];
        drawn.low = drawn.high = nullptr;
        if (!line.data->low().isEmpty()) {
            QColor soft = lookColor(tokens, line.look);
            soft.setAlphaF(0.16F);
            for (QCPGraph** edge : {&drawn.high, &drawn.low}) {
                *edge = m_canvas->addGraph();
                (*edge)->setPen(Qt::NoPen);
                (*edge)->setLayer(QStringLiteral("band"));
            }
            drawn.high->setBrush(soft);
            drawn.high->setChannelFillGraph(drawn.low);
        }
        drawn.line = m_canvas->addGraph();
        drawn.line->setLayer(QStringLiteral("smooth"));
        drawn.line->setName(line.name);
        QPen pen = linePen(tokens, line.look, line.isFaint || m_lines.size() > kManyLines ? 1 : kLineWidth);
        if (QColor color = pen.color(); line.isFaint) {
            color.setAlphaF(0.55F);
            pen.setColor(color);
        }
        drawn.line->setPen(pen);
        drawn.line->setAntialiased(m_lines.size() <= kManyLines);
        if (line.data->size() == 1 || areMarked())
            drawn.line->setScatterStyle(markStyle(line.look.palette, pen.color()));
    }
    fill();
}

/// Few lines are told apart without their colours too.
bool CompareChart::areMarked() const {
    return m_lines.size() > 1 && m_lines.size() <= kManyLines;
}

int CompareChart::columns() const {
    return std::max(80, m_canvas->axisRect()->width());
}

/// The points of the range in sight.
void CompareChart::fill() {
    for (std::size_t i = 0; i < m_drawn.size(); ++i) {
        const auto& line = *m_lines[i].data;
        if (!m_drawn[i].line)
            continue;
        fillGraph(*m_drawn[i].line, line, shown(i));
        if (m_drawn[i].low) {
            fillGraph(*m_drawn[i].low, line, line.low());
            fillGraph(*m_drawn[i].high, line, line.high());
        }
    }
}

void CompareChart::fillGraph(QCPGraph& graph, const LineData& line, const SampleColumn& values) {
    const QCPRange range = m_canvas->xAxis->range();
    const auto points = decimatePoints(
        line.size(), [&](std::size_t i) { return line.x(i, m_axis); }, values, range.lower, range.upper, columns());
    QVector<QCPGraphData> drawn;
    drawn.reserve(static_cast<qsizetype>(points.size()));
    for (const auto& point : points)
        drawn.append(QCPGraphData(point.x, point.y));
    graph.data()->set(drawn, true);
    graph.setScatterSkip(std::max(0, static_cast<int>(points.size()) / kMarksOfLine - 1));
}

void CompareChart::fit() {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const auto& line : m_lines)
        if (line.data->size() > 0) {
            low = std::min(low, line.data->x(0, m_axis));
            high = std::max(high, line.data->x(line.data->size() - 1, m_axis));
        }
    if (!(low <= high))
        return;
    if (low == high)
        low -= 0.5, high += 0.5;
    m_canvas->xAxis->setRange(low, high);
    fitY({low, high});
    fill(); // also when the range is the one there was
    placeCursor();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

/// From all points in the range, not from those that are drawn.
void CompareChart::fitY(const QCPRange& x) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    const auto take = [&](const SampleColumn& values, std::size_t first, std::size_t last) {
        if (const auto extremes = values.extremes(first, last); extremes.lowest) {
            low = std::min(low, values.at(*extremes.lowest));
            high = std::max(high, values.at(*extremes.highest));
        }
    };
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const auto& line = *m_lines[i].data;
        const auto xOf = [&](std::size_t point) { return line.x(point, m_axis); };
        const auto first = lowerBoundOf(line.size(), xOf, x.lower);
        const auto last = lowerBoundOf(line.size(), xOf, std::nextafter(x.upper, std::numeric_limits<double>::infinity()));
        take(shown(i), first, last);
        take(line.low(), first, std::min(last, line.low().size()));
        take(line.high(), first, std::min(last, line.high().size()));
    }
    if (!(low <= high))
        return;
    const double room = high > low ? kRoom * (high - low) : std::max(std::abs(high) * kRoom, 1e-6);
    m_canvas->yAxis->setRange(low - room, high + room);
}

void CompareChart::setXRange(double low, double high) {
    m_canvas->xAxis->setRange(low, high);
    placeCursor();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
}

void CompareChart::setStepCursor(std::optional<std::int64_t> step) {
    m_cursor = step;
    placeCursor();
    m_canvas->layer(QStringLiteral("overlay"))->replot();
}

void CompareChart::placeCursor() {
    std::vector<PlotCanvas::Dot> dots;
    std::vector<std::pair<double, QString>> values;
    std::optional<double> x;
    QString head;
    for (std::size_t i = 0; i < m_lines.size() && m_cursor; ++i) {
        const auto& line = m_lines[i];
        const auto point = line.data->at(*m_cursor);
        if (!point)
            continue;
        const auto& curve = line.data->curve();
        const double here = line.data->x(*point, m_axis);
        if (!x || here > *x) {
            x = here;
            const QString step = countText(curve.steps[*point]);
            head = line.data->hasEpochs() ? tr("Step %1 · epoch %2").arg(step, QString::number(curve.epochs[*point], 'f', 2)) : tr("Step %1").arg(step);
        }
        const QColor color = lookColor(m_theme.tokens(), line.look);
        const double mean = shown(i).at(*point);
        dots.push_back({here, mean, color});
        QString number = valueText(mean, m_style);
        if (const auto half = curve.at(*point).halfInterval)
            number += QStringLiteral(" ± ") + QString::number(*half, 'f', 4);
        values.emplace_back(mean, QStringLiteral("<tr><td><font color='%1'>&#9679;</font> %2&nbsp;&nbsp;</td><td align='right'>%3</td></tr>")
                                      .arg(color.name(), line.name.toHtmlEscaped(), number));
    }
    m_canvas->setStepLine(x, dots);
    fillBox(head, std::move(values));
}

/// The greatest values above.
void CompareChart::fillBox(const QString& head, std::vector<std::pair<double, QString>> values) {
    constexpr std::size_t kMostValues = 12; // more would hide the chart
    m_box->setVisible(!values.empty());
    if (values.empty())
        return;
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    QString text;
    for (std::size_t i = 0; i < std::min(values.size(), kMostValues); ++i)
        text += values[i].second;
    if (values.size() > kMostValues)
        text += QStringLiteral("<tr><td colspan='2'>%1</td></tr>").arg(tr("and %n more below", nullptr, static_cast<int>(values.size() - kMostValues)));
    m_box->setText(QStringLiteral("<b>%1</b><table>%2</table>").arg(head, text));
    m_box->adjustSize();
    placeBox();
}

double CompareChart::xOfCursor() const {
    double x = 0;
    for (const auto& line : m_lines)
        if (const auto point = m_cursor ? line.data->at(*m_cursor) : std::nullopt)
            x = std::max(x, line.data->x(*point, m_axis));
    return x;
}

/// How much of the lines a box would hide: places in it where one of them passes.
int CompareChart::hiddenBy(const QRect& box) const {
    constexpr int kPlaces = 12;
    int hidden = 0;
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        for (int place = 0; place <= kPlaces; ++place) {
            const double x = m_canvas->xAxis->pixelToCoord(box.left() + box.width() * place / kPlaces);
            const auto& line = *m_lines[i].data;
            if (line.size() == 0 || x < line.x(0, m_axis) || x > line.x(line.size() - 1, m_axis))
                continue;
            const double y = m_canvas->yAxis->coordToPixel(shown(i).at(*line.near(x, m_axis)));
            hidden += y >= box.top() && y <= box.bottom() ? 1 : 0;
        }
    return hidden;
}

/// Beside the cursor, at the corner where it hides least of the lines.
void CompareChart::placeBox() {
    const int x = static_cast<int>(m_canvas->xAxis->coordToPixel(xOfCursor()));
    const int top = m_canvas->axisRect()->top() + 4;
    const int bottom = std::max(top, m_canvas->axisRect()->bottom() - 4 - m_box->height());
    std::optional<std::pair<int, QPoint>> best;
    for (const int left : {x + 12, x - 12 - m_box->width()})
        for (const int upper : {bottom, top}) {
            const QRect box(QPoint(left, upper), m_box->size());
            const int outside = std::max(0, box.right() - width()) + std::max(0, -left);
            if (const int cost = hiddenBy(box) + 1000 * outside; !best || cost < best->first)
                best = std::pair(cost, box.topLeft());
        }
    m_box->move(best->second);
}

void CompareChart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fill();
    if (!m_box->isHidden())
        placeBox();
}

} // namespace cpw::ui
