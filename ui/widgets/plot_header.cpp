// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plot_header.h"

#include <QMouseEvent>
#include <QPainter>

#include <utility>

namespace cpw::ui {
namespace {

constexpr int kSwatch = 16;
constexpr int kHeight = 26;

} // namespace

PlotHeader::PlotHeader(const Theme& theme, QString title, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_title(std::move(title)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(scaled(60));
    setAccessibleName(m_title);
}

QSize PlotHeader::sizeHint() const {
    return {400, scaled(kHeight)};
}

void PlotHeader::setTitle(const QString& title) {
    if (m_title == title)
        return;
    m_title = title;
    setAccessibleName(title);
    update();
}

void PlotHeader::setItems(std::vector<Item> items) {
    if (items == m_items)
        return;
    m_items = std::move(items);
    QStringList slopes;
    for (const auto& item : m_items)
        if (!item.slope.isEmpty())
            slopes << QStringLiteral("%1: %2 %3").arg(item.name, item.difference, item.slope);
    setToolTip(slopes.join(QLatin1Char('\n')));
    setAccessibleDescription(slopes.join(QStringLiteral("; ")));
    update();
}

QString PlotHeader::valueOf(const Item& item) const {
    QString text = item.value;
    if (!item.difference.isEmpty())
        text += QStringLiteral("  \u0394") + item.difference;
    return m_areSlopesShown && !item.slope.isEmpty() ? text + QLatin1Char(' ') + item.slope : text;
}

/// Of title and items as paintEvent() sets them.
int PlotHeader::fullWidth() const {
    const QFontMetrics names(fontOf(FontRole::Table));
    const QFontMetrics values(fontOf(FontRole::Mono));
    int width = 12 + QFontMetrics(fontOf(FontRole::TableMedium)).horizontalAdvance(m_title) + 24;
    for (const auto& item : m_items)
        width += scaled(kSwatch) + names.horizontalAdvance(item.name) + values.horizontalAdvance(valueOf(item)) + 29;
    return width;
}

void PlotHeader::paintEvent(QPaintEvent*) {
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont titleFont = fontOf(FontRole::TableMedium);
    titleFont.setWeight(QFont::DemiBold);
    painter.setFont(titleFont);
    painter.setPen(t.text);
    int x = 12;
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, m_title);
    x += QFontMetrics(titleFont).horizontalAdvance(m_title) + 16;
    m_areas.clear();
    m_areSlopesShown = true;
    m_areSlopesShown = fullWidth() <= width();
    for (const auto& item : m_items) {
        const QString value = valueOf(item);
        const QFont nameFont = fontOf(FontRole::Table);
        const QFont valueFont = fontOf(FontRole::Mono);
        const int nameWidth = QFontMetrics(nameFont).horizontalAdvance(item.name);
        const int valueWidth = QFontMetrics(valueFont).horizontalAdvance(value);
        const QColor color = item.isHidden ? t.borderStrong : item.color;
        QPen pen(color, 2);
        if (item.dash > 0)
            pen.setDashPattern(item.dash == 1 ? QVector<qreal>{3, 1.5} : QVector<qreal>{1, 1.5});
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawLine(x, height() / 2, x + scaled(kSwatch), height() / 2);
        painter.setPen(item.isHidden ? t.text3 : t.text2);
        painter.setFont(nameFont);
        painter.drawText(QRect(x + scaled(kSwatch) + 6, 0, nameWidth, height()), Qt::AlignVCenter, item.name);
        painter.setPen(item.isHidden ? t.text3 : t.text);
        painter.setFont(valueFont);
        painter.drawText(QRect(x + scaled(kSwatch) + 6 + nameWidth + 7, 0, valueWidth + 2, height()), Qt::AlignVCenter, value);
        const int itemWidth = scaled(kSwatch) + 6 + nameWidth + 7 + valueWidth;
        m_areas.emplace_back(x, 0, itemWidth, height());
        x += itemWidth + 16;
    }
}

int PlotHeader::itemAt(const QPoint& position) const {
    for (std::size_t i = 0; i < m_areas.size(); ++i)
        if (m_areas[i].contains(position))
            return static_cast<int>(i);
    return -1;
}

void PlotHeader::mousePressEvent(QMouseEvent* event) {
    if (const int item = itemAt(event->pos()); item >= 0)
        Q_EMIT toggled(item);
}

void PlotHeader::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const int item = itemAt(event->pos()); item >= 0)
        Q_EMIT soloed(item);
}

} // namespace cpw::ui
