// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/row_view.h"

#include "ui/pages/inspect/attention_mass.h"
#include "ui/pages/inspect/checkpoint_line.h"
#include "ui/pages/inspect/contribution_bars.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/head_pattern.h"
#include "ui/pages/inspect/prompt_map.h"
#include "ui/text/format.h"
#include "ui/widgets/segmented_buttons.h"
#include "ui/widgets/token_chips.h"

#include <QDialog>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numeric>

// RowView: how tokens and the chosen head are drawn, and what all of it says as tables.
namespace cpw::ui {

namespace {

constexpr int kLargeHead = 760;

} // namespace

void RowView::showHead() {
    const int layer = m_heads->layer();
    const int head = m_heads->head();
    m_headTitle->setText(tr("Layer %1, head %2").arg(layer + 1).arg(head + 1));
    m_mask->setText(isMasked(layer, head) ? tr("Unmask this head") : tr("Mask this head"));
    const auto index = static_cast<std::size_t>(layer * shown().heads + head);
    if (index < shown().headFacts.size())
        m_headFacts->setText(tr("Share on prompts %1\nEntropy %2 bits\nMeans over all tokens")
                                 .arg(QString::number(static_cast<double>(shown().headFacts[index].promptShare), 'f', 2),
                                      QString::number(static_cast<double>(shown().headFacts[index].entropy), 'f', 2)));
    if (m_attention && m_attendedLayer == layer && head < m_attention->heads && static_cast<int>(shown().tokens.size()) == m_attention->tokens)
        m_pattern->setAttention(*m_attention, head, shown().tokens);
}

void RowView::openHead() {
    if (m_pattern->isEmpty() || !m_attention)
        return;
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(m_headTitle->text());
    auto* layout = new QVBoxLayout(dialog);
    auto* large = new HeadPattern(m_theme, dialog);
    large->setAttention(*m_attention, std::clamp(m_heads->head(), 0, m_attention->heads - 1), shown().tokens);
    layout->addWidget(large);
    dialog->resize(kLargeHead, kLargeHead);
    dialog->open();
}

void RowView::setTokenMode(TokenMode mode) {
    m_mode = mode;
    m_modes->setCurrent(static_cast<int>(mode));
    m_predictionTable->setVisible(mode == TokenMode::Mask);
    m_massBox->setVisible(mode == TokenMode::Attention);
    if (!m_recorded)
        return;
    if (mode == TokenMode::Mask)
        askMasked();
    showTokens();
}

void RowView::tokenClicked(int token) {
    if (m_mode == TokenMode::Mask) {
        if (m_maskedTokens.erase(token) == 0)
            m_maskedTokens.insert(token);
        m_chips->setSelected(token);
        askMasked();
        return showTokens();
    }
    if (m_mode == TokenMode::Contributions) {
        m_query = token;
        return showTokens();
    }
    const int prompts = m_attention ? m_attention->prompts : 0;
    if (token >= prompts) // a prompt asks nothing
        m_query = token - prompts;
    showTokens();
}

void RowView::showTokens() {
    if (!hasText())
        return;
    if (m_mode == TokenMode::Attention)
        showAttention();
    else if (m_mode == TokenMode::Mask)
        showMasked();
    else
        showTokenContributions();
    showHead();
}

bool RowView::hasAttention() const {
    return m_attention && static_cast<int>(shown().tokens.size()) == m_attention->tokens;
}

/// [K + T] of the chosen head.
std::vector<float> RowView::attentionFrom(int query) const {
    const int head = std::clamp(m_heads->head(), 0, m_attention->heads - 1);
    const int columns = m_attention->prompts + m_attention->tokens;
    const auto first = m_attention->weights.begin() + static_cast<std::ptrdiff_t>(head * m_attention->tokens + query) * columns;
    return {first, first + columns};
}

/// The chips of prompts and tokens, shaded by what the chosen token's query of the chosen head gives them.
void RowView::showAttention() {
    if (!hasAttention())
        return;
    m_query = std::clamp(m_query, 0, m_attention->tokens - 1);
    std::vector<api::ShownToken> chips;
    for (int prompt = 0; prompt < m_attention->prompts; ++prompt)
        chips.push_back({"P" + std::to_string(prompt + 1), api::kSpecialToken, false, false});
    chips.insert(chips.end(), shown().tokens.begin(), shown().tokens.end());
    m_chips->setTokens(std::move(chips));
    m_chips->setSelected(m_attention->prompts + m_query);
    shadeAttention(m_query);
}

/// The chosen token's, or of the one under the pointer for as long as it is there.
void RowView::shadeAttention(int query) {
    auto weights = attentionFrom(query);
    const double most = static_cast<double>(*std::max_element(weights.begin(), weights.end()));
    const double share = std::accumulate(weights.begin(), weights.begin() + m_attention->prompts, 0.0);
    QString note = tr("Share on prompts %1 %, darkest %2. Attention shows where a head looks, not why the model decides.")
                       .arg(QString::number(100 * share, 'f', 0), QString::number(most, 'f', 2));
    if (m_mass < 1) {
        const auto mass = heaviest(weights, m_mass);
        for (std::size_t place = 0; place < weights.size(); ++place)
            weights[place] = mass.isHeld[place] ? weights[place] : 0;
        note.prepend(tr("%1 of %2 shaded: they hold %3 %. ").arg(mass.held).arg(weights.size()).arg(QString::number(100 * mass.share, 'f', 0)));
    }
    m_chips->setShades(std::move(weights), static_cast<float>(most));
    m_tokenTitle->setFullText(tr("Attention from \"%1\", layer %2, head %3")
                              .arg(qstr(shown().tokens[static_cast<std::size_t>(query)].text))
                              .arg(m_attendedLayer + 1)
                              .arg(std::clamp(m_heads->head(), 0, m_attention->heads - 1) + 1));
    m_tokenNote->setText(note);
}

void RowView::tokenHovered(int token) {
    if (m_mode != TokenMode::Attention || !hasText() || !hasAttention() || m_chips->tokens().size() != static_cast<std::size_t>(m_attention->prompts + m_attention->tokens))
        return;
    const int query = token - m_attention->prompts; // a prompt asks nothing
    shadeAttention(query >= 0 ? query : m_query);
}

void RowView::setMass(double mass) {
    m_mass = mass;
    m_massBox->setCurrentIndex(std::max(0, m_massBox->findData(mass)));
    if (m_recorded)
        showTokens();
}

void RowView::showMasked() {
    auto tokens = shown().tokens;
    for (const int token : m_maskedTokens)
        tokens[static_cast<std::size_t>(token)].isMasked = true;
    const int selected = m_chips->selected();
    m_chips->setTokens(std::move(tokens));
    m_chips->setShades(std::vector<float>(shown().tokens.size(), 0.0F), 1);
    m_chips->setSelected(selected);
    m_tokenTitle->setFullText(tr("Masked tokens"));
    m_tokenNote->setText(m_maskedTokens.empty() ? tr("A click masks a token, another one shows it again; the model fills in what is masked, with its soft prompts and without.")
                                                : tr("Filled in by the masked-language head; all masked tokens together."));
}

void RowView::showTokenContributions() {
    m_chips->setTokens(shown().tokens);
    m_tokenTitle->setFullText(tr("What each token adds to the logit"));
    const api::Contributions* found = !m_contributions ? nullptr : m_contributions->edited ? &*m_contributions->edited : &m_contributions->recorded;
    if (!found || found->tokens.size() != shown().tokens.size())
        return m_tokenNote->setText(tr("Leave one out measures whole fields; choose another method for tokens."));
    std::vector<float> weights;
    float most = 1e-6F;
    for (const double value : found->tokens) {
        weights.push_back(static_cast<float>(value));
        most = std::max(most, std::abs(weights.back()));
    }
    m_query = std::clamp(m_query, 0, static_cast<int>(weights.size()) - 1);
    m_chips->setShades(weights, most);
    m_chips->setSelected(m_query);
    m_tokenNote->setText(tr("\"%1\" adds %2. Violet raises the logit, orange lowers it; darkest %3. Tokens of the template have no part.")
                             .arg(qstr(shown().tokens[static_cast<std::size_t>(m_query)].text),
                                  signedText(found->tokens[static_cast<std::size_t>(m_query)], 4), QString::number(static_cast<double>(most), 'f', 4)));
}

void RowView::showContributionSum() {
    const auto& found = m_contributions->edited ? *m_contributions->edited : m_contributions->recorded;
    double sum = 0;
    for (const auto& field : found.fields)
        sum += field.ids + field.text;
    QString text = found.method == api::ContributionMethod::IntegratedGradients
                       ? tr("Average row %1, contributions %2, gap %3, logit %4")
                             .arg(QString::number(found.base, 'f', 2), signedText(sum, 2), QString::number(found.gap, 'f', 3), QString::number(found.logit, 'f', 2))
                       : tr("Average row %1, logit %2; this method does not add up").arg(QString::number(found.base, 'f', 2), QString::number(found.logit, 'f', 2));
    if (!found.stamp.hasLearntClicks)
        text += QStringLiteral(" · ") + tr("untrained click logit");
    m_sumText->setText(text);
}

ShownTable RowView::tokenTable() const {
    ShownTable table{tr("Tokens"), {tr("Token"), tr("Field"), tr("Attention"), tr("Contribution")}, {}, 4};
    const api::Contributions* found = !m_contributions ? nullptr : m_contributions->edited ? &*m_contributions->edited : &m_contributions->recorded;
    const auto& tokens = shown().tokens;
    const bool hasAttention = m_attention && m_attention->tokens == static_cast<int>(tokens.size()) && m_heads->head() < m_attention->heads;
    const int prompts = hasAttention ? m_attention->prompts : 0;
    const auto weightOf = [&](int column) -> QVariant {
        if (!hasAttention)
            return {};
        const int columns = prompts + m_attention->tokens;
        return static_cast<double>(m_attention->weights[static_cast<std::size_t>((m_heads->head() * m_attention->tokens + m_query) * columns + column)]);
    };
    for (int prompt = 0; prompt < prompts; ++prompt)
        table.rows.push_back({QStringLiteral("P%1").arg(prompt + 1), QString(), weightOf(prompt), QVariant()});
    for (std::size_t i = 0; i < tokens.size(); ++i)
        table.rows.push_back({qstr(tokens[i].text), tokens[i].field >= 0 && tokens[i].field < looked().fields.size() ? looked().fields[tokens[i].field] : QString(),
                              weightOf(prompts + static_cast<int>(i)),
                              found && found->tokens.size() == tokens.size() ? QVariant(found->tokens[i]) : QVariant()});
    return table;
}

std::vector<ShownTable> RowView::tables() const {
    std::vector<ShownTable> tables;
    if (!m_recorded)
        return tables;
    if (hasText())
        tables.push_back(tokenTable());
    if (!m_predictions.table().rows.empty())
        tables.push_back(m_predictions.table());
    ShownTable heads{tr("Layers and heads"), {tr("Layer"), tr("Head"), tr("Share on prompts"), tr("Entropy")}, {}, 4};
    for (std::size_t i = 0; i < shown().headFacts.size(); ++i)
        heads.rows.push_back({static_cast<int>(i) / shown().heads + 1, static_cast<int>(i) % shown().heads + 1,
                              static_cast<double>(shown().headFacts[i].promptShare), static_cast<double>(shown().headFacts[i].entropy)});
    if (!heads.rows.empty())
        tables.push_back(std::move(heads));
    if (!m_pattern->isEmpty())
        tables.push_back(m_pattern->table());
    for (auto table : {m_prompts->table(), m_bars->table(), m_line->table()})
        if (!table.rows.empty())
            tables.push_back(std::move(table));
    return tables;
}

} // namespace cpw::ui
