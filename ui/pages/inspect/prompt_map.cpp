// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/prompt_map.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

constexpr int kMapLeft = 22;
constexpr int kMapTop = 18;
constexpr int kMapBottom = 18;
constexpr int kMapBetween = 14; // keys and values
constexpr double kMapFullDeviations = 3;

const std::vector<float>& numbersOf(const api::PromptNorms& norms, api::PromptPart part) {
    return part == api::PromptPart::Keys ? norms.keys : norms.values;
}

QColor shade(const Tokens& t, double share, bool isDeviation) {
    const QColor tone = !isDeviation ? t.accent : share < 0 ? t.runs[0] : t.runs[1];
    return blend(t.raised, tone, 0.03 + 0.9 * std::min(1.0, std::abs(share)));
}

} // namespace

PromptMap::PromptMap(const Theme& theme, QWidget* parent) : InspectChart(theme, parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Soft prompts"));
}

void PromptMap::setNorms(api::PromptNorms norms) {
    m_norms = std::move(norms);
    m_layer = std::clamp(m_layer, 0, std::max(0, m_norms.layers - 1));
    m_prompt = std::clamp(m_prompt, 0, std::max(0, m_norms.prompts - 1));
    if (!hasValues())
        m_part = api::PromptPart::Keys;
    setAccessibleDescription(chosenText());
    update();
}

void PromptMap::setReference(std::optional<std::pair<api::PromptNorms, api::PromptNorms>> reference) {
    m_reference = std::move(reference);
    setAccessibleDescription(chosenText());
    update();
}

void PromptMap::setChosen(int layer, int prompt, api::PromptPart part) {
    m_layer = layer;
    m_prompt = prompt;
    m_part = part;
    setAccessibleDescription(chosenText());
    update();
}

CellLayout PromptMap::cells(api::PromptPart part) const {
    const int halves = hasValues() ? 2 : 1;
    const int half = (ground().width() - scaled(kMapLeft) - (halves - 1) * scaled(kMapBetween)) / halves;
    const int left = scaled(kMapLeft) + (part == api::PromptPart::Values ? half + scaled(kMapBetween) : 0);
    return {QRect(left, scaled(kMapTop), half, ground().height() - scaled(kMapTop) - scaled(kMapBottom)),
            numbersOf(m_norms, part).empty() ? 0 : m_norms.layers, m_norms.prompts};
}

std::optional<double> PromptMap::deviations(int layer, int prompt, api::PromptPart part) const {
    if (!m_reference)
        return std::nullopt;
    const auto place = index(layer, prompt);
    const auto& means = numbersOf(m_reference->first, part);
    const auto& spreads = numbersOf(m_reference->second, part);
    const auto& norms = numbersOf(m_norms, part);
    if (place >= means.size() || place >= spreads.size() || place >= norms.size())
        return std::nullopt;
    const double spread = static_cast<double>(spreads[place]);
    return spread > 0 ? static_cast<double>(norms[place] - means[place]) / spread : 0.0;
}

QString PromptMap::chosenText() const {
    const auto& norms = numbersOf(m_norms, m_part);
    const auto place = index(m_layer, m_prompt);
    if (place >= norms.size())
        return {};
    const QString norm = QString::number(norms[place], 'f', 2);
    const QString text = m_part == api::PromptPart::Keys ? tr("P%1, layer %2, keys: norm %3").arg(m_prompt + 1).arg(m_layer + 1).arg(norm)
                                                         : tr("P%1, layer %2, values: norm %3").arg(m_prompt + 1).arg(m_layer + 1).arg(norm);
    const auto away = deviations(m_layer, m_prompt, m_part);
    return away ? tr("%1, %2 sd").arg(text, (*away >= 0 ? QStringLiteral("+") : QString()) + QString::number(*away, 'f', 1)) : text;
}

ShownTable PromptMap::table() const {
    ShownTable table{accessibleName(), {tr("Layer"), tr("Prompt"), tr("norm of keys"), tr("deviations"), tr("norm of values"), tr("deviations")}, {}, 3};
    for (int layer = 0; layer < m_norms.layers; ++layer)
        for (int prompt = 0; prompt < m_norms.prompts; ++prompt) {
            QVariantList cells{layer + 1, QStringLiteral("P%1").arg(prompt + 1)};
            for (const auto part : {api::PromptPart::Keys, api::PromptPart::Values}) {
                const auto& norms = numbersOf(m_norms, part);
                const auto away = deviations(layer, prompt, part);
                cells << (norms.empty() ? QVariant() : QVariant(static_cast<double>(norms[index(layer, prompt)]))) << (away ? QVariant(*away) : QVariant());
            }
            table.rows.push_back(cells);
        }
    return table;
}

/// Of keys and values: both are of one scale.
double PromptMap::mostNorm() const {
    float most = 1e-6F;
    for (const auto part : {api::PromptPart::Keys, api::PromptPart::Values})
        for (const float norm : numbersOf(m_norms, part))
            most = std::max(most, norm);
    return static_cast<double>(most);
}

ChartKey PromptMap::key() const {
    const Tokens t = tokens();
    if (m_reference)
        return {{},
                ChartKey::Scale{-kMapFullDeviations, kMapFullDeviations, 0,
                                [t](double value) { return shade(t, value / kMapFullDeviations, true); }, tr("sd")}};
    const double most = mostNorm();
    return {{}, ChartKey::Scale{0, most, 2, [t, most](double value) { return shade(t, value / most, false); }}};
}

void PromptMap::paintPart(QPainter& painter, api::PromptPart part) const {
    const Tokens& t = tokens();
    const auto& norms = numbersOf(m_norms, part);
    const auto layout = cells(part);
    if (layout.isEmpty())
        return;
    const double most = mostNorm();
    painter.setPen(t.text2);
    painter.drawText(layout.cell({0, 0}).left(), scaled(kMapTop) - 5, part == api::PromptPart::Keys ? tr("keys") : tr("values"));
    layout.drawColumnTitles(painter, numberTitles(m_norms.prompts, QStringLiteral("P")),
                            ground().height() - scaled(kMapBottom) + 2, scaled(kMapBottom) - 2);
    if (part == api::PromptPart::Keys)
        layout.drawRowTitles(painter, numberTitles(m_norms.layers), scaled(kMapLeft));
    for (int layer = 0; layer < m_norms.layers; ++layer)
        for (int prompt = 0; prompt < m_norms.prompts; ++prompt) {
            const auto away = deviations(layer, prompt, part);
            const QRect cell = layout.cell({layer, prompt});
            painter.fillRect(cell, away ? shade(t, *away / kMapFullDeviations, true)
                                        : shade(t, static_cast<double>(norms[index(layer, prompt)]) / most, false));
            if (away && *away < 0)
                paintMinus(painter, cell, std::abs(*away) > kMapFullDeviations / 2 ? t.accentText : t.text);
        }
}

void PromptMap::paint(QPainter& painter) const {
    const Tokens& t = tokens();
    painter.setFont(fontOf(FontRole::MonoSmall));
    for (const auto part : {api::PromptPart::Keys, api::PromptPart::Values})
        paintPart(painter, part);
    if (!isFigure() && index(m_layer, m_prompt) < numbersOf(m_norms, m_part).size()) {
        painter.setPen(QPen(hasFocus() ? t.accent : t.text, 2));
        painter.drawRect(cells(m_part).cell({m_layer, m_prompt}));
    }
}

void PromptMap::choose(int layer, int prompt, api::PromptPart part) {
    if (m_norms.prompts == 0)
        return;
    setChosen(std::clamp(layer, 0, m_norms.layers - 1), std::clamp(prompt, 0, m_norms.prompts - 1), part);
    Q_EMIT promptChosen(m_layer, m_prompt, m_part);
}

void PromptMap::mousePressEvent(QMouseEvent* event) {
    for (const auto part : {api::PromptPart::Keys, api::PromptPart::Values})
        if (const auto place = cells(part).at(event->pos()))
            return choose(place->row, place->column, part);
}

void PromptMap::keyPressEvent(QKeyEvent* event) {
    const bool isKeys = m_part == api::PromptPart::Keys;
    if (event->key() == Qt::Key_Left && m_prompt == 0 && !isKeys)
        return choose(m_layer, m_norms.prompts - 1, api::PromptPart::Keys);
    if (event->key() == Qt::Key_Right && m_prompt == m_norms.prompts - 1 && isKeys && hasValues())
        return choose(m_layer, 0, api::PromptPart::Values);
    const auto place = cells(m_part).moved({m_layer, m_prompt}, event->key());
    return place ? choose(place->row, place->column, m_part) : QWidget::keyPressEvent(event);
}

} // namespace cpw::ui
