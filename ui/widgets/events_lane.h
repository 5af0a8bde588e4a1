// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/run_feed.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace cpw::ui {

/// The flags of a run below its charts, on the same x axis: chips where there is room, dots elsewhere. A click moves the step
/// cursor there, a double click asks for the log line. Painted; owned by the ChartStack.
class EventsLane : public QWidget {
    Q_OBJECT
public:
    explicit EventsLane(const Theme& theme, QWidget* parent = nullptr);

    void setFlags(std::vector<RunFlag> flags);
    void setTimeline(const Curve* timeline, XAxis axis);
    void setXRange(double low, double high);
    [[nodiscard]] QSize sizeHint() const override { return {400, scaled(30)}; }

Q_SIGNALS:
    void flagPicked(qint64 step);
    void flagOpened(qint64 step);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Mark {
        QRect area;
        std::size_t flag;
        bool isChip;
    };
    [[nodiscard]] std::vector<Mark> layOut() const;
    [[nodiscard]] const RunFlag* flagAt(const QPoint& position) const;

    const Theme& m_theme;
    std::vector<RunFlag> m_flags;
    const Curve* m_timeline = nullptr;
    XAxis m_axis = XAxis::Step;
    double m_low = 0;
    double m_high = 1;
};

} // namespace cpw::ui
