// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/head_pattern.h"

#include "ui/text/format.h"

#include <QPainter>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kPatternStrip = 5; // colours of the fields
constexpr int kPatternTop = 16;
constexpr int kPatternBottom = 8;

} // namespace

HeadPattern::HeadPattern(const Theme& theme, QWidget* parent) : InspectChart(theme, parent) {
    setAccessibleName(tr("Attention of the chosen head"));
}

void HeadPattern::setAttention(const api::LayerAttention& attention, int head, const std::vector<api::ShownToken>& tokens) {
    m_tokens = attention.tokens;
    m_prompts = attention.prompts;
    m_shown = tokens;
    const auto size = static_cast<std::ptrdiff_t>(m_tokens) * (m_prompts + m_tokens);
    const auto first = attention.weights.begin() + head * size;
    m_weights.assign(first, first + size);
    makeImage();
    update();
}

void HeadPattern::clear() {
    m_tokens = 0;
    m_weights.clear();
    m_image = {};
    update();
}

void HeadPattern::makeImage() {
    const int columns = m_prompts + m_tokens;
    if (m_tokens == 0)
        return;
    const Tokens& t = tokens();
    const float most = mostWeight();
    m_image = QImage(columns, m_tokens, QImage::Format_RGB32);
    for (int row = 0; row < m_tokens; ++row) {
        auto* line = reinterpret_cast<QRgb*>(m_image.scanLine(row));
        for (int column = 0; column < columns; ++column)
            line[column] = blend(t.raised, t.accent, static_cast<double>(m_weights[static_cast<std::size_t>(row * columns + column)] / most)).rgb();
    }
}

float HeadPattern::mostWeight() const {
    return m_weights.empty() ? 1e-6F : std::max(1e-6F, *std::max_element(m_weights.begin(), m_weights.end()));
}

ChartKey HeadPattern::key() const {
    const double most = static_cast<double>(mostWeight());
    return {{}, ChartKey::Scale{0, most, 2, [t = tokens(), most](double value) { return blend(t.raised, t.accent, value / most); }}, isFigure() ? tr("row: query, column: key") : QString()};
}

ShownTable HeadPattern::table() const {
    ShownTable table{accessibleName(), {tr("query")}, {}, 4};
    for (int prompt = 0; prompt < m_prompts; ++prompt)
        table.columns << QStringLiteral("P%1").arg(prompt + 1);
    for (int token = 0; token < m_tokens; ++token)
        table.columns << QStringLiteral("%1 %2").arg(token + 1).arg(qstr(m_shown[static_cast<std::size_t>(token)].text));
    for (int row = 0; row < m_tokens; ++row) {
        QVariantList cells{qstr(m_shown[static_cast<std::size_t>(row)].text)};
        for (int column = 0; column < m_prompts + m_tokens; ++column)
            cells << static_cast<double>(m_weights[static_cast<std::size_t>(row * (m_prompts + m_tokens) + column)]);
        table.rows.push_back(cells);
    }
    return table;
}

void HeadPattern::paint(QPainter& painter) const {
    if (m_tokens == 0)
        return;
    const Tokens& t = tokens();
    const QRect area = ground().adjusted(kPatternStrip + 2, kPatternTop, -1, -kPatternBottom);
    painter.drawImage(area, m_image);
    painter.setPen(t.border);
    painter.drawRect(area);
    const double column = static_cast<double>(area.width()) / (m_prompts + m_tokens);
    const double row = static_cast<double>(area.height()) / m_tokens;
    for (int token = 0; token < m_tokens; ++token) {
        const int field = m_shown[static_cast<std::size_t>(token)].field;
        if (field < 0)
            continue;
        const QColor color = t.runs[static_cast<std::size_t>(field) % t.runs.size()];
        painter.fillRect(QRectF(0, area.top() + token * row, kPatternStrip, row), color);
        painter.fillRect(QRectF(area.left() + (m_prompts + token) * column, area.bottom() + 2, column, kPatternStrip), color);
    }
    painter.setFont(fontOf(FontRole::MonoSmall));
    painter.setPen(t.text2);
    const double border = area.left() + m_prompts * column;
    if (m_prompts > 0) {
        painter.fillRect(QRectF(border - 0.5, kPatternTop - 6, 1, area.height() + 6), t.text);
        const bool hasRoom = painter.fontMetrics().horizontalAdvance(tr("prompts")) < border - 4;
        painter.drawText(QRectF(0, 0, border - 4, kPatternTop - 2), Qt::AlignRight | Qt::AlignVCenter,
                         hasRoom ? tr("prompts") : QStringLiteral("P"));
    }
    painter.drawText(QRectF(border + 4, 0, area.right() - border, kPatternTop - 2), Qt::AlignLeft | Qt::AlignVCenter, tr("text"));
}

} // namespace cpw::ui
