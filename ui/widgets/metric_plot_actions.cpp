// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/metric_plot.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

// MetricPlot: keys and context menu.
namespace cpw::ui {
namespace {

constexpr double kZoomStep = 0.8;
constexpr double kPngScale = 2;

} // namespace

void MetricPlot::moveCursor(int points) {
    const Curve* line = leadCurve();
    if (!line || line->isEmpty())
        return;
    const auto last = static_cast<std::ptrdiff_t>(line->size()) - 1;
    const auto here = m_cursor ? static_cast<std::ptrdiff_t>(line->at(*m_cursor).value_or(0)) : last;
    const auto target = std::clamp<std::ptrdiff_t>(here + points, 0, last);
    Q_EMIT stepPicked(line->step(static_cast<std::size_t>(target)));
}

std::optional<std::int64_t> MetricPlot::stepAtCursor() const {
    const Curve* line = leadCurve();
    if (m_cursor || !line || line->isEmpty())
        return m_cursor;
    return line->step(line->size() - 1);
}

void MetricPlot::zoomX(double factor) {
    const QCPRange range = m_canvas->xAxis->range();
    const double center = m_cursor && range.contains(xOfStep(*m_cursor)) ? xOfStep(*m_cursor) : range.center();
    Q_EMIT xZoomed(center - (center - range.lower) * factor, center + (range.upper - center) * factor);
}

void MetricPlot::keyPressEvent(QKeyEvent* event) {
    constexpr int kEnd = 1 << 30;
    const int points = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        moveCursor(-points);
        return;
    case Qt::Key_Right:
        moveCursor(points);
        return;
    case Qt::Key_Home:
        moveCursor(-kEnd);
        return;
    case Qt::Key_End:
        Q_EMIT latestRequested();
        return;
    case Qt::Key_Plus:
        zoomX(kZoomStep);
        return;
    case Qt::Key_Minus:
        zoomX(1 / kZoomStep);
        return;
    case Qt::Key_0:
        Q_EMIT fitRequested();
        return;
    case Qt::Key_L:
        setLogY(!m_isLog);
        return;
    case Qt::Key_BracketLeft:
        if (const auto step = stepAtCursor())
            Q_EMIT rangeStartPicked(*step);
        return;
    case Qt::Key_BracketRight:
        if (const auto step = stepAtCursor())
            Q_EMIT rangeEndPicked(*step);
        return;
    case Qt::Key_M:
        if (const auto step = stepAtCursor())
            Q_EMIT secondPicked(*step);
        return;
    case Qt::Key_Escape:
        if (m_second)
            Q_EMIT secondPicked(-1);
        else if (m_range)
            Q_EMIT rangePicked(1, 0);
        else
            QWidget::keyPressEvent(event);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void MetricPlot::contextMenuEvent(QContextMenuEvent* event) {
    showMenu(event->globalPos());
}

void MetricPlot::showMenu(const QPoint& place) {
    QMenu menu(this);
    menu.addAction(tr("Fit"), this, &MetricPlot::fitRequested);
    QAction* log = menu.addAction(tr("Logarithmic"), this, [this] { setLogY(!m_isLog); });
    log->setCheckable(true);
    log->setChecked(m_isLog);
    for (const auto& series : m_series) {
        if (!series.curve || series.curve->gaps().empty())
            continue;
        const std::int64_t step = series.curve->step(series.curve->gaps().front());
        menu.addAction(tr("Go to first NaN of %1").arg(series.name), this, [this, step] { Q_EMIT stepPicked(step); });
    }
    if (m_second)
        menu.addAction(tr("Remove the second cursor"), this, [this] { Q_EMIT secondPicked(-1); });
    else if (const auto step = stepAtCursor())
        menu.addAction(tr("Compare from here (M)"), this, [this, step] { Q_EMIT secondPicked(*step); });
    menu.addSeparator();
    menu.addAction(tr("Copy image"), this, [this] { QApplication::clipboard()->setPixmap(m_canvas->toPixmap(0, 0, kPngScale)); });
    menu.addAction(tr("Export figure..."), this, &MetricPlot::figureRequested);
    menu.addAction(tr("Save visible points as CSV..."), this, [this] { saveCsv(csv(true)); });
    if (m_range)
        menu.addAction(tr("Save the points of the selected steps as CSV..."), this, [this] { saveCsv(csvOfRange()); });
    menu.addAction(tr("Save all points as CSV..."), this, [this] { saveCsv(csv(false)); });
    menu.exec(place);
}

void MetricPlot::saveCsv(const QString& text) {
    if (const QString problem = savePoints(*this, m_header->title(), text); !problem.isEmpty())
        Q_EMIT exportFailed(problem);
}

} // namespace cpw::ui
