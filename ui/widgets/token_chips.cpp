// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/token_chips.h"

#include "ui/text/format.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::ui {
namespace {

constexpr int kChipHeight = 22;
constexpr int kRowHeight = 27;
constexpr int kPadding = 5;
constexpr int kGap = 4;

QString shownText(const api::ShownToken& token) {
    return token.isMasked ? TokenChips::tr("mask") : qstr(token.text);
}

} // namespace

TokenChips::TokenChips(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Tokens"));
    setMouseTracking(true);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TokenChips::setTokens(std::vector<api::ShownToken> tokens) {
    m_tokens = std::move(tokens);
    if (m_selected >= static_cast<int>(m_tokens.size()))
        m_selected = -1;
    m_shades.clear();
    setAccessibleDescription(twin());
    keepAllLines();
    updateGeometry();
    update();
}

void TokenChips::setShades(std::vector<float> shades, float most) {
    m_shades = shades.size() == m_tokens.size() ? std::move(shades) : std::vector<float>();
    m_most = std::max(most, 1e-6F);
    setFocusPolicy(m_shades.empty() ? Qt::NoFocus : Qt::StrongFocus);
    update();
}

void TokenChips::setSelected(int token) {
    m_selected = token;
    update();
}

void TokenChips::mousePressEvent(QMouseEvent* event) {
    if (const int token = tokenAt(event->pos()); token >= 0)
        Q_EMIT tokenClicked(token);
}

void TokenChips::mouseMoveEvent(QMouseEvent* event) {
    hover(tokenAt(event->pos()));
}

void TokenChips::leaveEvent(QEvent* event) {
    hover(-1);
    QWidget::leaveEvent(event);
}

void TokenChips::hover(int token) {
    if (std::exchange(m_hovered, token) != token)
        Q_EMIT tokenHovered(token);
}

int TokenChips::tokenAt(const QPoint& place) const {
    for (const auto& chip : layOut(width()))
        if (chip.rect.contains(place))
            return static_cast<int>(chip.token);
    return -1;
}

void TokenChips::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0 || m_tokens.empty())
        return QWidget::keyPressEvent(event);
    Q_EMIT tokenClicked(std::clamp(m_selected + step, 0, static_cast<int>(m_tokens.size()) - 1));
}

QString TokenChips::twin() const {
    QString text;
    for (const auto& token : m_tokens) {
        if (!text.isEmpty() && !token.isContinuation)
            text += QLatin1Char(' ');
        text += token.isMasked ? QStringLiteral("[mask]") : qstr(token.text);
    }
    return text;
}

std::vector<TokenChips::Chip> TokenChips::layOut(int width) const {
    const QFontMetrics metrics(fontOf(FontRole::Table));
    std::vector<Chip> chips;
    int x = 0, y = 0;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
        const int chipWidth = metrics.horizontalAdvance(shownText(m_tokens[i])) + 2 * scaled(kPadding);
        if (x > 0)
            x += m_tokens[i].isContinuation ? 1 : scaled(kGap);
        if (x > 0 && x + chipWidth > width) {
            x = 0;
            y += scaled(kRowHeight);
        }
        chips.push_back({QRect(x, y, chipWidth, scaled(kChipHeight)), i});
        x += chipWidth;
    }
    return chips;
}

int TokenChips::heightForWidth(int width) const {
    const auto chips = layOut(width);
    return chips.empty() ? scaled(kChipHeight) : chips.back().rect.bottom() + 3;
}

void TokenChips::keepAllLines() {
    setMinimumHeight(heightForWidth(width()));
}

void TokenChips::resizeEvent(QResizeEvent* event) {
    if (event->size().width() != event->oldSize().width())
        keepAllLines();
    QWidget::resizeEvent(event);
}

QSize TokenChips::sizeHint() const {
    return {360, heightForWidth(360)};
}

void TokenChips::paintEvent(QPaintEvent*) {
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(fontOf(FontRole::Table));
    for (const auto& chip : layOut(width())) {
        const auto& token = m_tokens[chip.token];
        const bool isField = token.field >= 0;
        const QColor color = isField ? t.runs[static_cast<std::size_t>(token.field) % t.runs.size()] : t.text3;
        painter.setPen(Qt::NoPen);
        const bool isShaded = !m_shades.empty();
        const double weight = isShaded ? std::clamp(static_cast<double>(m_shades[chip.token] / m_most), -1.0, 1.0) : 0;
        const double shade = std::abs(weight);
        const bool isDeep = shade > 0.55;
        if (static_cast<int>(chip.token) == m_selected)
            painter.setPen(QPen(t.text, 1.5));
        if (token.isMasked)
            painter.setBrush(t.text);
        else if (isShaded)
            painter.setBrush(blend(t.raised, weight < 0 ? t.runs[1] : t.accent, 0.04 + 0.86 * shade));
        else
            painter.setBrush(isField ? blend(t.raised, color, 0.16) : token.field == api::kSpecialToken ? t.hover : QColor(Qt::transparent));
        painter.drawRoundedRect(chip.rect, 3, 3);
        if (isField && !token.isMasked)
            painter.fillRect(QRect(chip.rect.left(), chip.rect.bottom() - 1, chip.rect.width(), 2), color);
        painter.setPen(token.isMasked ? t.raised : isDeep ? t.accentText : token.field == api::kSpecialToken ? t.text3 : isField ? t.text : t.text2);
        painter.drawText(chip.rect, Qt::AlignCenter, shownText(token));
    }
}

} // namespace cpw::ui
