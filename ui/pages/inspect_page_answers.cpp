// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect_page.h"

#include "ui/pages/inspect/checkpoint_line.h"
#include "ui/pages/inspect/contribution_bars.h"
#include "ui/pages/inspect/head_grid.h"
#include "ui/pages/inspect/inspect_slots.h"
#include "ui/pages/inspect/prompt_map.h"
#include "ui/pages/page_header.h"
#include "ui/text/format.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/token_chips.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

// InspectPage: what is asked, and how answers are shown.
namespace cpw::ui {
namespace {

constexpr std::size_t kRankedRows = 1000;
constexpr std::size_t kOfferedValues = 200;
constexpr std::size_t kNearTokens = 5;
constexpr std::size_t kSurveyedRows = 256;
constexpr int kPatternSide = 64; // rows and columns of a head's pattern, prompts apart

QString probabilityText(double value) {
    return QString::number(value, 'f', 3);
}

QString logitText(const std::optional<double>& value) {
    return value ? QString::number(*value, 'f', 2) : QStringLiteral("-");
}

} // namespace

void InspectPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    openRun();
}

api::ModelAt InspectPage::model() const {
    return {*m_run, m_selection.stepCursor()};
}

api::RowQuestion InspectPage::question(bool isEdited) const {
    api::RowQuestion question;
    question.model = model();
    question.row = *m_row;
    if (isEdited)
        question.edits = m_edits;
    return question;
}

void InspectPage::fail(const Error& error) {
    if (error.code != ErrorCode::Stopped)
        m_state->setText(sentenceText(errorText(error)));
}

void InspectPage::openRun() {
    auto run = m_selection.currentRun();
    if (const auto& chosen = m_selection.runs(); !chosen.empty() && std::find(chosen.begin(), chosen.end(), run) == chosen.end())
        run = chosen.front(); // selected on the Runs page and not opened
    if (run && run != m_selection.currentRun())
        m_selection.chooseRun(*run);
    if (!run) {
        m_stack->setCurrentIndex(0);
        m_empty->setTexts(tr("No run to look into"), tr("Choose a run on the Runs page, or train one."));
        m_run.reset();
        return;
    }
    const bool isNew = m_run != run;
    m_run = run;
    if (isNew) {
        m_edits.clear();
        m_fields.clear();
        m_row.reset();
        m_recorded.reset();
        m_edited.reset();
        m_attention.reset();
        m_surveyed.reset();
    }
    m_slots->marks.ask([run = *run](const api::Inspector& inspector, std::stop_token) { return inspector.checkpoints(run); },
                       [this](Result<std::vector<api::CheckpointMark>> marks) {
                           if (!marks)
                               return fail(marks.error());
                           takeCheckpoints(*marks);
                       });
}

void InspectPage::takeCheckpoints(const std::vector<api::CheckpointMark>& marks) {
    m_marks = marks;
    if (marks.empty()) {
        m_stack->setCurrentIndex(0);
        m_empty->setTexts(tr("%1 has no checkpoint yet").arg(qstr(api::toText(*m_run))),
                          tr("\"Checkpoint now\" on the Live page writes one; the stages write theirs as they validate."));
        return;
    }
    m_stack->setCurrentIndex(1);
    m_checkpoint->clear();
    m_checkpoint->addItem(m_session.activeRun() == m_run ? tr("now, in training") : tr("best"));
    for (const auto& mark : marks)
        m_checkpoint->addItem(mark.isBest ? tr("step %1, best").arg(countText(mark.step)) : tr("step %1").arg(countText(mark.step)),
                              QVariant::fromValue<qlonglong>(mark.step));
    updateHeader();
    if (!m_fields.isEmpty())
        return askAll();
    m_state->setText(tr("Reading the data of the run"));
    m_slots->fields.ask([run = *m_run](const api::Inspector& inspector, std::stop_token stop) { return inspector.fieldNames(run, stop); },
                        [this](Result<std::vector<std::string>> names) {
                            if (!names)
                                return fail(names.error());
                            m_fields.clear();
                            for (const auto& name : *names)
                                m_fields << qstr(name);
                            makeFieldRows();
                            askRows();
                        });
}

void InspectPage::makeFieldRows() {
    m_rows.clear();
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    for (int field = 0; field < m_fields.size(); ++field) {
        auto* holder = new QWidget(this);
        auto* layout = new QVBoxLayout(holder);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(2);
        FieldRow row{new QComboBox(holder), makeLabel("help", {}, holder)};
        row.value->setEditable(true);
        row.value->setInsertPolicy(QComboBox::NoInsert);
        row.value->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        row.value->setMinimumContentsLength(8);
        row.value->setAccessibleName(m_fields[field]);
        row.note->hide();
        layout->addWidget(row.value);
        layout->addWidget(row.note);
        m_form->addRow(makeLabel("help", m_fields[field], this), holder);
        connect(row.value, &QComboBox::activated, this, [this, field](int index) { edit(field, m_rows[static_cast<std::size_t>(field)].value->itemText(index)); });
        connect(row.value->lineEdit(), &QLineEdit::editingFinished, this,
                [this, field] { edit(field, m_rows[static_cast<std::size_t>(field)].value->currentText()); });
        m_rows.push_back(row);
    }
    m_bars->setFields(m_fields);
    fillValues(0);
}

/// One field after the other, so that each list is there before somebody opens it.
void InspectPage::fillValues(int field) {
    if (field >= m_fields.size())
        return;
    m_slots->values.ask([run = *m_run, field](const api::Inspector& inspector,
                                             std::stop_token stop) { return inspector.values(run, field, {}, kOfferedValues, stop); },
                        [this, field](Result<std::vector<api::ValueCount>> values) {
                            if (!values)
                                return fail(values.error());
                            auto* box = m_rows[static_cast<std::size_t>(field)].value;
                            const QString shown = box->currentText();
                            const QSignalBlocker blocker(box);
                            box->clear();
                            for (const auto& value : *values)
                                box->addItem(qstr(value.value));
                            box->setCurrentText(shown);
                            fillValues(field + 1);
                        });
}

void InspectPage::askRows() {
    if (!m_run || m_fields.isEmpty())
        return;
    api::RowRankingQuestion question;
    question.model = model();
    question.part = m_part->currentData().toString().toStdString();
    question.order = static_cast<api::RowOrder>(m_order->currentData().toInt());
    question.count = kRankedRows;
    m_state->setText(tr("Ordering the rows"));
    m_slots->rows.ask([question](const api::Inspector& inspector, std::stop_token stop) { return inspector.rank(question, stop); },
                      [this](Result<api::RowRanking> ranking) {
                          if (!ranking) {
                              // A PA-MLM stage has not learnt clicks: its rows come as they are in the table.
                              const auto table = m_order->findData(static_cast<int>(api::RowOrder::Table));
                              if (m_order->currentIndex() == table)
                                  return fail(ranking.error());
                              m_order->setCurrentIndex(table);
                              return askRows();
                          }
                          m_ranking = std::move(*ranking);
                          m_isFilling = true;
                          m_placeBox->setMaximum(std::max(1, static_cast<int>(m_ranking.rows.size())));
                          m_placeBox->setValue(1);
                          m_isFilling = false;
                          showPlace(0);
                      });
}

void InspectPage::showPlace(std::size_t place) {
    if (m_ranking.rows.empty())
        return m_state->setText(tr("This part has no rows."));
    showRow(m_ranking.rows[std::min(place, m_ranking.rows.size() - 1)].row);
}

void InspectPage::showRow(std::uint64_t row) {
    m_row = row;
    m_edits.clear();
    m_query = -1;
    askAll();
}

void InspectPage::edit(int field, const QString& value) {
    if (!m_recorded || static_cast<std::size_t>(field) >= m_recorded->values.size())
        return;
    std::erase_if(m_edits, [field](const api::FieldEdit& edit) { return edit.field == field; });
    if (value.toStdString() != m_recorded->values[static_cast<std::size_t>(field)].id)
        m_edits.push_back({field, value.toStdString(), api::EditSide::Both});
    m_editTimer.start();
}

void InspectPage::resetEdits() {
    m_edits.clear();
    m_editTimer.start();
}

void InspectPage::askAll() {
    askAtStep();
    askOver();
}

void InspectPage::askAtStep() {
    if (!m_row)
        return;
    updateHeader();
    askLooks();
    askContributions();
}

/// Opens every checkpoint of the run, so only for another row or another edit.
void InspectPage::askOver() {
    if (!m_row)
        return;
    m_slots->over.ask([question = question(true)](const api::Inspector& inspector,
                                                  std::stop_token stop) { return inspector.overCheckpoints(question, stop); },
                      [this](Result<std::vector<api::CheckpointProbability>> points) {
                          if (!points)
                              return m_line->setPoints({}, false);
                          m_line->setPoints(std::move(*points), !m_edits.empty());
                          m_line->setStep(m_recorded ? std::optional(m_recorded->stamp.step) : std::nullopt);
                      });
}

void InspectPage::askLooks() {
    struct Looks {
        api::RowLook recorded;
        std::optional<api::RowLook> edited, withoutPrompts;
    };
    m_reset->setEnabled(!m_edits.empty());
    m_editedText->setEnabled(false); // old until the answer is here
    m_slots->look.ask(
        [plain = question(false), changed = question(true)](const api::Inspector& inspector, std::stop_token stop) -> Result<Looks> {
            CPW_TRY(recorded, inspector.look(plain, stop));
            Looks looks{std::move(recorded), {}, {}};
            if (!changed.edits.empty()) {
                CPW_TRY(edited, inspector.look(changed, stop));
                looks.edited = std::move(edited);
            }
            if (looks.recorded.norms.prompts > 0) {
                auto without = changed;
                without.prompts = {api::PromptChange{}};
                CPW_TRY(left, inspector.look(without, stop));
                looks.withoutPrompts = std::move(left);
            }
            return looks;
        },
        [this](Result<Looks> looks) {
            if (!looks)
                return fail(looks.error());
            m_recorded = std::move(looks->recorded);
            m_edited = std::move(looks->edited);
            showLook();
            const auto& shown = m_edited ? *m_edited : *m_recorded;
            m_withoutText->setText(looks->withoutPrompts ? tr("All prompts left out: %1, %2")
                                                               .arg(probabilityText(looks->withoutPrompts->probability),
                                                                    signedText(looks->withoutPrompts->probability - shown.probability, 3))
                                                         : QString());
        });
}

void InspectPage::showLook() {
    const auto& shown = m_edited ? *m_edited : *m_recorded;
    updateHeader();
    showValues(*m_recorded);
    showProbabilities();
    m_line->setStep(m_recorded->stamp.step);
    m_textParts->setVisible(hasText());
    m_promptParts->setVisible(shown.norms.prompts > 0);
    m_prompts->setNorms(shown.norms);
    m_heads->setFacts(shown.headFacts);
    if (hasText()) {
        if (m_query < 0 || m_query >= static_cast<int>(shown.tokens.size()))
            m_query = 0;
        askAttention();
        askGrid();
    }
    askPrompt();
    askSurvey();
}

void InspectPage::showValues(const api::RowLook& recorded) {
    m_labelText->setText(recorded.isPositive ? tr("clicked") : tr("not clicked"));
    m_rowText->setText(tr("Row %1 of the table, %2 in this order").arg(countText(static_cast<std::int64_t>(*m_row)), countText(static_cast<std::int64_t>(m_ranking.matching))));
    for (std::size_t i = 0; i < m_rows.size() && i < recorded.values.size(); ++i) {
        const auto edit = std::find_if(m_edits.begin(), m_edits.end(), [i](const api::FieldEdit& each) { return each.field == static_cast<int>(i); });
        const QString was = qstr(recorded.values[i].id);
        const QSignalBlocker blocker(m_rows[i].value);
        if (!m_rows[i].value->lineEdit()->hasFocus() || edit == m_edits.end())
            m_rows[i].value->setCurrentText(edit == m_edits.end() ? was : qstr(edit->value));
        if (!m_rows[i].value->lineEdit()->hasFocus())
            m_rows[i].value->lineEdit()->setCursorPosition(0); // the beginning of a long text
        const auto& value = (m_edited ? *m_edited : recorded).values[i];
        QStringList notes;
        if (edit != m_edits.end())
            notes << tr("was %1").arg(was);
        notes << (value.isKnown ? tr("in training: %1").arg(countText(static_cast<std::int64_t>(value.trainingRows))) : tr("unknown id"));
        m_rows[i].note->setText(notes.join(QStringLiteral(" · ")));
        m_rows[i].note->show();
    }
}

void InspectPage::showProbabilities() {
    m_recordedText->setText(probabilityText(m_recorded->probability));
    m_recordedBar->setValue(static_cast<int>(std::lround(1000 * m_recorded->probability)));
    m_editedText->setEnabled(true);
    m_editedText->setText(m_edited ? probabilityText(m_edited->probability) + QStringLiteral("  ") + signedText(m_edited->probability - m_recorded->probability, 3)
                                   : QStringLiteral("-"));
    m_editedBar->setValue(m_edited ? static_cast<int>(std::lround(1000 * m_edited->probability)) : 0);
    const auto arrow = [this](const std::optional<double>& before, const std::optional<double>& after) {
        return m_edited && before ? tr("%1 to %2").arg(logitText(before), logitText(after)) : logitText(before);
    };
    const auto& after = m_edited ? *m_edited : *m_recorded;
    m_logits->setText(tr("CTR side logit %1\nLanguage model logit %2\nTogether %3")
                          .arg(arrow(m_recorded->ctrLogit, after.ctrLogit), arrow(m_recorded->plmLogit, after.plmLogit), arrow(m_recorded->logit, after.logit)));
    m_state->setText(tr("Computed in %1 ms").arg(std::lround(1000 * (m_recorded->stamp.seconds + (m_edited ? m_edited->stamp.seconds : 0)))));
}

void InspectPage::askAttention() {
    const int layer = std::clamp(m_heads->layer(), 0, std::max(0, m_recorded->layers - 1));
    m_slots->attention.ask([asked = question(true), layer](const api::Inspector& inspector, std::stop_token stop) { return inspector.attention(asked, layer, stop); },
                           [this, layer](Result<api::LayerAttention> attention) {
                               if (!attention)
                                   return fail(attention.error());
                               m_attention = std::move(*attention);
                               m_slots->attendedLayer = layer;
                               showAttention();
                           });
}

/// All layers at once: another chosen head does not change it.
void InspectPage::askGrid() {
    m_slots->grid.ask([asked = question(true)](const api::Inspector& inspector, std::stop_token stop) { return inspector.grid(asked, kPatternSide, stop); },
                      [this](Result<api::AttentionGrid> grid) {
                          if (grid)
                              m_heads->setGrid(std::move(*grid));
                      });
}

/// The chips of prompts and tokens, shaded by what the chosen token's query of the chosen head gives them.
void InspectPage::showAttention() {
    const auto& shown = m_edited ? *m_edited : *m_recorded;
    if (!m_attention || static_cast<int>(shown.tokens.size()) != m_attention->tokens)
        return;
    const int head = std::clamp(m_heads->head(), 0, m_attention->heads - 1);
    const int columns = m_attention->prompts + m_attention->tokens;
    m_query = std::clamp(m_query, 0, m_attention->tokens - 1);
    std::vector<api::ShownToken> chips;
    for (int prompt = 0; prompt < m_attention->prompts; ++prompt)
        chips.push_back({"P" + std::to_string(prompt + 1), api::kSpecialToken, false, false});
    chips.insert(chips.end(), shown.tokens.begin(), shown.tokens.end());
    m_chips->setTokens(std::move(chips));
    const auto first = m_attention->weights.begin() + static_cast<std::ptrdiff_t>(head * m_attention->tokens + m_query) * columns;
    const std::vector<float> weights(first, first + columns);
    const float most = *std::max_element(weights.begin(), weights.end());
    float share = 0;
    for (int prompt = 0; prompt < m_attention->prompts; ++prompt)
        share += weights[static_cast<std::size_t>(prompt)];
    m_chips->setShades(weights, most);
    m_chips->setSelected(m_attention->prompts + m_query);
    m_attentionTitle->setText(tr("Attention from \"%1\", layer %2, head %3")
                                  .arg(qstr(shown.tokens[static_cast<std::size_t>(m_query)].text))
                                  .arg(m_slots->attendedLayer + 1)
                                  .arg(head + 1));
    m_attentionNote->setText(tr("Share on prompts %1 %, darkest %2. Attention shows where a head looks, not why the model decides.")
                                 .arg(QString::number(100 * static_cast<double>(share), 'f', 0), QString::number(static_cast<double>(most), 'f', 2)));
    const auto index = static_cast<std::size_t>(m_slots->attendedLayer * shown.heads + head);
    if (index < shown.headFacts.size())
        m_headText->setText(tr("Layer %1, head %2: share on prompts %3, entropy %4 bits, mean over all tokens")
                                .arg(m_slots->attendedLayer + 1)
                                .arg(head + 1)
                                .arg(QString::number(static_cast<double>(shown.headFacts[index].promptShare), 'f', 2),
                                     QString::number(static_cast<double>(shown.headFacts[index].entropy), 'f', 2)));
}

void InspectPage::askContributions() {
    if (!m_row)
        return;
    struct Both {
        api::Contributions recorded;
        std::optional<api::Contributions> edited;
    };
    const auto method = static_cast<api::ContributionMethod>(m_method->currentData().toInt());
    m_slots->contributions.ask(
        [plain = question(false), changed = question(true), method](const api::Inspector& inspector, std::stop_token stop) -> Result<Both> {
            CPW_TRY(recorded, inspector.contributions(plain, method, stop));
            Both both{std::move(recorded), {}};
            if (!changed.edits.empty()) {
                CPW_TRY(edited, inspector.contributions(changed, method, stop));
                both.edited = std::move(edited);
            }
            return both;
        },
        [this](Result<Both> both) {
            if (!both) {
                m_bars->clear();
                return m_sumText->setText(both.error().code == ErrorCode::Stopped ? QString() : sentenceText(errorText(both.error())));
            }
            showContributionSum(both->edited ? *both->edited : both->recorded);
            m_bars->setContributions(std::move(both->recorded), std::move(both->edited));
        });
}

void InspectPage::showContributionSum(const api::Contributions& shown) {
    double sum = 0;
    for (const auto& field : shown.fields)
        sum += field.ids + field.text;
    m_sumText->setText(shown.method == api::ContributionMethod::IntegratedGradients
                           ? tr("Average row %1, contributions %2, gap %3, logit %4")
                                 .arg(QString::number(shown.base, 'f', 2), signedText(sum, 2), QString::number(shown.gap, 'f', 3),
                                      QString::number(shown.logit, 'f', 2))
                           : tr("Average row %1, logit %2; this method does not add up")
                                 .arg(QString::number(shown.base, 'f', 2), QString::number(shown.logit, 'f', 2)));
}

void InspectPage::askPrompt() {
    m_promptText->setText(m_prompts->chosenText());
    if (!m_row || !m_recorded || m_recorded->norms.prompts == 0)
        return;
    m_slots->prompt.ask(
        [asked = question(true), layer = m_prompts->layer(), prompt = m_prompts->prompt(), part = m_prompts->part()](
            const api::Inspector& inspector, std::stop_token stop) { return inspector.nearestTokens(asked, layer, prompt, part, kNearTokens, stop); },
        [this](Result<std::vector<api::NearToken>> near) {
            QStringList words;
            for (std::size_t i = 0; near && i < near->size(); ++i)
                words << QStringLiteral("%1 %2").arg(qstr((*near)[i].text), QString::number((*near)[i].cosine, 'f', 2));
            m_nearText->setText(near ? tr("Nearest tokens: %1").arg(words.join(QStringLiteral(", "))) : sentenceText(errorText(near.error())));
        });
}

/// Mean and deviation of the norms over training rows, once for each model that is looked at.
void InspectPage::askSurvey() {
    if (m_recorded->norms.prompts == 0 || m_surveyed == model())
        return;
    m_prompts->setReference(std::nullopt);
    m_slots->survey.ask([asked = model()](const api::Inspector& inspector,
                                          std::stop_token stop) { return inspector.survey(asked, "train", kSurveyedRows, std::nullopt, stop); },
                        [this, asked = model()](Result<api::PromptSurvey> survey) {
                            if (!survey)
                                return;
                            m_surveyed = asked;
                            m_prompts->setReference(std::pair(std::move(survey->mean), std::move(survey->deviation)));
                            m_promptText->setText(m_prompts->chosenText());
                        });
}

void InspectPage::updateHeader() {
    if (!m_run)
        return;
    m_header->setTitle(tr("Inspect %1").arg(qstr(api::toText(*m_run))));
    QStringList facts;
    if (const RunFeed* feed = m_session.feed(*m_run)) // read from the file where it was not seen yet
        facts << qstr(feed->spec().name) << backboneTitle(feed->spec().backbone.id);
    if (m_recorded)
        facts << (m_recorded->stamp.isLive ? tr("step %1, in training").arg(countText(m_recorded->stamp.step))
                                           : tr("checkpoint of step %1").arg(countText(m_recorded->stamp.step)));
    m_header->setFacts(facts.join(QStringLiteral(" · ")));
    const auto cursor = m_selection.stepCursor();
    int shown = 0;
    for (std::size_t i = 0; cursor && i < m_marks.size(); ++i)
        if (m_marks[i].step <= *cursor)
            shown = static_cast<int>(i) + 1;
    m_checkpoint->setCurrentIndex(shown);
}

QString InspectPage::recordedText() const {
    return m_recordedText->text();
}

QString InspectPage::editedText() const {
    return m_editedText->text();
}

QString InspectPage::stateText() const {
    return m_state->text();
}

} // namespace cpw::ui
