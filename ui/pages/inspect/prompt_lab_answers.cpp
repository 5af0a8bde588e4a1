// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/prompt_lab.h"

#include "ui/pages/inspect/cell_map.h"
#include "ui/pages/inspect/prompt_lab_slots.h"
#include "ui/pages/inspect/point_map.h"
#include "ui/text/format.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/plain_table.h"
#include "ui/widgets/segmented_buttons.h"

// PromptLab: what is asked, and how answers are shown.
namespace cpw::ui {

namespace {

QString shareText(double share) {
    return QString::number(100 * share, 'f', 1) + QStringLiteral(" %");
}

} // namespace

void PromptLab::fillBoxes() {
    if (m_group->count() == looked().fields.size())
        return;
    m_group->clear();
    m_group->addItems(looked().fields);
}

QStringList PromptLab::layerTitles(int layers) const {
    return numberTitles(layers, tr("layer") + QLatin1Char(' '));
}

void PromptLab::ask() {
    if (!hasModel())
        return;
    fillBoxes();
    askSurvey();
    if (m_measures->current() == Drift)
        askDrift();
    askEffects();
}

void PromptLab::askSurvey() {
    if (m_surveyAsked == looked().model)
        return;
    m_surveyAsked = looked().model;
    m_surveyNote->setText(tr("Reading the prompts of %1 rows").arg(countText(kSurveyedRows)));
    m_stack->setCurrentIndex(0);
    m_slots->survey.ask([at = looked().model, part = looked().part, group = std::max(0, m_group->currentIndex())](
                            const api::Inspector& inspector, std::stop_token stop) { return inspector.survey(at, part, kSurveyedRows, group, stop); },
                        [this](Result<api::PromptSurvey> survey) {
                            if (survey) {
                                m_survey = std::move(*survey);
                                return showSurvey();
                            }
                            m_surveyAsked.reset();
                            clearSurvey();
                            const bool isStopped = survey.error().code == ErrorCode::Stopped;
                            m_surveyNote->setText(isStopped ? QString() : sentenceText(errorText(survey.error())));
                            m_empty->setTexts(tr("No soft prompts to look at"), m_surveyNote->text());
                            m_stack->setCurrentIndex(isStopped ? 0 : 1);
                        });
}

void PromptLab::clearSurvey() {
    m_survey.reset();
    for (auto* map : {m_keys, m_values, m_cosines})
        map->setNumbers({});
    m_scatter->setPoints({}, {});
    m_scatter->setAxes({}, {});
    for (QLabel* label : {m_cellText, m_pointText, m_cosineNote})
        label->clear();
    m_showRow->setEnabled(false);
}

void PromptLab::askDrift() {
    if (m_driftAsked == looked().model.run || !hasModel())
        return;
    m_driftAsked = looked().model.run;
    m_surveyNote->setText(tr("Opening every checkpoint"));
    m_slots->drift.ask([run = looked().model.run, part = looked().part](const api::Inspector& inspector,
                                                                       std::stop_token stop) { return inspector.drift(run, part, kSurveyedRows, stop); },
                       [this](Result<api::PromptDrift> drift) {
                           m_drift.reset();
                           if (!drift) {
                               m_driftAsked.reset();
                               return m_surveyNote->setText(sentenceText(errorText(drift.error())));
                           }
                           m_drift = std::move(*drift);
                           const QSignalBlocker blocker(m_step);
                           m_step->clear();
                           for (std::size_t i = 1; i < m_drift->steps.size(); ++i)
                               m_step->addItem(tr("step %1 to %2").arg(countText(m_drift->steps[i - 1]), countText(m_drift->steps[i])));
                           m_step->setCurrentIndex(m_step->count() - 1);
                           showMeasure();
                       });
}

void PromptLab::showSurvey() {
    showMeasure();
    showGroups();
    if (m_layer->count() != m_survey->mean.layers + 1) {
        m_layer->clear();
        m_layer->addItem(tr("all layers"));
        m_layer->addItems(layerTitles(m_survey->mean.layers));
        for (const auto row : m_survey->rows)
            if (looked().row && row != looked().row->row) {
                m_swap->setValue(static_cast<int>(row));
                break;
            }
    }
}

void PromptLab::showMeasure() {
    if (m_measures->current() == Drift)
        return showDrift();
    if (!m_survey)
        return;
    const bool isNorm = m_measures->current() == Norm;
    const auto& mean = m_survey->mean;
    const auto rows = layerTitles(mean.layers);
    const auto columns = numberTitles(mean.prompts, QStringLiteral("P"));
    m_values->setVisible(isNorm && !mean.values.empty());
    m_keys->setNumbers({rows, columns, isNorm ? mean.keys : m_survey->attention, CellNumbers::Scale::Rising, isNorm ? 2 : 3});
    m_values->setNumbers({rows, columns, mean.values, CellNumbers::Scale::Rising, 2});
    showChosenCell(*m_keys);
    const QString rowsText = tr("%1 of %2 rows").arg(countText(static_cast<std::int64_t>(m_survey->rows.size())), countText(static_cast<std::int64_t>(m_survey->rowsTotal)));
    m_surveyNote->setText(isNorm ? (mean.values.empty() ? tr("Mean norm of each prompt, %1").arg(rowsText)
                                                        : tr("Mean norm of each prompt, keys left and values right, %1").arg(rowsText))
                                 : tr("Share of the text's attention that each prompt gets, mean over heads and tokens, %1").arg(rowsText));
}

void PromptLab::showDrift() {
    m_values->hide();
    const auto transition = static_cast<std::size_t>(std::max(0, m_step->currentIndex()));
    if (!m_drift)
        return;
    if (m_drift->steps.size() < 2) {
        m_keys->setNumbers({});
        m_cellText->clear();
        return m_surveyNote->setText(tr("Drift needs two checkpoints with soft prompts; this run has %1.").arg(m_drift->steps.size()));
    }
    const auto cells = static_cast<std::size_t>(m_drift->layers * m_drift->prompts);
    const auto first = m_drift->changes.begin() + static_cast<std::ptrdiff_t>(transition * cells);
    m_keys->setNumbers({layerTitles(m_drift->layers), numberTitles(m_drift->prompts, QStringLiteral("P")),
                        {first, first + static_cast<std::ptrdiff_t>(cells)}, CellNumbers::Scale::Rising, 3});
    showChosenCell(*m_keys);
    m_surveyNote->setText(tr("Change of the mean prompt between two checkpoints, as a share of its norm, keys and values together"));
}

void PromptLab::showChosenCell(const CellMap& map) {
    QString text = map.chosenText();
    const auto place = static_cast<std::size_t>(map.chosen().row * static_cast<int>(map.numbers().columns.size()) + map.chosen().column);
    if (m_survey && m_measures->current() == Norm) {
        const auto& spread = &map == m_values ? m_survey->deviation.values : m_survey->deviation.keys;
        if (place < spread.size())
            text += tr(", sd over rows %1").arg(QString::number(static_cast<double>(spread[place]), 'f', 3));
    }
    m_cellText->setText(text);
}

void PromptLab::showGroups() {
    std::vector<MapPoint> points;
    QStringList groups;
    for (const auto& group : m_survey->groups)
        groups << qstr(group.value);
    for (std::size_t i = 0; i < m_survey->rows.size(); ++i) {
        const int group = i < m_survey->groupOf.size() ? m_survey->groupOf[i] : -1;
        const QString row = tr("Row %1").arg(countText(static_cast<std::int64_t>(m_survey->rows[i])));
        points.push_back({static_cast<double>(m_survey->places[i].first), static_cast<double>(m_survey->places[i].second), group,
                          group < 0 ? row : QStringLiteral("%1, %2: %3").arg(row, m_group->currentText(), groups[group])});
    }
    m_scatter->setPoints(std::move(points), groups);
    m_scatter->setAxes(tr("first component, %1 of the variance").arg(shareText(m_survey->shares[0])),
                       tr("second component, %1").arg(shareText(m_survey->shares[1])));
    m_pointText->setText(tr("Principal components of the rows' prompts; a click chooses a row."));
    m_showRow->setEnabled(false);
    m_cosines->setNumbers({groups, groups, m_survey->groupCosines, CellNumbers::Scale::AroundZero, 2});
    m_cosineNote->setText(tr("Of the groups' mean prompts less the mean over all rows. Mean over all pairs of rows: %1")
                              .arg(QString::number(m_survey->cosine, 'f', 3)));
}

void PromptLab::askEffects() {
    if (!looked().row || !isVisible())
        return;
    PromptEffectsQuestion question{*looked().row, m_layer->currentIndex() > 0 ? std::optional(m_layer->currentIndex() - 1) : std::nullopt,
                                   static_cast<std::uint64_t>(m_swap->value())};
    if (m_effectsAsked == question)
        return;
    m_effectsAsked = question;
    m_effectNote->setText(tr("Computing"));
    m_slots->effects.ask([question](const api::Inspector& inspector, std::stop_token stop) { return promptEffects(inspector, question, stop); },
                         [this](Result<PromptEffects> effects) {
                             if (effects)
                                 return showEffects(*effects);
                             m_effectsAsked.reset();
                             m_effects.setTable({});
                             m_effectNote->setText(effects.error().code == ErrorCode::Stopped ? QString() : sentenceText(errorText(effects.error())));
                         });
}

void PromptLab::showEffects(const PromptEffects& effects) {
    const QString change = QStringLiteral("±");
    const auto otherRow = static_cast<std::int64_t>(m_effectsAsked->otherRow);
    ShownTable table{tr("Probability with other prompts"),
                     {tr("Prompt"), tr("left out"), change, tr("average"), change, tr("of row %1").arg(countText(otherRow)), change},
                     {},
                     3};
    for (const auto& line : effects.lines) {
        QVariantList cells{line.prompt ? QStringLiteral("P%1").arg(*line.prompt + 1) : tr("all")};
        for (const double value : {line.leftOut, line.averaged, line.swapped})
            cells << value << value - effects.probability;
        table.rows.push_back(cells);
    }
    m_effects.setTable(std::move(table));
    fitColumns(*m_effectTable);
    QString note = tr("As it is: %1. The change stands beside each probability.").arg(QString::number(effects.probability, 'f', 4));
    if (!effects.hasLearntClicks)
        note += QLatin1Char(' ') + tr("Untrained: a PA-MLM stage does not learn clicks.");
    m_effectNote->setText(note);
}

std::vector<ShownTable> PromptLab::tables() const {
    std::vector<ShownTable> tables{m_keys->table()};
    if (!m_values->isHidden())
        tables.push_back(m_values->table());
    tables.push_back(m_scatter->table());
    tables.push_back(m_cosines->table());
    tables.push_back(m_effects.table());
    return tables;
}

} // namespace cpw::ui
