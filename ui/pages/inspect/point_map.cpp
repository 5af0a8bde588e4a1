// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/point_map.h"

#include "ui/widgets/pgf_plot.h"
#include "ui/widgets/point_mark.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kLeft = 22;
constexpr int kBottom = 20;
constexpr int kMargin = 8;
constexpr int kKeyWidth = 130;
constexpr int kKeyRow = 18;
constexpr double kDot = 3;
constexpr double kReach = 24; // pixels around a click

} // namespace

PointMap::PointMap(const Theme& theme, const QString& name, QWidget* parent) : InspectChart(theme, parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(name);
}

void PointMap::setPoints(std::vector<MapPoint> points, const QStringList& groups) {
    m_points = std::move(points);
    m_groups = groups;
    m_chosen = -1;
    m_left = m_bottom = std::numeric_limits<double>::max();
    m_right = m_top = std::numeric_limits<double>::lowest();
    for (const auto& point : m_points) {
        m_left = std::min(m_left, point.x);
        m_right = std::max(m_right, point.x);
        m_bottom = std::min(m_bottom, point.y);
        m_top = std::max(m_top, point.y);
    }
    setAccessibleDescription(tr("%n points", nullptr, static_cast<int>(m_points.size())));
    update();
}

void PointMap::setAxes(const QString& horizontal, const QString& vertical) {
    m_horizontal = horizontal;
    m_vertical = vertical;
    update();
}

void PointMap::setChosen(int point) {
    m_chosen = point < static_cast<int>(m_points.size()) ? point : -1;
    if (m_chosen >= 0)
        setAccessibleDescription(m_points[static_cast<std::size_t>(m_chosen)].name);
    update();
}

ShownTable PointMap::table() const {
    ShownTable table{accessibleName(), {tr("name"), tr("group"), QStringLiteral("x"), QStringLiteral("y")}, {}, 4};
    for (const auto& point : m_points)
        table.rows.push_back({point.name, point.group >= 0 && point.group < m_groups.size() ? m_groups[point.group] : QString(), point.x, point.y});
    return table;
}

QRectF PointMap::area() const {
    const int key = m_groups.isEmpty() ? 0 : kKeyWidth;
    return QRectF(ground().adjusted(kLeft, kMargin, -kMargin - key, -kBottom));
}

QPointF PointMap::placeOf(const MapPoint& point) const {
    const QRectF where = area().adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const double width = std::max(1e-12, m_right - m_left);
    const double height = std::max(1e-12, m_top - m_bottom);
    return {where.left() + (point.x - m_left) / width * where.width(), where.bottom() - (point.y - m_bottom) / height * where.height()};
}

QColor PointMap::colorOf(int group) const {
    const Tokens& t = tokens();
    if (group < 0)
        return m_groups.isEmpty() ? t.accent : t.text3;
    return t.runs[static_cast<std::size_t>(group) % t.runs.size()];
}

void PointMap::paint(QPainter& painter) const {
    const Tokens& t = tokens();
    if (m_points.empty())
        return;
    painter.setFont(fontOf(FontRole::MonoSmall));
    painter.setPen(t.border);
    painter.drawRect(area());
    painter.setPen(t.text2);
    painter.drawText(QRectF(area().left(), ground().height() - kBottom + 2, area().width(), kBottom - 2), Qt::AlignCenter, m_horizontal);
    painter.save();
    painter.rotate(-90);
    painter.drawText(QRectF(-area().bottom(), 0, area().height(), kLeft - 4), Qt::AlignCenter, m_vertical);
    painter.restore();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const auto& point : m_points) {
        const QColor color = colorOf(point.group);
        // Groups from the ninth on have the colours of the first ones, as rings.
        const bool isRing = point.group >= static_cast<int>(t.runs.size());
        painter.setPen(isRing ? QPen(color, 1.4) : QPen(Qt::NoPen));
        painter.setBrush(isRing ? QBrush(Qt::NoBrush) : QBrush(color));
        paintMark(painter, placeOf(point), std::max(0, point.group), kDot);
    }
    if (m_chosen >= 0 && !isFigure()) {
        const auto& point = m_points[static_cast<std::size_t>(m_chosen)];
        painter.setPen(QPen(hasFocus() ? t.accent : t.text, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(placeOf(point), kDot + 4, kDot + 4);
    }
    paintGroups(painter);
}

void PointMap::paintGroups(QPainter& painter) const {
    if (m_groups.isEmpty())
        return;
    const Tokens& t = tokens();
    painter.setFont(fontOf(FontRole::Table));
    const int left = static_cast<int>(area().right()) + 12;
    QStringList names = m_groups;
    const bool hasOthers = std::any_of(m_points.begin(), m_points.end(), [](const auto& point) { return point.group < 0; });
    if (hasOthers)
        names << tr("others");
    for (int i = 0; i < names.size(); ++i) {
        const int group = i < m_groups.size() ? i : -1;
        const bool isRing = group >= static_cast<int>(t.runs.size());
        const QPointF dot(left + 4, kMargin + kKeyRow * i + kKeyRow / 2.0);
        painter.setPen(isRing ? QPen(colorOf(group), 1.4) : QPen(Qt::NoPen));
        painter.setBrush(isRing ? QBrush(Qt::NoBrush) : QBrush(colorOf(group)));
        paintMark(painter, dot, std::max(0, group), kDot + 0.5);
        painter.setPen(t.text);
        const QRect words(left + 14, kMargin + kKeyRow * i, ground().width() - left - 16, kKeyRow);
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(names[i], Qt::ElideRight, words.width()));
    }
}

QString PointMap::pgfplots(const FigureForm& form) const {
    const Tokens light = lightTokens();
    const double across = 0.03 * std::max(1e-12, m_right - m_left), up = 0.03 * std::max(1e-12, m_top - m_bottom);
    PgfPlot plot{{m_horizontal, m_left - across, m_right + across, {}, false}, {m_vertical, m_bottom - up, m_top + up, {}, false}, {}, {}};
    plot.legendPlace = QStringLiteral("outer north east");
    for (int group = -1; group < static_cast<int>(m_groups.size()); ++group) {
        const QString name = group >= 0 ? m_groups[group] : m_groups.isEmpty() ? QString() : tr("others");
        PgfLine points{name, group >= 0 ? light.runs[static_cast<std::size_t>(group) % light.runs.size()] : m_groups.isEmpty() ? light.accent : light.text3, 0, 0, true, {}, {}};
        points.mark = std::max(0, group);
        for (const auto& point : m_points)
            if (point.group == group || (group < 0 && point.group >= m_groups.size()))
                points.points.emplace_back(point.x, point.y);
        if (!points.points.empty())
            plot.lines.push_back(std::move(points));
    }
    return pgfText(plot, form);
}

std::optional<int> PointMap::nearest(const QPointF& position, double within) const {
    std::optional<int> found;
    double least = within * within;
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const QPointF away = placeOf(m_points[i]) - position;
        const double distance = QPointF::dotProduct(away, away);
        if (distance <= least) {
            least = distance;
            found = static_cast<int>(i);
        }
    }
    return found;
}

std::optional<int> PointMap::next(double x, double y) const {
    if (m_points.empty())
        return std::nullopt;
    if (m_chosen < 0)
        return 0;
    const QPointF from = placeOf(m_points[static_cast<std::size_t>(m_chosen)]);
    std::optional<int> found;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const QPointF away = placeOf(m_points[i]) - from;
        const double ahead = away.x() * x + away.y() * y;
        const double aside = std::abs(away.x() * y) + std::abs(away.y() * x);
        if (ahead <= 1e-9 || static_cast<int>(i) == m_chosen)
            continue;
        if (const double cost = ahead + 2 * aside; cost < least) {
            least = cost;
            found = static_cast<int>(i);
        }
    }
    return found;
}

void PointMap::choose(int point) {
    setChosen(point);
    Q_EMIT pointChosen(point);
}

void PointMap::mousePressEvent(QMouseEvent* event) {
    if (const auto point = nearest(event->position(), kReach))
        choose(*point);
}

void PointMap::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (key != Qt::Key_Left && key != Qt::Key_Right && key != Qt::Key_Up && key != Qt::Key_Down)
        return QWidget::keyPressEvent(event);
    const double x = key == Qt::Key_Left ? -1 : key == Qt::Key_Right ? 1 : 0;
    const double y = key == Qt::Key_Up ? -1 : key == Qt::Key_Down ? 1 : 0;
    if (const auto point = next(x, y))
        choose(*point);
}

bool PointMap::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto point = nearest(help->pos(), kReach / 2);
    if (point)
        QToolTip::showText(help->globalPos(), m_points[static_cast<std::size_t>(*point)].name, this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace cpw::ui
