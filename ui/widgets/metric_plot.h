// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/curve.h"
#include "ui/session/run_feed.h"
#include "ui/session/selection.h"
#include "ui/session/smoothing.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/plot_canvas.h"
#include "ui/widgets/plot_header.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace cpw::ui {

/// One line of a chart. The curve is borrowed and must outlive its use here.
struct PlotSeries {
    QString name;
    const Curve* curve = nullptr;
    int color = 0; ///< of the run palette
    bool isSmoothed = false;
    int dash = 0; ///< as of a RunLook
    bool hasMarkers = false; ///< dots, for sparse points
    bool isFaint = false;    ///< of another run, for comparison
};

/// A chart of metric curves: hides QCustomPlot, decimates to two points a pixel, draws raw lines faint and the smoothed line
/// wide, redraws at most 25 times a second (5 when the window is not active, never when hidden). Its y range fits until it is
/// zoomed. Owned by a ChartStack, which sets x and the cursor; GUI thread; never asks engine or store.
class MetricPlot : public QWidget, public Figure {
    Q_OBJECT
public:
    struct Options {
        QString title;
        ValueStyle style = ValueStyle::Loss;
        QString emptyText;
        bool isLog = false;
        bool areXLabelsShown = false;
    };

    MetricPlot(const Theme& theme, Options options, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setSeries(std::vector<PlotSeries> series);
    [[nodiscard]] const std::vector<PlotSeries>& series() const { return m_series; }
    void setEmptyText(const QString& text);
    /// The curve that says which step is which epoch and time; may be null.
    void setTimeline(const Curve* timeline) { m_timeline = timeline; }
    void setFlags(std::vector<RunFlag> flags);
    void setBand(std::optional<QCPRange> steps, const QString& label);
    /// Stretches of x in which the run was paused, in units of the x axis.
    void setPauses(std::vector<PlotBand> pauses);
    /// Selected steps; none: no band.
    void setStepRange(std::optional<StepRange> range);
    void setXAxis(XAxis axis);
    void setXRange(double low, double high);
    void setSmoothing(double weight);
    void setLogY(bool isLog);
    [[nodiscard]] bool isLogY() const { return m_isLog; }
    void setStepCursor(std::optional<std::int64_t> step);
    /// The step that the cursor's is compared with.
    void setSecondCursor(std::optional<std::int64_t> step);
    /// Back to the automatic y range.
    void fitY();
    /// The curves have grown or flags changed: redraws soon.
    void refreshSoon();
    void refreshNow();
    /// A long curve is smoothed over several turns of the event loop; until then its smoothed line is the one before.
    [[nodiscard]] bool isSmoothing() const { return m_isSmoothing; }
    [[nodiscard]] qint64 redraws() const { return m_redraws; }

    [[nodiscard]] QString title() const override { return m_header->title(); }
    [[nodiscard]] PlotHeader& header() { return *m_header; }
    [[nodiscard]] PlotCanvas& canvas() { return *m_canvas; }
    /// "Loss, 1,320 points, 0.61 to 0.38, last 0.3846".
    [[nodiscard]] QString summary() const;

    [[nodiscard]] bool exportImage(const QString& path, ExportFormat format, const FigureForm& form) override;
    /// The range in sight.
    [[nodiscard]] QString pgfplots(const FigureForm& form) const override;
    /// Step, epoch and value of each line; all points or those in sight.
    [[nodiscard]] QString csv(bool isVisibleOnly) const override;
    /// The same of the selected steps; of all without a selection.
    [[nodiscard]] QString csvOfRange() const;

Q_SIGNALS:
    void stepPicked(qint64 step);
    /// Of the second cursor; negative: it is to go.
    void secondPicked(qint64 step);
    /// Steps chosen with the mouse; first > last: the selection is to go.
    void rangePicked(qint64 first, qint64 last);
    /// One end, at the cursor or the newest step.
    void rangeStartPicked(qint64 step);
    void rangeEndPicked(qint64 step);
    void xZoomed(double low, double high);
    void fitRequested();
    void latestRequested();
    void figureRequested();
    void exportFailed(const QString& text);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Line {
        QCPGraph* raw = nullptr;
        QCPGraph* smooth = nullptr;
        SmoothedCurve smoothed;
        bool isHidden = false;
    };

    void styleLine(std::size_t index);
    void redraw(std::size_t smoothedAtOnce);
    void fillLine(std::size_t index, std::size_t& smoothedAtOnce);
    [[nodiscard]] std::optional<double> valueAt(std::size_t line, std::int64_t step) const;
    [[nodiscard]] std::vector<PlotCanvas::Dot> dotsAt(std::int64_t step) const;
    void drawFlags();
    void fitYRange();
    void updateHeader();
    void placeCursor();
    void moveCursor(int points);
    void showMenu(const QPoint& place);
    void zoomX(double factor);
    [[nodiscard]] QString axisTitle() const;
    [[nodiscard]] int drawnColumns() const;
    void addLegend();
    void saveCsv(const QString& text);
    template <class Accepts>
    [[nodiscard]] QString csvOf(Accepts accepts) const;
    void drawBands();
    [[nodiscard]] const Curve* leadCurve() const;
    [[nodiscard]] std::optional<std::int64_t> stepAtCursor() const;
    void soloLine(int line);
    [[nodiscard]] bool hasPoints() const;
    [[nodiscard]] double xOfStep(std::int64_t step) const;
    [[nodiscard]] bool isSmoothShown(std::size_t index) const;
    [[nodiscard]] QColor colorOf(const PlotSeries& series) const;

    const Theme& m_theme;
    Options m_options;
    PlotHeader* m_header;
    PlotCanvas* m_canvas;
    std::vector<PlotSeries> m_series;
    std::vector<std::unique_ptr<Line>> m_lines;
    std::vector<RunFlag> m_flags;
    std::optional<QCPRange> m_band;
    std::vector<PlotBand> m_pauses;
    std::optional<StepRange> m_range;
    const Curve* m_timeline = nullptr;
    XAxis m_axis = XAxis::Step;
    double m_smoothing = 0.9;
    bool m_isLog = false;
    bool m_isYFixed = false;
    std::optional<std::int64_t> m_cursor;
    std::optional<std::int64_t> m_second;
    bool m_isSmoothing = false;
    const Tokens* m_exportTokens = nullptr; ///< light colours while an image is written
    int m_exportColumns = 0;                ///< of points, then
    QTimer m_redrawTimer;
    qint64 m_redraws = 0;
};

} // namespace cpw::ui
