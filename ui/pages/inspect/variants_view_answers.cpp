// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/variants_view.h"

#include "ui/pages/inspect/cell_map.h"
#include "ui/pages/inspect/contribution_bars.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/variants_view_slots.h"
#include "ui/text/format.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/segmented_buttons.h"
#include "ui/widgets/token_chips.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

// VariantsView: what is asked of both, and how answers are shown.
namespace cpw::ui {

namespace {

constexpr int kPatternSide = 64;

QVariant valueOf(const std::optional<double>& value) {
    return value ? QVariant(*value) : QVariant();
}

QVariantList numbersOf(const QString& name, const std::optional<double>& first, const std::optional<double>& second) {
    return {name, valueOf(first), valueOf(second), first && second ? QVariant(*second - *first) : QVariant()};
}

/// Tokens with the prompts before them, as chips.
std::vector<api::ShownToken> chipsOf(const api::RowLook& look, int prompts) {
    std::vector<api::ShownToken> chips;
    for (int prompt = 0; prompt < prompts; ++prompt)
        chips.push_back({"P" + std::to_string(prompt + 1), api::kSpecialToken, false, false});
    chips.insert(chips.end(), look.tokens.begin(), look.tokens.end());
    return chips;
}

} // namespace

Result<VariantLooks> variantLooks(const api::Inspector& inspector, const api::RowQuestion& first, const api::RowQuestion& second, std::stop_token stop) {
    if (first.model.run != second.model.run) {
        CPW_TRY(one, inspector.look({.model = first.model, .row = first.row}, stop));
        CPW_TRY(two, inspector.look({.model = second.model, .row = second.row}, stop));
        const auto isSame = std::ranges::equal(one.values, two.values, {}, &api::LookedValue::id, &api::LookedValue::id);
        if (!isSame)
            return badInput("row {} of {} is another row in {}; compare runs on the same data set with the same fields", first.row,
                            api::toText(first.model.run), api::toText(second.model.run));
    }
    CPW_TRY(one, inspector.look(first, stop));
    CPW_TRY(two, inspector.look(second, stop));
    return VariantLooks{std::move(one), std::move(two)};
}

void VariantsView::ask() {
    if (!looked().row || !looked().second) {
        m_asked.reset();
        return clear(tr("Nothing is pinned. \"Pin as B\" keeps what is shown now; \"Compare with\" takes another checkpoint or run."));
    }
    const auto questions = std::pair(*looked().row, *looked().second);
    if (m_asked == questions)
        return;
    m_asked = questions;
    m_bars->setFields(looked().fields);
    askLooks();
}

void VariantsView::clear(const QString& note) {
    for (InspectSlot* slot : {&m_slots->looks, &m_slots->grids, &m_slots->attention, &m_slots->contributions})
        slot->cancel();
    m_looks.reset();
    m_grids.reset();
    m_attention.reset();
    m_numbers.setTable({});
    m_heads->setGrid({});
    m_prompts->setNumbers({});
    m_bars->clear();
    for (int i = 0; i < 2; ++i) {
        m_chips[i]->setTokens({});
        m_chipTitles[i]->clear();
    }
    for (QLabel* label : {m_headText, m_promptText, m_barText})
        label->clear();
    m_note->setText(note);
    m_empty->setTexts(tr("Nothing to compare with"), note);
    m_stack->setCurrentIndex(0);
}

void VariantsView::askLooks() {
    m_note->setText(tr("Computing"));
    m_stack->setCurrentIndex(1);
    m_slots->looks.ask([questions = *m_asked](const api::Inspector& inspector,
                                              std::stop_token stop) { return variantLooks(inspector, questions.first, questions.second, stop); },
                       [this](Result<VariantLooks> looks) {
                           if (!looks) {
                               m_asked.reset();
                               return clear(looks.error().code == ErrorCode::Stopped ? QString() : sentenceText(errorText(looks.error())));
                           }
                           m_looks = std::move(*looks);
                           showLooks();
                       });
}

void VariantsView::showLooks() {
    m_note->setText(tr("A: %1\nB: %2").arg(looked().name, looked().secondName));
    showNumbers();
    showPrompts();
    askContributions();
    if (m_looks->first.layers > 0 && m_looks->second.layers > 0) {
        askGrids();
        return askAttention();
    }
    m_heads->setGrid({});
    m_headText->setText(tr("Attention needs the language model on both sides."));
    const VariantLooks& looks = *m_looks;
    m_chipTitles[0]->setText(QStringLiteral("A"));
    m_chipTitles[1]->setText(QStringLiteral("B"));
    m_chips[0]->setTokens(looks.first.tokens);
    m_chips[1]->setTokens(looks.second.tokens);
}

void VariantsView::showNumbers() {
    if (!m_looks)
        return;
    const auto& [a, b] = *m_looks;
    const bool isTrained = a.stamp.hasLearntClicks && b.stamp.hasLearntClicks;
    ShownTable table{tr("A and B"), {QString(), QStringLiteral("A"), QStringLiteral("B"), tr("B less A")}, {}, 4};
    table.rows = {numbersOf(isTrained ? tr("Probability") : tr("Probability (untrained)"), a.probability, b.probability),
                  numbersOf(tr("CTR side logit"), a.ctrLogit, b.ctrLogit), numbersOf(tr("Language model logit"), a.plmLogit, b.plmLogit),
                  numbersOf(tr("Joint logit"), a.logit, b.logit)};
    const auto fact = [this](const api::RowLook& look, float api::HeadFacts::*part) -> std::optional<double> {
        const auto index = static_cast<std::size_t>(m_heads->layer() * look.heads + m_heads->head());
        return index < look.headFacts.size() && m_heads->head() < look.heads ? std::optional(static_cast<double>(look.headFacts[index].*part)) : std::nullopt;
    };
    table.rows.push_back(numbersOf(tr("Layer %1, head %2: share on prompts").arg(m_heads->layer() + 1).arg(m_heads->head() + 1),
                                   fact(a, &api::HeadFacts::promptShare), fact(b, &api::HeadFacts::promptShare)));
    table.rows.push_back(numbersOf(tr("Layer %1, head %2: entropy, bits").arg(m_heads->layer() + 1).arg(m_heads->head() + 1),
                                   fact(a, &api::HeadFacts::entropy), fact(b, &api::HeadFacts::entropy)));
    m_numbers.setTable(std::move(table));
    fitColumns(*m_table);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch); // the numbers stay in sight
}

void VariantsView::askGrids() {
    m_slots->grids.ask(
        [questions = *m_asked](const api::Inspector& inspector, std::stop_token stop) -> Result<Grids> {
            CPW_TRY(first, inspector.grid(questions.first, kPatternSide, stop));
            CPW_TRY(second, inspector.grid(questions.second, kPatternSide, stop));
            return Grids{std::move(first), std::move(second)};
        },
        [this](Result<Grids> grids) {
            if (!grids)
                return m_headText->setText(sentenceText(errorText(grids.error())));
            m_grids = std::move(*grids);
            showGrids();
        });
}

void VariantsView::showGrids() {
    if (!m_grids)
        return;
    QString text = m_modes->current() == 2 ? tr("Orange where B looks more, blue where it looks less.") : tr("Darker where the head looks more.");
    if (m_modes->current() != 2)
        m_heads->setGrid(m_modes->current() == 0 ? m_grids->first : m_grids->second);
    else if (!m_heads->setDifference(m_grids->second, m_grids->first))
        text = tr("A and B have not the same layers, heads, prompts or number of tokens; look at each alone.");
    m_headText->setText(text);
}

void VariantsView::askAttention() {
    const int layer = std::clamp(m_heads->layer(), 0, std::max(0, std::min(m_looks->first.layers, m_looks->second.layers) - 1));
    m_slots->attention.ask(
        [questions = *m_asked, layer](const api::Inspector& inspector, std::stop_token stop) -> Result<Attentions> {
            CPW_TRY(first, inspector.attention(questions.first, layer, stop));
            CPW_TRY(second, inspector.attention(questions.second, layer, stop));
            return Attentions{std::move(first), std::move(second), layer};
        },
        [this](Result<Attentions> attentions) {
            if (!attentions)
                return;
            m_attention = std::move(*attentions);
            showAttention();
        });
}

void VariantsView::showAttention() {
    if (!m_attention || !m_looks)
        return;
    const api::RowLook* looks[] = {&m_looks->first, &m_looks->second};
    const api::LayerAttention* attentions[] = {&m_attention->first, &m_attention->second};
    m_query = std::clamp(m_query, 0, m_attention->first.tokens - 1);
    m_tokenTitle->setText(tr("Attention from \"%1\", layer %2, head %3")
                              .arg(qstr(looks[0]->tokens[static_cast<std::size_t>(m_query)].text))
                              .arg(m_attention->layer + 1)
                              .arg(m_heads->head() + 1));
    float most = 1e-6F;
    std::vector<float> weights[2];
    for (std::size_t i = 0; i < 2; ++i) {
        const auto& attention = *attentions[i];
        const int columns = attention.prompts + attention.tokens;
        const int head = std::clamp(m_heads->head(), 0, attention.heads - 1);
        const int query = std::clamp(m_query, 0, attention.tokens - 1);
        const auto first = attention.weights.begin() + static_cast<std::ptrdiff_t>(head * attention.tokens + query) * columns;
        weights[i].assign(first, first + columns);
        most = std::max(most, *std::max_element(weights[i].begin(), weights[i].end()));
    }
    for (std::size_t i = 0; i < 2; ++i) { // one scale for both
        const int prompts = attentions[i]->prompts;
        float share = 0;
        for (int prompt = 0; prompt < prompts; ++prompt)
            share += weights[i][static_cast<std::size_t>(prompt)];
        m_chipTitles[i]->setText(tr("%1: %2 % on prompts").arg(i == 0 ? QStringLiteral("A") : QStringLiteral("B"), QString::number(100 * static_cast<double>(share), 'f', 0)));
        m_chips[i]->setTokens(chipsOf(*looks[i], prompts));
        m_chips[i]->setShades(weights[i], most);
        m_chips[i]->setSelected(prompts + std::min(m_query, attentions[i]->tokens - 1));
    }
}

void VariantsView::showPrompts() {
    const auto& a = m_looks->first.norms;
    const auto& b = m_looks->second.norms;
    if (a.layers != b.layers || a.prompts != b.prompts || a.keys.empty()) {
        m_prompts->setNumbers({});
        m_promptText->setText(a.keys.empty() && b.keys.empty() ? tr("Neither has soft prompts.") : tr("A and B have not the same soft prompts."));
        return;
    }
    CellNumbers numbers{numberTitles(a.layers, tr("layer") + QLatin1Char(' ')), {}, {}, CellNumbers::Scale::AroundZero, 2};
    const bool hasValues = !a.values.empty() && !b.values.empty();
    numbers.columns = numberTitles(a.prompts, hasValues ? tr("key") + QLatin1Char(' ') : QStringLiteral("P"));
    if (hasValues)
        numbers.columns << numberTitles(a.prompts, tr("value") + QLatin1Char(' '));
    for (int layer = 0; layer < a.layers; ++layer) {
        const auto add = [&](const std::vector<float>& first, const std::vector<float>& second) {
            for (int prompt = 0; prompt < a.prompts; ++prompt) {
                const auto place = static_cast<std::size_t>(layer * a.prompts + prompt);
                numbers.values.push_back(second[place] - first[place]);
            }
        };
        add(a.keys, b.keys);
        if (hasValues)
            add(a.values, b.values);
    }
    m_prompts->setNumbers(std::move(numbers));
    m_promptText->setText(m_prompts->chosenText());
}

void VariantsView::askContributions() {
    struct Both {
        api::Contributions first, second;
    };
    m_slots->contributions.ask(
        [questions = *m_asked](const api::Inspector& inspector, std::stop_token stop) -> Result<Both> {
            CPW_TRY(first, inspector.contributions(questions.first, api::ContributionMethod::IntegratedGradients, stop));
            CPW_TRY(second, inspector.contributions(questions.second, api::ContributionMethod::IntegratedGradients, stop));
            return Both{std::move(first), std::move(second)};
        },
        [this](Result<Both> both) {
            if (!both) {
                m_bars->clear();
                return m_barText->setText(both.error().code == ErrorCode::Stopped ? QString() : sentenceText(errorText(both.error())));
            }
            m_barText->setText(tr("Grey: A, from an average row at %1. Colour and number: B, from %2. Integrated gradients.")
                                   .arg(QString::number(both->first.base, 'f', 2), QString::number(both->second.base, 'f', 2)));
            m_bars->setContributions(std::move(both->first), std::move(both->second));
        });
}

} // namespace cpw::ui
