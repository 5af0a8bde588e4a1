// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/metric_plot.h"

#include <QApplication>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kRedrawMilliseconds = 40;           // 25 redraws a second
constexpr int kUnfocusedRedrawMilliseconds = 200; // 5 redraws a second
constexpr double kWidePen = 1.8;
constexpr std::size_t kMarkersBelow = 60; // points
constexpr std::size_t kSmoothedAtOnce = 100'000; // points in one turn of the event loop: some milliseconds
constexpr float kFaintOpacity = 0.4F;
constexpr float kRawOpacity = 0.28F;
constexpr double kBreak = std::numeric_limits<double>::quiet_NaN(); // what a logarithm has no place for

Tone toneOf(FlagKind kind) {
    switch (kind) {
    case FlagKind::ValueChanged:
        return Tone::Accent;
    case FlagKind::BestCheckpoint:
        return Tone::Ok;
    case FlagKind::Warning:
        return Tone::Warn;
    case FlagKind::Failed:
    case FlagKind::NotFinite:
        return Tone::Err;
    case FlagKind::Checkpoint:
    case FlagKind::Paused:
    case FlagKind::Resumed:
        return Tone::Text3;
    }
    return Tone::Text3;
}

QVector<qreal> dashPattern(int dash) {
    return dash == 1 ? QVector<qreal>{4, 3} : QVector<qreal>{1, 2};
}

/// With its sign, in the digits of the values beside it.
QString differenceText(double difference, ValueStyle style) {
    if (style == ValueStyle::Auc && std::isfinite(difference))
        return signedText(difference, 5);
    return (difference < 0 ? QStringLiteral("-") : QStringLiteral("+")) + valueText(std::abs(difference), style);
}

/// Of any size, in two digits.
QString slopeText(double value) {
    return (value < 0 ? QStringLiteral("-") : QStringLiteral("+")) + valueText(std::abs(value), ValueStyle::Rate);
}

} // namespace

MetricPlot::MetricPlot(const Theme& theme, Options options, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_options(std::move(options)), m_header(new PlotHeader(theme, m_options.title, this)),
      m_canvas(new PlotCanvas(theme, this)), m_isLog(m_options.isLog) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 6, 1, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_canvas, 1);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(m_options.title);
    m_canvas->setAutoAddPlottableToLegend(false); // of a figure; the header is the legend here
    m_canvas->setXLabelsShown(m_options.areXLabelsShown);
    m_canvas->setLogY(m_isLog);
    m_canvas->setEmptyText(m_options.emptyText);
    m_redrawTimer.setSingleShot(true);
    connect(&m_redrawTimer, &QTimer::timeout, this, &MetricPlot::refreshNow);
    connect(&theme, &Theme::changed, this, [this] {
        m_canvas->applyColors(m_theme.tokens());
        refreshNow();
    });
    connect(m_canvas, &PlotCanvas::cursorPicked, this, [this](double x) {
        setFocus(Qt::MouseFocusReason);
        if (const Curve* line = leadCurve())
            Q_EMIT stepPicked(line->stepNear(x, m_axis));
    });
    connect(m_canvas, &PlotCanvas::secondPicked, this, [this](double x) {
        setFocus(Qt::MouseFocusReason);
        if (const Curve* line = leadCurve(); line && !line->isEmpty())
            Q_EMIT secondPicked(line->stepNear(x, m_axis));
    });
    connect(m_canvas, &PlotCanvas::rangePicked, this, [this](double low, double high) {
        setFocus(Qt::MouseFocusReason);
        const Curve* line = leadCurve();
        if (line && !line->isEmpty())
            Q_EMIT rangePicked(line->stepNear(low, m_axis), line->stepNear(high, m_axis));
    });
    m_canvas->setContextMenuPolicy(Qt::CustomContextMenu); // QCustomPlot lets no event of the mouse through to its parent
    connect(m_canvas, &QWidget::customContextMenuRequested, this, [this](const QPoint& place) { showMenu(m_canvas->mapToGlobal(place)); });
    connect(m_canvas, &PlotCanvas::xZoomed, this, &MetricPlot::xZoomed);
    connect(m_canvas, &PlotCanvas::yZoomed, this, [this] { m_isYFixed = true; });
    connect(m_canvas, &PlotCanvas::fitRequested, this, &MetricPlot::fitRequested);
    connect(m_header, &PlotHeader::toggled, this, [this](int line) {
        auto& shown = *m_lines[static_cast<std::size_t>(line)];
        shown.isHidden = !shown.isHidden;
        refreshNow();
    });
    connect(m_header, &PlotHeader::soloed, this, &MetricPlot::soloLine);
}

void MetricPlot::setTitle(const QString& title) {
    m_header->setTitle(title);
    setAccessibleName(title);
}

void MetricPlot::setSeries(std::vector<PlotSeries> series) {
    m_series = std::move(series);
    m_canvas->clearGraphs();
    m_lines.clear();
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        auto line = std::make_unique<Line>();
        line->raw = m_canvas->addGraph();
        line->raw->setLayer(QStringLiteral("raw"));
        line->smooth = m_canvas->addGraph();
        line->smooth->setLayer(QStringLiteral("smooth"));
        for (QCPGraph* graph : {line->raw, line->smooth})
            graph->setAdaptiveSampling(false); // decimated already
        m_lines.push_back(std::move(line));
    }
    m_isYFixed = false;
    refreshSoon();
}

void MetricPlot::setEmptyText(const QString& text) {
    m_options.emptyText = text;
}

void MetricPlot::setFlags(std::vector<RunFlag> flags) {
    m_flags = std::move(flags);
    refreshSoon();
}

void MetricPlot::setBand(std::optional<QCPRange> steps, const QString& label) {
    m_band = steps;
    m_canvas->setBand(steps, label);
}

void MetricPlot::setPauses(std::vector<PlotBand> pauses) {
    m_pauses = std::move(pauses);
    refreshSoon();
}

void MetricPlot::setStepRange(std::optional<StepRange> range) {
    m_range = range;
    refreshSoon();
}

/// The curve that says where steps are.
const Curve* MetricPlot::leadCurve() const {
    return m_timeline ? m_timeline : (m_series.empty() ? nullptr : m_series.front().curve);
}

void MetricPlot::drawBands() {
    auto bands = m_pauses;
    if (m_range)
        bands.push_back({PlotBand::Kind::Range, xOfStep(m_range->first), xOfStep(m_range->last)});
    m_canvas->setBands(std::move(bands));
}

void MetricPlot::setXAxis(XAxis axis) {
    m_axis = axis;
    m_canvas->setXAxisKind(axis);
    refreshSoon();
}

void MetricPlot::setXRange(double low, double high) {
    if (m_canvas->xAxis->range() == QCPRange(low, high))
        return;
    m_canvas->xAxis->setRange(low, high);
    refreshSoon();
}

void MetricPlot::setSmoothing(double weight) {
    m_smoothing = weight;
    refreshSoon();
}

void MetricPlot::setLogY(bool isLog) {
    m_isLog = isLog;
    m_isYFixed = false;
    m_canvas->setLogY(isLog);
    refreshSoon();
}

void MetricPlot::setStepCursor(std::optional<std::int64_t> step) {
    m_cursor = step;
    updateHeader();
    placeCursor();
    m_canvas->layer(QStringLiteral("overlay"))->replot();
}

void MetricPlot::setSecondCursor(std::optional<std::int64_t> step) {
    if (m_second == step)
        return;
    m_second = step;
    updateHeader();
    placeCursor();
    m_canvas->layer(QStringLiteral("overlay"))->replot();
}

void MetricPlot::fitY() {
    m_isYFixed = false;
    refreshSoon();
}

void MetricPlot::refreshSoon() {
    if (!isVisible() || m_redrawTimer.isActive())
        return;
    m_redrawTimer.start(isActiveWindow() ? kRedrawMilliseconds : kUnfocusedRedrawMilliseconds);
}

QColor MetricPlot::colorOf(const PlotSeries& series) const {
    const Tokens& tokens = m_exportTokens ? *m_exportTokens : m_theme.tokens();
    QColor color = tokens.runs[static_cast<std::size_t>(series.color) % tokens.runs.size()];
    if (series.isFaint)
        color.setAlphaF(kFaintOpacity);
    return color;
}

bool MetricPlot::isSmoothShown(std::size_t index) const {
    return m_series[index].isSmoothed && m_smoothing > 0 && m_series[index].curve && m_series[index].curve->size() > 2;
}

void MetricPlot::styleLine(std::size_t index) {
    const auto& series = m_series[index];
    Line& line = *m_lines[index];
    const QColor color = colorOf(series);
    const bool isSmoothed = isSmoothShown(index);
    QColor rawColor = color;
    if (isSmoothed)
        rawColor.setAlphaF(rawColor.alphaF() * kRawOpacity);
    const bool isWide = !series.isSmoothed;
    QPen rawPen(rawColor, isWide ? kWidePen : 1.0);
    if (series.dash > 0)
        rawPen.setDashPattern(dashPattern(series.dash));
    line.raw->setPen(rawPen);
    QPen smoothPen(color, kWidePen);
    if (series.dash > 0)
        smoothPen.setDashPattern(dashPattern(series.dash));
    line.smooth->setPen(smoothPen);
    const bool hasDots = series.hasMarkers && series.curve && series.curve->size() < kMarkersBelow;
    const bool isOnePoint = series.curve && series.curve->size() == 1;
    const QColor ring = m_exportTokens ? m_exportTokens->raised : m_theme.tokens().raised;
    line.raw->setScatterStyle(hasDots || isOnePoint ? QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(ring, 1), QBrush(color), 7)
                                                    : QCPScatterStyle());
    line.raw->setVisible(!line.isHidden);
    line.smooth->setVisible(!line.isHidden && isSmoothed);
}

int MetricPlot::drawnColumns() const {
    return m_exportColumns > 0 ? m_exportColumns : std::max(1, static_cast<int>(m_canvas->axisRect()->width() * m_canvas->devicePixelRatioF()));
}

void MetricPlot::fillLine(std::size_t index, std::size_t& smoothedAtOnce) {
    const auto& series = m_series[index];
    Line& line = *m_lines[index];
    if (!series.curve)
        return;
    const QCPRange range = m_canvas->xAxis->range();
    const int columns = drawnColumns();
    const auto fill = [&](QCPGraph* graph, const SampleColumn& values) {
        QVector<QCPGraphData> points;
        for (const auto& point : decimate(*series.curve, values, m_axis, range.lower, range.upper, columns))
            points.append(QCPGraphData(point.x, m_isLog && point.y <= 0 ? kBreak : point.y));
        graph->data()->set(points, true);
    };
    fill(line.raw, series.curve->values());
    if (!isSmoothShown(index))
        return;
    line.smoothed.setWeight(m_smoothing);
    const std::size_t before = line.smoothed.values().size();
    const bool isWhole = line.smoothed.follow(*series.curve, smoothedAtOnce);
    smoothedAtOnce -= std::min(smoothedAtOnce, line.smoothed.values().size() - std::min(before, line.smoothed.values().size()));
    if (isWhole)
        fill(line.smooth, line.smoothed.values());
    m_isSmoothing = m_isSmoothing || !isWhole;
}

double MetricPlot::xOfStep(std::int64_t step) const {
    return m_timeline ? m_timeline->xOfStep(step, m_axis) : static_cast<double>(step);
}

void MetricPlot::drawFlags() {
    std::vector<PlotLine> lines;
    for (const auto& flag : m_flags)
        lines.push_back({xOfStep(flag.step), toneOf(flag.kind)});
    m_canvas->setLines(std::move(lines));
    std::vector<PlotTriangle> triangles;
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        const Curve* curve = m_series[i].curve;
        if (!curve || m_lines[i]->isHidden)
            continue;
        for (const auto gap : curve->gaps())
            triangles.push_back({curve->x(gap, m_axis), !(std::isinf(curve->value(gap)) && curve->value(gap) < 0)});
    }
    m_canvas->setTriangles(std::move(triangles));
}

void MetricPlot::fitYRange() {
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    const QCPRange x = m_canvas->xAxis->range();
    for (const auto& line : m_lines) {
        if (line->isHidden)
            continue;
        for (const auto& point : *line->raw->data()) {
            if (!x.contains(point.key) || !std::isfinite(point.value) || (m_isLog && point.value <= 0))
                continue;
            low = std::min(low, point.value);
            high = std::max(high, point.value);
        }
    }
    if (low > high)
        return;
    if (m_isLog) {
        constexpr double kEdge = 1.02; // keeps the label of a decade on the edge
        m_canvas->yAxis->setRange(std::pow(10.0, std::floor(std::log10(low / 1.2))) / kEdge,
                                  std::pow(10.0, std::ceil(std::log10(high * 1.2))) * kEdge);
        return;
    }
    const double margin = high > low ? 0.08 * (high - low) : std::max(std::abs(high) * 0.1, 1e-6);
    m_canvas->yAxis->setRange(low - margin, high + margin);
}

bool MetricPlot::hasPoints() const {
    return std::any_of(m_series.begin(), m_series.end(),
                       [](const PlotSeries& series) { return series.curve && !series.curve->isEmpty(); });
}

void MetricPlot::refreshNow() {
    redraw(kSmoothedAtOnce);
    if (m_isSmoothing && isVisible())
        m_redrawTimer.start(0); // the rest, after what waits for this thread
}

void MetricPlot::redraw(std::size_t smoothedAtOnce) {
    m_redrawTimer.stop();
    m_isSmoothing = false;
    m_canvas->setEmptyText(hasPoints() ? QString() : m_options.emptyText);
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        styleLine(i);
        fillLine(i, smoothedAtOnce);
    }
    drawBands();
    drawFlags();
    if (!m_isYFixed)
        fitYRange();
    updateHeader();
    placeCursor();
    m_canvas->replot(QCustomPlot::rpQueuedReplot);
    ++m_redraws;
}

/// What is drawn of a line at a step; nothing where it has no number.
std::optional<double> MetricPlot::valueAt(std::size_t line, std::int64_t step) const {
    const Curve* curve = m_series[line].curve;
    const auto place = curve ? curve->at(step) : std::nullopt;
    if (!place)
        return std::nullopt;
    const auto& smoothed = m_lines[line]->smoothed.values();
    return isSmoothShown(line) && smoothed.size() > *place ? smoothed.at(*place) : curve->value(*place);
}

void MetricPlot::updateHeader() {
    const auto first = stepAtCursor();
    std::vector<PlotHeader::Item> items;
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        const auto& series = m_series[i];
        PlotHeader::Item item{series.name, {}, {}, {}, colorOf(series), series.dash, m_lines[i]->isHidden};
        const bool hasPoints = series.curve && !series.curve->isEmpty();
        const auto value = hasPoints ? valueAt(i, m_cursor.value_or(series.curve->step(series.curve->size() - 1))) : std::nullopt;
        if (value)
            item.value = valueText(*value, m_options.style);
        const auto second = hasPoints && m_second ? valueAt(i, *m_second) : std::nullopt;
        if (value && second && first && std::isfinite(*second - *value)) {
            item.difference = differenceText(*second - *value, m_options.style);
            if (*m_second != *first)
                item.slope = tr("(%1 a step)").arg(slopeText((*second - *value) / static_cast<double>(*m_second - *first)));
        }
        items.push_back(std::move(item));
    }
    m_header->setItems(std::move(items));
}

std::vector<PlotCanvas::Dot> MetricPlot::dotsAt(std::int64_t step) const {
    std::vector<PlotCanvas::Dot> dots;
    for (std::size_t i = 0; i < m_series.size(); ++i) {
        const auto y = m_lines[i]->isHidden ? std::nullopt : valueAt(i, step);
        if (y && std::isfinite(*y))
            dots.push_back({m_series[i].curve->x(*m_series[i].curve->at(step), m_axis), *y, colorOf(m_series[i])});
    }
    return dots;
}

void MetricPlot::placeCursor() {
    using Dots = std::vector<PlotCanvas::Dot>;
    m_canvas->setStepLine(m_cursor ? std::optional(xOfStep(*m_cursor)) : std::nullopt, m_cursor ? dotsAt(*m_cursor) : Dots());
    m_canvas->setSecondLine(m_second ? std::optional(xOfStep(*m_second)) : std::nullopt, m_second ? dotsAt(*m_second) : Dots());
}

void MetricPlot::soloLine(int line) {
    const auto index = static_cast<std::size_t>(line);
    const bool isSolo = std::all_of(m_lines.begin(), m_lines.end(),
                                    [&](const auto& other) { return other.get() == m_lines[index].get() || other->isHidden; });
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        m_lines[i]->isHidden = !isSolo && i != index;
    refreshNow();
}

QString MetricPlot::summary() const {
    QStringList parts{m_header->title()};
    for (const auto& series : m_series) {
        if (!series.curve || series.curve->isEmpty())
            continue;
        const Curve& curve = *series.curve;
        const auto extremes = curve.values().extremes(0, curve.size());
        QString text = tr("%1: %2 points").arg(series.name, countText(static_cast<std::int64_t>(curve.size())));
        if (extremes.lowest)
            text += tr(", %1 to %2")
                        .arg(valueText(curve.value(*extremes.lowest), m_options.style),
                             valueText(curve.value(*extremes.highest), m_options.style));
        parts << text + tr(", last %1").arg(valueText(curve.value(curve.size() - 1), m_options.style));
    }
    return parts.join(QStringLiteral("; "));
}

void MetricPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    refreshSoon();
}

void MetricPlot::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refreshSoon();
}

void MetricPlot::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        refreshSoon();
}

void MetricPlot::focusInEvent(QFocusEvent* event) {
    setAccessibleDescription(summary());
    update();
    QWidget::focusInEvent(event);
}

void MetricPlot::focusOutEvent(QFocusEvent* event) {
    update();
    QWidget::focusOutEvent(event);
}

void MetricPlot::paintEvent(QPaintEvent*) {
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.fillRect(QRect(0, 10, 3, 18), m_theme.tokens().accent);
}

} // namespace cpw::ui
