// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/length_histogram.h"

#include "ui/text/format.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

constexpr int kBottom = 22;
constexpr int kTop = 56; // room for the marks
constexpr int kMarkRow = 16;
constexpr double kGrab = 6;
constexpr int kTickEvery = 60; // pixels

} // namespace

LengthHistogram::LengthHistogram(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setMinimumHeight(scaled(120));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Token lengths"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LengthHistogram::setLengths(const api::TokenLengths& lengths) {
    m_lengths = lengths;
    describe();
    update();
}

void LengthHistogram::setLimit(std::size_t limit) {
    m_limit = limit;
    describe();
    update();
}

void LengthHistogram::clear() {
    m_lengths = {};
    update();
}

void LengthHistogram::describe() {
    setAccessibleDescription(m_lengths.rows == 0 ? tr("not counted yet")
                                                 : tr("median %1, 95 % up to %2, longest %3, limit %4")
                                                       .arg(m_lengths.quantile(0.5))
                                                       .arg(m_lengths.quantile(0.95))
                                                       .arg(m_lengths.counts.size() - 1)
                                                       .arg(m_limit));
}

std::size_t LengthHistogram::firstLength() const {
    const auto found = std::find_if(m_lengths.counts.begin(), m_lengths.counts.end(), [](std::uint64_t count) { return count > 0; });
    const auto first = static_cast<std::size_t>(found - m_lengths.counts.begin());
    return first > 2 ? first - 2 : 0;
}

std::size_t LengthHistogram::lastLength() const {
    const auto longest = m_lengths.counts.empty() ? 0 : m_lengths.counts.size() - 1;
    // A limit far away would leave no room for the bars.
    return m_limit > 0 && m_limit < 2 * longest ? std::max(longest, m_limit) + 2 : longest + 2;
}

QRectF LengthHistogram::plotArea() const {
    return QRectF(rect()).adjusted(8, scaled(kTop), -8, -scaled(kBottom));
}

double LengthHistogram::xOf(double length) const {
    const auto area = plotArea();
    const auto first = static_cast<double>(firstLength());
    return area.left() + area.width() * (length - first) / std::max(1.0, static_cast<double>(lastLength()) - first);
}

std::size_t LengthHistogram::lengthAt(double x) const {
    const auto area = plotArea();
    const auto first = static_cast<double>(firstLength());
    const double share = std::clamp((x - area.left()) / area.width(), 0.0, 1.0);
    return static_cast<std::size_t>(std::lround(first + share * (static_cast<double>(lastLength()) - first)));
}

void LengthHistogram::paintEvent(QPaintEvent*) {
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setFont(fontOf(FontRole::Table));
    if (m_lengths.rows == 0) {
        painter.setPen(t.text3);
        painter.drawText(rect(), Qt::AlignCenter, tr("The lengths of all rows are counted here."));
        return;
    }
    paintBars(painter);
    paintAxis(painter);
    paintMark(painter, m_lengths.quantile(0.5), tr("median %1").arg(m_lengths.quantile(0.5)), 0, t.text2);
    paintMark(painter, m_lengths.quantile(0.95), tr("95 % up to %1").arg(m_lengths.quantile(0.95)), 1, t.text2);
    paintMark(painter, m_lengths.counts.size() - 1, tr("longest %1").arg(m_lengths.counts.size() - 1), 2, t.text2);
    if (m_limit > 0 && m_limit <= lastLength())
        paintMark(painter, m_limit, tr("limit %1").arg(m_limit), 1, t.err);
    if (hasFocus()) {
        painter.setPen(QPen(t.text, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void LengthHistogram::paintBars(QPainter& painter) const {
    const auto& counts = m_lengths.counts;
    const double most = static_cast<double>(*std::max_element(counts.begin(), counts.end()));
    const auto area = plotArea();
    const double step = std::max(1.0, xOf(1) - xOf(0));
    for (std::size_t length = 0; length < counts.size(); ++length) {
        const double height = area.height() * static_cast<double>(counts[length]) / most;
        const bool isOver = m_limit > 0 && length > m_limit;
        if (counts[length] > 0)
            painter.fillRect(QRectF(xOf(static_cast<double>(length)) - step / 2, area.bottom() - std::max(1.0, height), std::max(1.0, step - 1), std::max(1.0, height)),
                             isOver ? m_theme.tokens().err : m_theme.tokens().accent);
    }
}

void LengthHistogram::paintAxis(QPainter& painter) const {
    const Tokens& t = m_theme.tokens();
    const auto area = plotArea();
    painter.setPen(t.axis);
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.setPen(t.text2);
    const double lengths = static_cast<double>(lastLength() - firstLength());
    const auto step = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(lengths * scaled(kTickEvery) / std::max(1.0, area.width()))));
    for (std::size_t length = (firstLength() / step + 1) * step; length <= lastLength(); length += step)
        painter.drawText(QRectF(xOf(static_cast<double>(length)) - scaled(30), area.bottom() + 3, scaled(60), scaled(kBottom) - 3), Qt::AlignHCenter | Qt::AlignTop, QString::number(length));
}

void LengthHistogram::paintMark(QPainter& painter, std::size_t length, const QString& text, int row, const QColor& color) const {
    const auto area = plotArea();
    const double x = xOf(static_cast<double>(length));
    painter.setPen(QPen(color, 1, Qt::DashLine));
    const double top = rect().top() + 4 + scaled(kMarkRow) * row;
    painter.drawLine(QPointF(x, top), QPointF(x, area.bottom()));
    painter.setPen(color);
    const int width = painter.fontMetrics().horizontalAdvance(text);
    const double left = x + 4 + width > rect().right() ? x - 4 - width : x + 4;
    painter.drawText(QPointF(left, top + scaled(kMarkRow) - 4), text);
}

void LengthHistogram::mousePressEvent(QMouseEvent* event) {
    m_isDragging = m_lengths.rows > 0 && m_limit > 0 && std::abs(event->position().x() - xOf(static_cast<double>(std::min(m_limit, lastLength())))) <= kGrab;
}

void LengthHistogram::mouseMoveEvent(QMouseEvent* event) {
    const double x = event->position().x();
    if (m_isDragging)
        setLimit(std::max<std::size_t>(1, lengthAt(x)));
    const bool isNear = m_lengths.rows > 0 && m_limit > 0 && std::abs(x - xOf(static_cast<double>(m_limit))) <= kGrab;
    setCursor(isNear || m_isDragging ? Qt::SizeHorCursor : Qt::ArrowCursor);
}

void LengthHistogram::mouseReleaseEvent(QMouseEvent*) {
    if (std::exchange(m_isDragging, false))
        Q_EMIT limitChosen(m_limit);
}

void LengthHistogram::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0 || m_limit == 0)
        return QWidget::keyPressEvent(event);
    setLimit(static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, static_cast<std::ptrdiff_t>(m_limit) + step)));
    Q_EMIT limitChosen(m_limit);
}

} // namespace cpw::ui
