// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/row_view.h"

#include "ui/pages/inspect/checkpoint_line.h"
#include "ui/pages/inspect/contribution_bars.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/prompt_map.h"
#include "ui/pages/inspect/row_view_slots.h"
#include "ui/text/format.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/token_chips.h"

#include <algorithm>
#include <cmath>

// RowView: what is asked, and how answers are shown.
namespace cpw::ui {
namespace {

constexpr std::size_t kNearTokens = 5;
constexpr std::size_t kGuesses = 3;
constexpr int kPatternSide = 64; // rows and columns of a head's pattern, prompts apart

QString guessesText(const api::MaskedToken& token) {
    QStringList words;
    for (const auto& guess : token.guesses)
        words << QStringLiteral("%1 %2").arg(qstr(guess.text), QString::number(guess.probability, 'f', 2));
    return words.join(QStringLiteral(", "));
}

} // namespace

void RowView::setLooks(api::RowLook recorded, std::optional<api::RowLook> edited) {
    m_recorded = std::move(recorded);
    m_edited = std::move(edited);
    m_areAsked = false;
    m_line->setStep(m_recorded->stamp.step);
    if (looked().row && m_row != looked().row->row) { // what was pointed at belongs to another sentence
        m_row = looked().row->row;
        m_maskedTokens.clear();
        m_predictions.setTable({});
        m_query = 0;
    }
    const int tokens = static_cast<int>(shown().tokens.size());
    m_query = std::clamp(m_query, 0, std::max(0, tokens - 1));
    std::erase_if(m_maskedTokens, [tokens](int token) { return token >= tokens; });
    m_textParts->setVisible(hasText());
    m_promptParts->setVisible(shown().norms.prompts > 0);
    m_prompts->setNorms(shown().norms);
    m_heads->setFacts(shown().headFacts);
    m_heads->setMasked(looked().row ? looked().row->maskedHeads : std::vector<api::HeadMask>());
    m_bars->setFields(looked().fields);
    if (isVisible())
        askParts();
}

void RowView::clear() {
    m_recorded.reset();
    m_edited.reset();
    m_attention.reset();
    m_contributions.reset();
    m_surveyed.reset();
    m_maskedTokens.clear();
    m_query = 0;
}

void RowView::setOverCheckpoints(std::vector<api::CheckpointProbability> points, bool isEdited) {
    m_line->setPoints(std::move(points), isEdited);
    m_line->setStep(m_recorded ? std::optional(m_recorded->stamp.step) : std::nullopt);
}

void RowView::ask() {
    if (m_recorded && !m_areAsked)
        askParts();
}

void RowView::askParts() {
    if (!looked().row)
        return;
    m_areAsked = true;
    if (hasText()) {
        showHead();
        askAttention();
        askGrid();
        askHeadEffect();
        if (m_mode == TokenMode::Mask)
            askMasked();
    }
    askContributions();
    askPrompt();
    askSurvey();
}

api::RowQuestion RowView::recordedQuestion() const {
    return {.model = looked().row->model, .row = looked().row->row};
}

bool RowView::isMasked(int layer, int head) const {
    return looked().row && std::ranges::find(looked().row->maskedHeads, api::HeadMask{layer, head}) != looked().row->maskedHeads.end();
}

QString RowView::effectText(double probability) const {
    const double change = probability - shown().probability;
    const QString words = std::abs(change) < 0.0005 ? QStringLiteral("±0.000") : signedText(change, 3);
    return QStringLiteral("%1, %2").arg(QString::number(probability, 'f', 3), words);
}

void RowView::askAttention() {
    const int layer = std::clamp(m_heads->layer(), 0, std::max(0, m_recorded->layers - 1));
    m_slots->attention.ask([asked = *looked().row, layer](const api::Inspector& inspector, std::stop_token stop) { return inspector.attention(asked, layer, stop); },
                           [this, layer](Result<api::LayerAttention> attention) {
                               if (!attention)
                                   return m_tokenNote->setText(sentenceText(errorText(attention.error())));
                               m_attention = std::move(*attention);
                               m_attendedLayer = layer;
                               showTokens();
                           });
}

/// All layers at once: another chosen head does not change it.
void RowView::askGrid() {
    m_slots->grid.ask([asked = *looked().row](const api::Inspector& inspector, std::stop_token stop) { return inspector.grid(asked, kPatternSide, stop); },
                      [this](Result<api::AttentionGrid> grid) {
                          if (grid)
                              m_heads->setGrid(std::move(*grid));
                      });
}

/// The probability without the chosen head, or with it where it is masked.
void RowView::askHeadEffect() {
    if (!hasText() || !looked().row)
        return;
    auto asked = *looked().row;
    const api::HeadMask head{m_heads->layer(), m_heads->head()};
    const bool isOff = std::erase(asked.maskedHeads, head) > 0;
    if (!isOff)
        asked.maskedHeads.push_back(head);
    m_slots->headEffect.ask([asked](const api::Inspector& inspector, std::stop_token stop) { return inspector.look(asked, stop); },
                            [this, isOff](Result<api::RowLook> look) {
                                m_headEffect->setText(!look   ? sentenceText(errorText(look.error()))
                                                      : isOff ? tr("With it: %1").arg(effectText(look->probability))
                                                              : tr("Without it: %1").arg(effectText(look->probability)));
                            });
}

void RowView::askMasked() {
    if (m_maskedTokens.empty() || !looked().row) {
        m_slots->masked.cancel();
        return m_predictions.setTable({});
    }
    m_slots->masked.ask(
        [asked = *looked().row, positions = std::vector<int>(m_maskedTokens.begin(), m_maskedTokens.end())](
            const api::Inspector& inspector, std::stop_token stop) { return inspector.masked(asked, positions, kGuesses, stop); },
        [this](Result<api::MaskedPredictions> found) {
            if (!found) {
                m_predictions.setTable({});
                return m_tokenNote->setText(sentenceText(errorText(found.error())));
            }
            ShownTable table{tr("Masked tokens, filled in"),
                             {tr("Token"), tr("with prompts"), tr("Rank"), tr("Guesses"), tr("without prompts"), tr("Rank"), tr("Guesses")},
                             {},
                             3};
            for (std::size_t i = 0; i < found->withPrompts.size() && i < found->withoutPrompts.size(); ++i) {
                const auto& with = found->withPrompts[i];
                const auto& without = found->withoutPrompts[i];
                table.rows.push_back({qstr(with.truth), with.probability, with.rank, guessesText(with), without.probability, without.rank, guessesText(without)});
            }
            m_predictions.setTable(std::move(table));
            fitColumns(*m_predictionTable);
        });
}

void RowView::askContributions() {
    if (!looked().row || !m_recorded)
        return;
    const auto method = static_cast<api::ContributionMethod>(m_method->currentData().toInt());
    m_slots->contributions.ask(
        [plain = recordedQuestion(), changed = *looked().row, method](const api::Inspector& inspector, std::stop_token stop) -> Result<BothContributions> {
            CPW_TRY(recorded, inspector.contributions(plain, method, stop));
            BothContributions both{std::move(recorded), {}};
            if (changed != plain) {
                CPW_TRY(edited, inspector.contributions(changed, method, stop));
                both.edited = std::move(edited);
            }
            return both;
        },
        [this](Result<BothContributions> both) {
            if (!both) {
                m_contributions.reset();
                m_bars->clear();
                return m_sumText->setText(both.error().code == ErrorCode::Stopped ? QString() : sentenceText(errorText(both.error())));
            }
            m_contributions = std::move(*both);
            m_bars->setContributions(m_contributions->recorded, m_contributions->edited);
            showContributionSum();
            if (m_mode == TokenMode::Contributions)
                showTokens();
        });
}

void RowView::askPrompt() {
    m_promptText->setText(m_prompts->chosenText());
    if (!looked().row || !m_recorded || m_recorded->norms.prompts == 0)
        return;
    m_slots->near.ask(
        [asked = *looked().row, layer = m_prompts->layer(), prompt = m_prompts->prompt(), part = m_prompts->part()](
            const api::Inspector& inspector, std::stop_token stop) { return inspector.nearestTokens(asked, layer, prompt, part, kNearTokens, stop); },
        [this](Result<std::vector<api::NearToken>> near) {
            QStringList words;
            for (std::size_t i = 0; near && i < near->size(); ++i)
                words << QStringLiteral("%1 %2").arg(qstr((*near)[i].text), QString::number((*near)[i].cosine, 'f', 2));
            m_nearText->setText(near ? tr("Nearest tokens: %1").arg(words.join(QStringLiteral(", "))) : sentenceText(errorText(near.error())));
        });
    askPromptEffect();
}

/// The probability without the chosen prompt, without all, and with those of an average row.
void RowView::askPromptEffect() {
    struct Without {
        double all = 0, one = 0, averaged = 0;
    };
    using Kind = api::PromptChange::Kind;
    const int prompt = m_prompts->prompt();
    m_slots->promptEffect.ask(
        [asked = *looked().row, prompt](const api::Inspector& inspector, std::stop_token stop) -> Result<Without> {
            const auto with = [&](Kind kind, std::optional<int> which) -> Result<double> {
                auto changed = asked;
                changed.prompts.push_back({kind, std::nullopt, which});
                CPW_TRY(look, inspector.look(changed, stop));
                return look.probability;
            };
            CPW_TRY(one, with(Kind::LeaveOut, prompt));
            CPW_TRY(all, with(Kind::LeaveOut, std::nullopt));
            CPW_TRY(averaged, with(Kind::Average, std::nullopt));
            return Without{all, one, averaged};
        },
        [this, prompt](Result<Without> without) {
            m_promptEffect->setText(without ? tr("P%1 left out: %2\nAll left out: %3\nPrompts of an average row: %4")
                                                  .arg(prompt + 1)
                                                  .arg(effectText(without->one), effectText(without->all), effectText(without->averaged))
                                            : sentenceText(errorText(without.error())));
        });
}

/// Mean and deviation of the norms over training rows, once for each model that is looked at.
void RowView::askSurvey() {
    if (m_recorded->norms.prompts == 0 || m_surveyed == looked().model)
        return;
    m_prompts->setReference(std::nullopt);
    m_slots->survey.ask([asked = looked().model](const api::Inspector& inspector,
                                                 std::stop_token stop) { return inspector.survey(asked, "train", kSurveyedRows, std::nullopt, stop); },
                        [this, asked = looked().model](Result<api::PromptSurvey> survey) {
                            if (!survey)
                                return;
                            m_surveyed = asked;
                            m_prompts->setReference(std::pair(std::move(survey->mean), std::move(survey->deviation)));
                            m_promptText->setText(m_prompts->chosenText());
                        });
}

} // namespace cpw::ui
