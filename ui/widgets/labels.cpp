// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

#include <cstring>

namespace cpw::ui {

QLabel* makeLabel(const char* role, const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QString::fromLatin1(role));
    return label;
}

QFrame* makeFrame(const char* kind, QWidget* parent) {
    auto* frame = new QFrame(parent);
    frame->setProperty("kind", QString::fromLatin1(kind));
    return frame;
}

QPushButton* makeButton(const Theme& theme, const QString& text, const char* icon, const char* kind, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    const QLatin1String kindText(kind);
    if (!kindText.isEmpty())
        button->setProperty("kind", QString(kindText));
    if (std::strlen(icon) > 0) {
        const Tone tone = kindText == QLatin1String("primary")  ? Tone::AccentText
                          : kindText == QLatin1String("danger") ? Tone::Err
                                                                : Tone::Text2;
        button->setIcon(theme.icon(icon, tone));
        button->setIconSize(QSize(scaled(14), scaled(14)));
    }
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QWidget* makeCardHead(const QString& title, QLabel* facts, QWidget* parent) {
    auto* head = new QWidget(parent);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(metric::kGap);
    row->addWidget(makeLabel("section", title, head));
    row->addWidget(facts, 1);
    return head;
}

void setStyleProperty(QWidget* widget, const char* name, const QString& value) {
    if (widget->property(name).toString() == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

ElidedLabel::ElidedLabel(const char* role, QWidget* parent) : QLabel(parent) {
    setProperty("role", QString::fromLatin1(role));
    setTextFormat(Qt::PlainText);
}

void ElidedLabel::setFullText(const QString& text) {
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    elide();
    updateGeometry();
}

QSize ElidedLabel::minimumSizeHint() const {
    return {24, QLabel::minimumSizeHint().height()};
}

QSize ElidedLabel::sizeHint() const {
    return {fontMetrics().horizontalAdvance(m_text) + 4, QLabel::sizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::elide() {
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideRight, width());
    if (shown != text())
        setText(shown);
    setToolTip(shown == m_text ? QString() : m_text);
}

BadgeLabel::BadgeLabel(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void BadgeLabel::setContent(const QString& icon, const QString& text, Tone tone) {
    if (icon == m_icon && text == m_text && tone == m_tone)
        return;
    m_icon = icon;
    m_text = text;
    m_tone = tone;
    setVisible(!text.isEmpty());
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize BadgeLabel::sizeHint() const {
    const int iconWidth = m_icon.isEmpty() ? 0 : 4 + scaled(12);
    return {QFontMetrics(fontOf(FontRole::ColumnHead)).horizontalAdvance(m_text) + iconWidth + 14, scaled(18)};
}

void BadgeLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.softColor(m_tone));
    painter.drawRoundedRect(rect(), 4, 4);
    int x = 7;
    if (!m_icon.isEmpty()) {
        m_theme.icon(m_icon, m_tone).paint(&painter, QRect(x, (height() - scaled(12)) / 2, scaled(12), scaled(12)));
        x += 4 + scaled(12);
    }
    painter.setPen(m_theme.color(m_tone));
    painter.setFont(fontOf(FontRole::ColumnHead));
    painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, m_text);
}

IconLabel::IconLabel(const Theme& theme, const QString& icon, Tone tone, int size, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_icon(icon), m_tone(tone) {
    setFixedSize(scaled(size), scaled(size));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IconLabel::setIcon(const QString& icon, Tone tone) {
    m_icon = icon;
    m_tone = tone;
    update();
}

void IconLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    m_theme.icon(m_icon, m_tone).paint(&painter, rect());
}

} // namespace cpw::ui
