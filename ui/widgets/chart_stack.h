// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/run_feed.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/events_lane.h"
#include "ui/widgets/metric_plot.h"

#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace cpw::ui {

class SegmentedButtons;

/// Loss, validation metric and learning rates of one stage of a run above each other, with one x axis, one cursor and the event
/// lane. Borrows the feed; owned by the live page; GUI thread.
class ChartStack : public QWidget {
    Q_OBJECT
public:
    ChartStack(const Theme& theme, Selection& selection, QWidget* parent = nullptr);

    /// Null shows empty charts.
    void show(const RunFeed* feed, int stage);
    /// The parent of the shown run, faint on the same axes; null for none. Borrowed.
    void setParentRun(const RunFeed* parent);
    /// The shown feed has changed.
    void refresh(RunChanges changes);
    /// Loss, validation metric and rates, then the charts that the user added.
    [[nodiscard]] const std::vector<MetricPlot*>& plots() const { return m_plots; }
    /// What can be added for the shown stage: metrics without a chart of their own; fields of one metric are one chart.
    [[nodiscard]] QStringList offeredMetrics() const;
    [[nodiscard]] QStringList addedMetrics() const;
    void addMetric(const QString& metric);
    void removeMetric(const QString& metric);
    [[nodiscard]] QPushButton& addButton() { return *m_add; }
    [[nodiscard]] EventsLane& lane() { return *m_lane; }
    /// Weight of the moving average, 0 to 0.999.
    void setSmoothing(double weight);
    /// One chart takes the room of all; null: all again.
    void enlarge(MetricPlot* plot);
    [[nodiscard]] MetricPlot* enlarged() const { return m_enlarged; }
    /// The chart with the focus; null: none.
    [[nodiscard]] MetricPlot* focusedPlot() const;
    /// What x shows now.
    [[nodiscard]] std::pair<double, double> xRange() const { return {m_low, m_high}; }

Q_SIGNALS:
    void flagOpened(qint64 step);
    /// Esc while a chart is enlarged.
    void shrinkRequested();
    void figureRequested(cpw::ui::MetricPlot* plot);
    void problemFound(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeToolbar();
    void makePlots();
    MetricPlot* makePlot(const MetricPlot::Options& options);
    void fillAddMenu();
    void takeSeries();
    void takeAddedSeries();
    void takeFlags();
    [[nodiscard]] std::vector<PlotBand> pauses(const std::vector<RunFlag>& flags) const;
    void placePlots();
    void updateRange();
    void setXAxis(XAxis axis);
    void fitX();
    void setXRange(double low, double high);
    void zoomTo(double low, double high);
    void goLatest();
    void updateCursor();
    void updateCursorText();
    [[nodiscard]] std::pair<double, double> fittingX() const;
    [[nodiscard]] const Curve* timeline() const;

    const Theme& m_theme;
    Selection& m_selection;
    const RunFeed* m_feed = nullptr;
    const RunFeed* m_parent = nullptr;
    int m_stage = -1;
    std::size_t m_knownCurves = 0;
    XAxis m_axis = XAxis::Step;
    double m_low = 0;
    double m_high = 1;
    bool m_isXZoomed = false;
    struct AddedChart {
        QString metric;
        MetricPlot* plot;
        QFrame* line;
        std::size_t knownCurves = 0;
    };
    std::vector<MetricPlot*> m_plots;
    std::vector<AddedChart> m_added;
    MetricPlot* m_enlarged = nullptr;
    QScrollArea* m_scroll = nullptr;
    QVBoxLayout* m_column = nullptr; ///< of the charts
    std::vector<QFrame*> m_lines;    ///< between the charts that are always there
    EventsLane* m_lane = nullptr;
    SegmentedButtons* m_axisButtons = nullptr;
    SegmentedButtons* m_scaleButtons = nullptr;
    QSlider* m_smoothing = nullptr;
    QLabel* m_smoothingName = nullptr;
    QLabel* m_smoothingText = nullptr;
    QLabel* m_cursorStep = nullptr;
    QLabel* m_cursorDetail = nullptr;
    QPushButton* m_latest = nullptr;
    QPushButton* m_add = nullptr;
};

} // namespace cpw::ui
