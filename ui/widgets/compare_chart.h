// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/compare_line.h"
#include "ui/widgets/figure.h"
#include "ui/widgets/plot_canvas.h"

#include <QLabel>
#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace cpw::ui {

/// Mean curves with their 95 % band, or single curves, with a cursor and a box of the values there, sorted. Draws at most two points a
/// pixel column of each line, whatever its length; long lines are smoothed on a worker thread. GUI thread; the cursor belongs to the
/// Selection and is told by stepPicked.
class CompareChart : public QWidget, public Figure {
    Q_OBJECT
public:
    CompareChart(const Theme& theme, ValueStyle style, QWidget* parent = nullptr);

    void setTitle(const QString& title) { m_title = title; }
    void setStyle(ValueStyle style) { m_style = style; }
    /// What it says without a line, from the next lines on.
    void setEmptyText(const QString& text) { m_emptyText = text; }
    void setLines(std::vector<CompareLine> lines);
    [[nodiscard]] const std::vector<CompareLine>& lines() const { return m_lines; }
    void setXAxis(CompareAxis axis);
    [[nodiscard]] CompareAxis xAxis() const { return m_axis; }
    /// Weight of the moving average over all points, 0 to 0.999.
    void setSmoothing(double weight);
    void setXLabelsShown(bool isShown) { m_canvas->setXLabelsShown(isShown); }
    void setStepCursor(std::optional<std::int64_t> step);
    void fit();
    void setXRange(double low, double high);
    [[nodiscard]] PlotCanvas& canvas() { return *m_canvas; }
    /// What the box at the cursor says; empty without one.
    [[nodiscard]] QString valueBox() const { return m_box->isHidden() ? QString() : m_box->text(); }

    [[nodiscard]] QString title() const override { return m_title; }
    [[nodiscard]] bool exportImage(const QString& path, ExportFormat format, const FigureForm& form) override;
    [[nodiscard]] QString pgfplots(const FigureForm& form) const override;
    /// line, step, epoch, rows, seconds, runs, mean, sd, half of the 95 % interval; of all points or of those in sight.
    [[nodiscard]] QString csv(bool isVisibleOnly) const override;

Q_SIGNALS:
    void stepPicked(qint64 step);
    void xZoomed(double low, double high);
    void fitRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Drawn {
        QCPGraph* line = nullptr;
        QCPGraph* low = nullptr; ///< edges of the band; null without one
        QCPGraph* high = nullptr;
        std::shared_ptr<const SampleColumn> smoothed; ///< null: as it is
    };

    void makeGraphs(const Tokens& tokens);
    void fill();
    void fillGraph(QCPGraph& graph, const LineData& line, const SampleColumn& values);
    void smooth();
    void takeSmoothed(std::vector<std::shared_ptr<const SampleColumn>> columns);
    void fitY(const QCPRange& x);
    void placeCursor();
    void fillBox(const QString& head, std::vector<std::pair<double, QString>> values);
    void placeBox();
    [[nodiscard]] int hiddenBy(const QRect& box) const;
    [[nodiscard]] const SampleColumn& shown(std::size_t line) const;
    [[nodiscard]] double xOfCursor() const;
    [[nodiscard]] int columns() const;
    [[nodiscard]] bool areMarked() const;
    [[nodiscard]] QString axisTitle() const;

    const Theme& m_theme;
    ValueStyle m_style;
    QString m_title;
    PlotCanvas* m_canvas;
    QLabel* m_box;
    std::vector<CompareLine> m_lines;
    std::vector<Drawn> m_drawn;
    QString m_emptyText;
    CompareAxis m_axis = CompareAxis::Step;
    double m_smoothing = 0;
    std::uint64_t m_smoothTicket = 0;
    std::optional<std::int64_t> m_cursor;
};

} // namespace cpw::ui
