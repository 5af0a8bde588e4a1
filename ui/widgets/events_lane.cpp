// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/events_lane.h"

#include "ui/widgets/plot_canvas.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kChipHeight = 18;
constexpr int kChipPadding = 5;

struct FlagLook {
    const char* icon;
    Tone tone;
    int rank; ///< lower gets its chip first
};

FlagLook lookOf(FlagKind kind) {
    switch (kind) {
    case FlagKind::Failed:
        return {"error", Tone::Err, 0};
    case FlagKind::NotFinite:
        return {"warning", Tone::Err, 1};
    case FlagKind::ValueChanged:
        return {"flag", Tone::Accent, 2};
    case FlagKind::Warning:
        return {"warning", Tone::Warn, 3};
    case FlagKind::BestCheckpoint:
        return {"save", Tone::Ok, 4};
    case FlagKind::Paused:
        return {"pause", Tone::Text2, 5};
    case FlagKind::Resumed:
        return {"play", Tone::Text2, 6};
    case FlagKind::Checkpoint:
        return {"save", Tone::Text2, 7};
    }
    return {"flag", Tone::Text2, 8};
}

} // namespace

EventsLane::EventsLane(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Events"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void EventsLane::setFlags(std::vector<RunFlag> flags) {
    m_flags = std::move(flags);
    update();
}

void EventsLane::setTimeline(const Curve* timeline, XAxis axis) {
    m_timeline = timeline;
    m_axis = axis;
    update();
}

void EventsLane::setXRange(double low, double high) {
    m_low = low;
    m_high = high;
    update();
}

std::vector<EventsLane::Mark> EventsLane::layOut() const {
    std::vector<std::size_t> order(m_flags.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    // Important kinds first and, among equals, the newest: it keeps its chip while older ones become dots.
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        const int rankA = lookOf(m_flags[a].kind).rank;
        const int rankB = lookOf(m_flags[b].kind).rank;
        return rankA != rankB ? rankA < rankB : m_flags[a].step > m_flags[b].step;
    });
    const QFontMetrics metrics(fontOf(FontRole::ColumnHead));
    const int left = scaled(PlotCanvas::kLeftMargin);
    const int room = width() - left - scaled(PlotCanvas::kRightMargin);
    std::vector<Mark> marks;
    for (const auto index : order) {
        const double x = m_timeline ? m_timeline->xOfStep(m_flags[index].step, m_axis) : static_cast<double>(m_flags[index].step);
        if (x < m_low || x > m_high || m_high <= m_low)
            continue;
        const int pixel = left + static_cast<int>(room * (x - m_low) / (m_high - m_low));
        const int chipWidth = metrics.horizontalAdvance(m_flags[index].label) + 2 + scaled(12) + 2 * scaled(kChipPadding) + 4;
        const int chipLeft = std::min(pixel, width() - chipWidth - 4);
        const QRect chip(chipLeft, (height() - scaled(kChipHeight)) / 2, chipWidth, scaled(kChipHeight));
        const bool isFree =
            m_flags[index].kind != FlagKind::Checkpoint && std::none_of(marks.begin(), marks.end(), [&](const Mark& mark) {
                return mark.isChip && mark.area.adjusted(-4, 0, 4, 0).intersects(chip);
            });
        if (isFree)
            marks.push_back({chip, index, true});
        else
            marks.push_back({QRect(pixel - 4, (height() - 8) / 2, 8, 8), index, false});
    }
    // A dot under a chip would only be noise.
    std::erase_if(marks, [&marks](const Mark& dot) {
        return !dot.isChip && std::any_of(marks.begin(), marks.end(),
                                          [&](const Mark& chip) { return chip.isChip && chip.area.intersects(dot.area); });
    });
    return marks;
}

void EventsLane::paintEvent(QPaintEvent*) {
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(fontOf(FontRole::Caption));
    painter.setPen(t.text2);
    painter.drawText(QRect(9, 0, scaled(PlotCanvas::kLeftMargin), height()), Qt::AlignVCenter | Qt::AlignLeft, tr("Events"));
    painter.setFont(fontOf(FontRole::ColumnHead));
    for (const auto& mark : layOut()) {
        const FlagLook look = lookOf(m_flags[mark.flag].kind);
        painter.setPen(Qt::NoPen);
        if (!mark.isChip) {
            painter.setBrush(m_theme.color(look.tone));
            painter.drawEllipse(QRectF(mark.area).adjusted(1.5, 1.5, -1.5, -1.5));
            continue;
        }
        painter.setBrush(m_theme.softColor(look.tone));
        painter.drawRoundedRect(mark.area, 3, 3);
        m_theme.icon(look.icon, look.tone).paint(&painter, QRect(mark.area.left() + scaled(kChipPadding), mark.area.top() + scaled(3), scaled(12), scaled(12)));
        painter.setPen(m_theme.color(look.tone));
        painter.drawText(mark.area.adjusted(scaled(kChipPadding) + 4 + scaled(12), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         m_flags[mark.flag].label);
    }
}

const RunFlag* EventsLane::flagAt(const QPoint& position) const {
    for (const auto& mark : layOut())
        if (mark.area.adjusted(-3, -6, 3, 6).contains(position))
            return &m_flags[mark.flag];
    return nullptr;
}

void EventsLane::mousePressEvent(QMouseEvent* event) {
    if (const auto* flag = flagAt(event->pos()))
        Q_EMIT flagPicked(flag->step);
}

void EventsLane::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto* flag = flagAt(event->pos()))
        Q_EMIT flagOpened(flag->step);
}

bool EventsLane::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto* flag = flagAt(help->pos()))
        QToolTip::showText(help->globalPos(), flag->text, this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace cpw::ui
