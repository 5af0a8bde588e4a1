// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/mean_curve.h"
#include "ui/session/curve.h"
#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/metric_plot.h"
#include "ui/widgets/plot_canvas.h"

#include <QLabel>
#include <QWidget>

#include <optional>
#include <vector>

namespace cpw::ui {

/// One line: the mean over the runs of a group, or one run.
struct CompareLine {
    QString name;
    int color = 0;
    bool isFaint = false; ///< a seed beside others
    compare::MeanCurve curve;
};

/// Size and words of a written figure.
struct FigureForm {
    double widthMillimetres = 160;
    double heightMillimetres = 90;
    int fontPoints = 9;
    QString caption;
};

/// Mean curves with their 95 % band, or single curves, with a cursor and a box of the values there, sorted. Draws and writes only;
/// GUI thread; the cursor belongs to the Selection and is told by stepPicked.
class CompareChart : public QWidget {
    Q_OBJECT
public:
    CompareChart(const Theme& theme, ValueStyle style, QWidget* parent = nullptr);

    void setTitle(const QString& title) { m_title = title; }
    [[nodiscard]] QString title() const { return m_title; }
    void setLines(std::vector<CompareLine> lines);
    [[nodiscard]] const std::vector<CompareLine>& lines() const { return m_lines; }
    void setXAxis(XAxis axis);
    /// Weight of the moving average over all points, 0 to 0.999.
    void setSmoothing(double weight);
    void setXLabelsShown(bool isShown) { m_canvas->setXLabelsShown(isShown); }
    void setStepCursor(std::optional<std::int64_t> step);
    void fit();
    void setXRange(double low, double high);
    [[nodiscard]] PlotCanvas& canvas() { return *m_canvas; }
    /// What the box at the cursor says; empty without one.
    [[nodiscard]] QString valueBox() const { return m_box->isHidden() ? QString() : m_box->text(); }

    [[nodiscard]] bool exportImage(const QString& path, ExportFormat format, const FigureForm& form);
    /// line, step, epoch, seconds, runs, mean, sd, half of the 95 % interval; of all points or of those in sight.
    [[nodiscard]] QString csv(bool isVisibleOnly) const;

Q_SIGNALS:
    void stepPicked(qint64 step);
    void xZoomed(double low, double high);
    void fitRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void draw(const Tokens& tokens);
    void drawLine(const CompareLine& line, const Tokens& tokens);
    void placeCursor();
    void placeBox();
    [[nodiscard]] double xOf(const compare::MeanPoint& point) const;
    [[nodiscard]] const compare::MeanPoint* pointAt(const CompareLine& line, std::int64_t step) const;
    [[nodiscard]] std::vector<double> means(const CompareLine& line) const;

    const Theme& m_theme;
    ValueStyle m_style;
    QString m_title;
    PlotCanvas* m_canvas;
    QLabel* m_box;
    std::vector<CompareLine> m_lines;
    XAxis m_axis = XAxis::Step;
    double m_smoothing = 0;
    std::optional<std::int64_t> m_cursor;
};

} // namespace cpw::ui
