// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plot_canvas.h"

#include "ui/widgets/axis_ticker.h"
#include "ui/widgets/plot_marks.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kGrabPixels = 4;
constexpr int kTopMargin = 8; // half a label: QCustomPlot leaves out labels that would be cut
constexpr int kBottomMargin = 8;
constexpr int kLabelledBottomMargin = 22;
constexpr int kTitleMargin = 18;
constexpr int kXTicks = 6;
constexpr int kPixelsPerYTick = 22;
constexpr double kRangeShare = 0.14; // of the accent in the ground of selected steps
constexpr double kPauseShare = 0.09;

} // namespace

PlotCanvas::PlotCanvas(const Theme& theme, QWidget* parent) : QCustomPlot(parent), m_theme(theme) {
    // Wide pens cost a factor of 70 without this hint (QCustomPlot 2.1 on the raster engine).
    setPlottingHint(QCP::phFastPolylines, true);
    setNoAntialiasingOnDrag(true);
    setInteraction(QCP::iRangeZoom, true);
    setMinimumSize(80, 40);
    makeLayers();
    setUpAxes();

    m_bandItem = new QCPItemRect(this);
    m_bandItem->setLayer(QStringLiteral("band"));
    m_bandItem->setPen(Qt::NoPen);
    m_bandLabel = new QCPItemText(this);
    m_bandLabel->setLayer(QStringLiteral("events"));
    m_bandLabel->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_bandLabel->setPadding(QMargins(6, 3, 6, 3));
    for (auto* position : {m_bandItem->topLeft, m_bandItem->bottomRight, m_bandLabel->position})
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_bands = new BandsItem(this);
    m_bands->setLayer(QStringLiteral("band"));
    m_marks = new MarksItem(this, theme);
    m_marks->setLayer(QStringLiteral("events"));
    m_second.line = makeCursorLine();
    m_cursor.line = makeCursorLine();
    m_emptyLabel = new QCPItemText(this);
    m_emptyLabel->setLayer(QStringLiteral("overlay"));
    m_emptyLabel->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_emptyLabel->position->setCoords(0.5, 0.5);
    setBand(std::nullopt, {});
    setStepLine(std::nullopt, {});
    setSecondLine(std::nullopt, {});
    setEmptyText({});
    applyColors(theme.tokens());
}

void PlotCanvas::makeLayers() {
    addLayer(QStringLiteral("band"), layer(QStringLiteral("grid")));
    addLayer(QStringLiteral("raw"), layer(QStringLiteral("band")));
    addLayer(QStringLiteral("smooth"), layer(QStringLiteral("raw")));
    addLayer(QStringLiteral("events"), layer(QStringLiteral("smooth")));
    layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmBuffered);
}

void PlotCanvas::setUpAxes() {
    axisRect()->setAutoMargins(QCP::msNone);
    updateMargins();
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTickPen(Qt::NoPen);
        axis->setTickLength(0, 0);
        axis->setNumberFormat(QStringLiteral("g")); // "gb", the default, turns 1e-3 into a raised exponent
        axis->setSubTicks(false);
        axis->setTickLabelPadding(6);
        axis->setTickLabelFont(fontOf(FontRole::MonoSmall));
        axis->setLabelFont(fontOf(FontRole::Table));
        axis->setLabelPadding(2);
    }
    xAxis->grid()->setZeroLinePen(Qt::NoPen);
    yAxis->grid()->setZeroLinePen(Qt::NoPen);
    setXAxisKind(XAxis::Step);
    setLogY(false);
}

void PlotCanvas::updateMargins() {
    const auto titleRoom = [](const QCPAxis& axis) { return axis.label().isEmpty() ? 0 : scaled(kTitleMargin); };
    axisRect()->setMargins(QMargins(scaled(kLeftMargin) + titleRoom(*yAxis), scaled(kTopMargin), scaled(kRightMargin),
                                    (m_areXLabelsShown ? scaled(kLabelledBottomMargin) : scaled(kBottomMargin)) + titleRoom(*xAxis)));
}

void PlotCanvas::applyColors(const Tokens& tokens) {
    setBackground(QBrush(tokens.raised));
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setBasePen(QPen(blend(tokens.raised, tokens.axis, 0.6), 1));
        axis->setTickLabelColor(tokens.text2);
        axis->setLabelColor(tokens.text2);
        axis->grid()->setPen(QPen(tokens.grid, 1));
    }
    m_cursor.line->setPen(QPen(tokens.text, 1));
    m_second.line->setPen(QPen(tokens.text2, 1, Qt::DashLine));
    m_bandItem->setBrush(tokens.errSoft);
    m_bands->rangeColor = blend(tokens.raised, tokens.accent, kRangeShare);
    m_bands->pauseColor = blend(tokens.raised, tokens.runs[0], kPauseShare);
    m_bandLabel->setColor(tokens.err);
    m_bandLabel->setFont(fontOf(FontRole::Caption));
    m_emptyLabel->setColor(tokens.text3);
    m_emptyLabel->setFont(fontOf(FontRole::Table));
    selectionRect()->setPen(QPen(tokens.accent, 1));
    QColor fill = tokens.accent;
    fill.setAlphaF(0.12F);
    selectionRect()->setBrush(fill);
}

void PlotCanvas::setXAxisKind(XAxis axis) {
    m_axis = axis;
    xAxis->setTicker(QSharedPointer<LinearTicker>::create(axis, kXTicks));
}

void PlotCanvas::setLogY(bool isLog) {
    yAxis->setScaleType(isLog ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_isLogY = isLog;
    fitTicks(height());
}

void PlotCanvas::fitTicks(int height) {
    const int room = height - scaled(kTopMargin) - (m_areXLabelsShown ? scaled(kLabelledBottomMargin) : scaled(kBottomMargin));
    const int ticks = std::clamp(room / scaled(kPixelsPerYTick), 1, 5);
    if (m_isLogY) {
        const auto ticker = QSharedPointer<LogTicker>::create();
        ticker->setWantedTicks(ticks);
        yAxis->setTicker(ticker);
    } else {
        yAxis->setTicker(QSharedPointer<LinearTicker>::create(XAxis::Epoch, ticks));
    }
}

void PlotCanvas::resizeEvent(QResizeEvent* event) {
    fitTicks(height());
    QCustomPlot::resizeEvent(event);
}

void PlotCanvas::setXLabelsShown(bool isShown) {
    m_areXLabelsShown = isShown;
    xAxis->setTickLabels(isShown && !m_isEmpty);
    updateMargins();
}

void PlotCanvas::setAxisTitles(const QString& x, const QString& y) {
    xAxis->setLabel(x);
    yAxis->setLabel(y);
    updateMargins();
}

void PlotCanvas::setEmptyText(const QString& text) {
    m_isEmpty = !text.isEmpty();
    m_emptyLabel->setText(text);
    m_emptyLabel->setVisible(m_isEmpty);
    xAxis->setTickLabels(m_areXLabelsShown && !m_isEmpty);
    yAxis->setTickLabels(!m_isEmpty);
}

void PlotCanvas::setLines(std::vector<PlotLine> lines) {
    m_marks->lines = std::move(lines);
}

void PlotCanvas::setTriangles(std::vector<PlotTriangle> triangles) {
    m_marks->triangles = std::move(triangles);
}

void PlotCanvas::setBand(std::optional<QCPRange> band, const QString& label) {
    m_bandItem->setVisible(band.has_value());
    m_bandLabel->setVisible(band.has_value());
    if (!band)
        return;
    m_bandItem->topLeft->setCoords(band->lower, 0);
    m_bandItem->bottomRight->setCoords(band->upper, 1);
    m_bandLabel->setText(label);
    // Beside the band on the side that has room.
    const bool isNearRight = band->lower > xAxis->range().lower + 0.7 * xAxis->range().size();
    m_bandLabel->setPositionAlignment((isNearRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
    m_bandLabel->position->setCoords(band->lower, 0.02);
}

void PlotCanvas::setBands(std::vector<PlotBand> bands) {
    m_bands->bands = std::move(bands);
}

QCPItemStraightLine* PlotCanvas::makeCursorLine() {
    auto* line = new QCPItemStraightLine(this);
    line->setLayer(QStringLiteral("overlay"));
    line->setAntialiased(false);
    line->point1->setTypeY(QCPItemPosition::ptAxisRectRatio);
    line->point2->setTypeY(QCPItemPosition::ptAxisRectRatio);
    return line;
}

void PlotCanvas::setStepLine(std::optional<double> x, const std::vector<Dot>& dots) {
    place(m_cursor, x, dots);
}

void PlotCanvas::setSecondLine(std::optional<double> x, const std::vector<Dot>& dots) {
    place(m_second, x, dots);
}

void PlotCanvas::place(CursorMark& mark, std::optional<double> x, const std::vector<Dot>& dots) {
    mark.line->setVisible(x.has_value());
    if (x) {
        mark.line->point1->setCoords(*x, 0);
        mark.line->point2->setCoords(*x, 1);
    }
    while (mark.dots.size() < dots.size()) {
        auto* dot = new QCPItemTracer(this);
        dot->setLayer(QStringLiteral("overlay"));
        dot->setStyle(QCPItemTracer::tsCircle);
        dot->setSize(8);
        mark.dots.push_back(dot);
    }
    for (std::size_t i = 0; i < mark.dots.size(); ++i) {
        mark.dots[i]->setVisible(i < dots.size());
        if (i >= dots.size())
            continue;
        mark.dots[i]->position->setCoords(dots[i].x, dots[i].y);
        mark.dots[i]->setBrush(dots[i].color);
        mark.dots[i]->setPen(QPen(m_theme.tokens().raised, 1.5));
    }
}

bool PlotCanvas::isNearCursor(const QPoint& position) const {
    return m_cursor.line->visible() && axisRect()->rect().contains(position) &&
           std::abs(xAxis->coordToPixel(m_cursor.line->point1->key()) - position.x()) <= kGrabPixels;
}

void PlotCanvas::tellZoom(const QCPRange& oldX, const QCPRange& oldY) {
    if (yAxis->range() != oldY)
        Q_EMIT yZoomed();
    if (xAxis->range() != oldX)
        Q_EMIT xZoomed(xAxis->range().lower, xAxis->range().upper);
}

void PlotCanvas::mousePressEvent(QMouseEvent* event) {
    m_pressPosition = event->pos();
    m_pressX = xAxis->range();
    m_pressY = yAxis->range();
    const bool isLeft = event->button() == Qt::LeftButton;
    if (event->button() == Qt::MiddleButton || (isLeft && (event->modifiers() & Qt::ControlModifier))) {
        m_drag = Drag::Pan;
    } else if (isLeft && (event->modifiers() & Qt::ShiftModifier)) {
        m_drag = Drag::Range;
    } else if (isLeft && isNearCursor(event->pos())) {
        m_drag = Drag::Cursor;
    } else if (isLeft) {
        m_drag = Drag::Box;
        setSelectionRectMode(QCP::srmZoom);
        QCustomPlot::mousePressEvent(event);
    }
    event->accept();
}

void PlotCanvas::mouseMoveEvent(QMouseEvent* event) {
    switch (m_drag) {
    case Drag::Cursor:
        Q_EMIT cursorPicked(xAxis->pixelToCoord(event->pos().x()));
        return;
    case Drag::Range:
        m_bands->dragged = {PlotBand::Kind::Range, xAxis->pixelToCoord(m_pressPosition.x()), xAxis->pixelToCoord(event->pos().x())};
        layer(QStringLiteral("band"))->replot();
        return;
    case Drag::Pan: {
        const QCPRange oldX = xAxis->range();
        const QCPRange oldY = yAxis->range();
        const double dx = xAxis->pixelToCoord(m_pressPosition.x()) - xAxis->pixelToCoord(event->pos().x());
        xAxis->setRange(m_pressX);
        xAxis->setRange(m_pressX.lower + dx, m_pressX.upper + dx);
        if (yAxis->scaleType() == QCPAxis::stLinear) {
            const double dy = yAxis->pixelToCoord(m_pressPosition.y()) - yAxis->pixelToCoord(event->pos().y());
            yAxis->setRange(m_pressY.lower + dy, m_pressY.upper + dy);
        }
        tellZoom(oldX, oldY);
        return;
    }
    case Drag::Box:
    case Drag::None:
        break;
    }
    setCursor(isNearCursor(event->pos()) ? Qt::SplitHCursor : Qt::ArrowCursor);
    QCustomPlot::mouseMoveEvent(event);
}

void PlotCanvas::mouseReleaseEvent(QMouseEvent* event) {
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::Range)
        finishRange(event->pos());
    if (drag != Drag::Box)
        return;
    const bool isClick = (event->pos() - m_pressPosition).manhattanLength() < 2 * kGrabPixels;
    const QCPRange oldX = xAxis->range();
    const QCPRange oldY = yAxis->range();
    if (isClick && selectionRect())
        selectionRect()->cancel();
    QCustomPlot::mouseReleaseEvent(event);
    if (isClick && event->button() == Qt::LeftButton && axisRect()->rect().contains(event->pos()))
        Q_EMIT cursorPicked(xAxis->pixelToCoord(event->pos().x()));
    else
        tellZoom(oldX, oldY);
}

void PlotCanvas::finishRange(const QPoint& end) {
    m_bands->dragged.reset();
    const double from = xAxis->pixelToCoord(m_pressPosition.x());
    const double to = xAxis->pixelToCoord(end.x());
    if (std::abs(end.x() - m_pressPosition.x()) >= 2 * kGrabPixels)
        Q_EMIT rangePicked(std::min(from, to), std::max(from, to));
    else if (axisRect()->rect().contains(end))
        Q_EMIT secondPicked(to);
    replot(rpQueuedReplot); // the ground of the drag goes
}

void PlotCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
    Q_EMIT fitRequested();
    event->accept();
}

void PlotCanvas::wheelEvent(QWheelEvent* event) {
    const QCPRange oldX = xAxis->range();
    const QCPRange oldY = yAxis->range();
    QCustomPlot::wheelEvent(event);
    tellZoom(oldX, oldY);
}

} // namespace cpw::ui
