// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/experiment/step_strip.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kHeight = 58;

} // namespace

class StepStrip::Card : public QAbstractButton {
public:
    Card(const Theme& theme, QWidget* parent) : QAbstractButton(parent), m_theme(theme) {
        setCheckable(true);
        setMinimumWidth(scaled(96));
        setFixedHeight(scaled(kHeight));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setCursor(Qt::PointingHandCursor);
    }
    void setItem(const StepItem& item) {
        m_item = item;
        setText(item.title);
        QString state = item.detail;
        if (item.errors > 0)
            state = StepStrip::tr("errors: %1").arg(item.errors);
        else if (item.warnings > 0)
            state = StepStrip::tr("warnings: %1").arg(item.warnings);
        setAccessibleName(item.title);
        setAccessibleDescription(state);
        setToolTip(item.detail.isEmpty() ? item.title : item.title + QLatin1Char('\n') + item.detail);
        m_state = state;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Tokens& t = m_theme.tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(isChecked() ? t.accentSoft : underMouse() ? t.hover : t.raised);
        painter.setPen(QPen(isChecked() || hasFocus() ? t.accent : t.border, hasFocus() ? 2 : 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metric::kCardRadius, metric::kCardRadius);
        const bool isFault = m_item.errors > 0;
        const bool isWarning = !isFault && m_item.warnings > 0;
        m_theme.icon(isFault ? "error" : isWarning ? "warning" : "check", isFault ? Tone::Err : isWarning ? Tone::Warn : Tone::Ok)
            .paint(&painter, QRect(10, scaled(12), scaled(14), scaled(14)));
        const QRect area = rect().adjusted(18 + scaled(14), scaled(9), -8, -scaled(9));
        painter.setFont(fontOf(FontRole::TableMedium));
        painter.setPen(t.text);
        painter.drawText(area, Qt::AlignTop | Qt::AlignLeft, painter.fontMetrics().elidedText(m_item.title, Qt::ElideRight, area.width()));
        painter.setFont(fontOf(FontRole::Table));
        painter.setPen(isFault ? t.err : isWarning ? t.warn : t.text2);
        painter.drawText(area, Qt::AlignBottom | Qt::AlignLeft, painter.fontMetrics().elidedText(m_state, Qt::ElideRight, area.width()));
    }

private:
    const Theme& m_theme;
    StepItem m_item;
    QString m_state;
};

StepStrip::StepStrip(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_row(new QHBoxLayout(this)) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(metric::kGap);
    connect(&theme, &Theme::changed, this, [this] {
        for (auto* card : m_cards)
            card->update();
    });
}

void StepStrip::setItems(std::vector<StepItem> items) {
    if (items == m_items)
        return;
    m_items = std::move(items);
    while (m_cards.size() > m_items.size()) {
        m_cards.back()->deleteLater();
        m_cards.back()->hide();
        m_cards.pop_back();
    }
    while (m_cards.size() < m_items.size()) {
        auto* card = new Card(m_theme, this);
        const auto place = m_cards.size();
        connect(card, &QAbstractButton::clicked, this, [this, place] { choose(m_items[place].id); });
        m_cards.push_back(card);
        m_row->addWidget(card, 1);
    }
    for (std::size_t i = 0; i < m_items.size(); ++i)
        m_cards[i]->setItem(m_items[i]);
    const bool isThere = std::any_of(m_items.begin(), m_items.end(), [this](const StepItem& item) { return item.id == m_current; });
    setCurrent(isThere || m_items.empty() ? m_current : m_items.front().id);
}

void StepStrip::setCurrent(const std::string& id) {
    m_current = id;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        m_cards[i]->setChecked(m_items[i].id == id);
        if (m_items[i].id == id)
            setFocusProxy(m_cards[i]);
    }
}

void StepStrip::choose(const std::string& id) {
    setCurrent(id);
    Q_EMIT chosen(id);
}

QWidget* StepStrip::card(const std::string& id) const {
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (m_items[i].id == id)
            return m_cards[i];
    return nullptr;
}

void StepStrip::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    for (std::size_t i = 0; step != 0 && i < m_items.size(); ++i) {
        const auto next = static_cast<std::ptrdiff_t>(i) + step;
        if (m_items[i].id == m_current && next >= 0 && next < static_cast<std::ptrdiff_t>(m_items.size())) {
            m_cards[static_cast<std::size_t>(next)]->setFocus();
            return choose(m_items[static_cast<std::size_t>(next)].id);
        }
    }
    QWidget::keyPressEvent(event);
}

} // namespace cpw::ui
