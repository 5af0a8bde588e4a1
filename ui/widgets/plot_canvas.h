// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/curve.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <optional>
#include <vector>

namespace cpw::ui {

/// A dotted line through a chart.
struct PlotLine {
    double x = 0;
    Tone tone = Tone::Text3;
};

/// A triangle on the edge of a chart for a value that cannot be drawn: +Inf and NaN on top, -Inf at the bottom.
struct PlotTriangle {
    double x = 0;
    bool isTop = true;
};

/// A stretch of x with a ground of its own: steps that were selected, or a pause.
struct PlotBand {
    enum class Kind { Range, Pause };
    Kind kind = Kind::Range;
    double low = 0;
    double high = 0; ///< infinite: goes on
};

/// The drawing surface of a MetricPlot: layers, axes, mouse. Left drag zooms a box, the wheel zooms at the pointer, Shift drag
/// selects a range of x, Ctrl or middle drag moves, a click sets the cursor, a Shift click the second one, and the cursor line can be
/// dragged. Knows nothing of runs; owned by the MetricPlot.
class PlotCanvas : public QCustomPlot {
    Q_OBJECT
public:
    PlotCanvas(const Theme& theme, QWidget* parent);

    void applyColors(const Tokens& tokens);
    void setXAxisKind(XAxis axis);
    void setLogY(bool isLog);
    /// The lower chart of a stack shows the numbers of x.
    void setXLabelsShown(bool isShown);
    /// What the axes count, with room for it beside the numbers.
    void setAxisTitles(const QString& x, const QString& y);
    /// As many numbers on y as have room in this height: a figure is not as high as the widget.
    void fitTicks(int height);
    /// Numbers vanish and one sentence stands in the middle; empty text: back to normal.
    void setEmptyText(const QString& text);

    void setLines(std::vector<PlotLine> lines);
    void setTriangles(std::vector<PlotTriangle> triangles);
    void setBand(std::optional<QCPRange> band, const QString& label);
    void setBands(std::vector<PlotBand> bands);
    struct Dot {
        double x, y;
        QColor color;
    };
    /// Overlay only: costs the repaint of one layer.
    void setStepLine(std::optional<double> x, const std::vector<Dot>& dots);
    /// The same of the second cursor, dashed.
    void setSecondLine(std::optional<double> x, const std::vector<Dot>& dots);

    /// Left and right margins shared by the charts of a stack and the event lane.
    static constexpr int kLeftMargin = 52;
    static constexpr int kRightMargin = 12;

Q_SIGNALS:
    void cursorPicked(double x);
    void secondPicked(double x);
    void rangePicked(double low, double high);
    void xZoomed(double low, double high);
    void yZoomed();
    void fitRequested();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeLayers();
    void setUpAxes();
    [[nodiscard]] bool isNearCursor(const QPoint& position) const;
    void finishRange(const QPoint& end);
    void tellZoom(const QCPRange& oldX, const QCPRange& oldY);
    void updateMargins();

    struct CursorMark {
        QCPItemStraightLine* line = nullptr;
        std::vector<QCPItemTracer*> dots;
    };
    [[nodiscard]] QCPItemStraightLine* makeCursorLine();
    void place(CursorMark& mark, std::optional<double> x, const std::vector<Dot>& dots);

    enum class Drag { None, Cursor, Pan, Box, Range };

    const Theme& m_theme;
    XAxis m_axis = XAxis::Step;
    bool m_areXLabelsShown = false;
    bool m_isLogY = false;
    bool m_isEmpty = false;
    Drag m_drag = Drag::None;
    QPoint m_pressPosition;
    QCPRange m_pressX, m_pressY;
    CursorMark m_cursor;
    CursorMark m_second;
    QCPItemRect* m_bandItem = nullptr;
    QCPItemText* m_bandLabel = nullptr;
    QCPItemText* m_emptyLabel = nullptr;
    class BandsItem* m_bands = nullptr;
    class MarksItem* m_marks = nullptr;
};

} // namespace cpw::ui
