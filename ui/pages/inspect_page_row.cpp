// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect_page.h"

#include "ui/pages/inspect/errors_view.h"
#include "ui/pages/inspect/inspect_slots.h"
#include "ui/pages/inspect/row_view.h"
#include "ui/pages/inspect/scoring_note.h"
#include "ui/text/format.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedLayout>

#include <algorithm>
#include <utility>

// InspectPage: the run, its checkpoints and its rows in order.
namespace cpw::ui {
namespace {

constexpr std::size_t kRankedRows = 1000;

} // namespace

void InspectPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_session.requestRuns();
    openRun();
}

void InspectPage::makeEmpty() {
    m_empty = new EmptyState(m_theme, {}, {}, this);
    const auto addWay = [this](const QString& text, const char* icon, const char* look, auto signal) {
        auto* button = makeButton(m_theme, text, icon, look, m_empty);
        connect(button, &QPushButton::clicked, this, signal);
        m_empty->addWay(button);
        return button;
    };
    m_waysToRun = {addWay(tr("Choose a run"), "runs", "primary", &InspectPage::runsRequested),
                   addWay(tr("Train sample"), "play", "", &InspectPage::trainSampleRequested)};
    m_waysToRun.back()->setEnabled(!m_session.isReadOnly() && m_session.preset(QStringLiteral("sample")));
    m_wayToCheckpoint = addWay(tr("Show the run on Live"), "live", "primary", &InspectPage::liveRequested);
    showEmpty();
}

/// Says what is missing, the run or its checkpoint, and offers the way there.
void InspectPage::showEmpty() {
    m_stack->setCurrentIndex(0);
    if (m_run)
        m_empty->setTexts(tr("%1 has no checkpoint yet").arg(qstr(api::toText(*m_run))),
                          tr("\"Checkpoint now\" on the Live page writes one; the stages write theirs as they validate."));
    else
        m_empty->setTexts(tr("No run to look into"), tr("Choose a run on the Runs page, or train one."));
    for (auto* way : m_waysToRun)
        way->setVisible(!m_run);
    m_wayToCheckpoint->setVisible(m_run.has_value());
}

void InspectPage::openRun() {
    const auto run = m_selection.currentRun();
    if (!run) {
        m_run.reset();
        return showEmpty();
    }
    if (m_run != run) {
        m_run = run;
        forgetRow();
    }
    m_slots->marks.ask([run = *run](const api::Inspector& inspector, std::stop_token) { return inspector.checkpoints(run); },
                       [this](Result<std::vector<api::CheckpointMark>> marks) {
                           if (!marks)
                               return fail(marks.error());
                           takeCheckpoints(*marks);
                       });
}

/// Of another run than what is asked for now.
void InspectPage::forgetRow() {
    m_edits.clear();
    m_apart.clear();
    m_maskedHeads.clear();
    m_fields.clear();
    m_tailCell.reset();
    m_rankedAt.reset();
    m_slots->rows.cancel();
    m_scoring->finish();
    m_row.reset();
    m_recorded.reset();
    m_edited.reset();
    m_rowView->clear();
    if (m_wantedOrder)
        m_order->setCurrentIndex(*std::exchange(m_wantedOrder, std::nullopt));
    m_untrained->hide();
    for (QProgressBar* bar : {m_recordedBar, m_editedBar})
        bar->setValue(0);
    for (QLabel* label : {m_recordedText, m_editedText, m_logits, m_rowText, m_labelText})
        label->clear();
}

void InspectPage::takeCheckpoints(const std::vector<api::CheckpointMark>& marks) {
    m_marks = marks;
    if (marks.empty())
        return showEmpty();
    m_stack->setCurrentIndex(1);
    showCheckpoints();
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

/// The run goes on, here or in another process: checkpoints come and go.
void InspectPage::refreshCheckpoints() {
    if (m_stack->currentIndex() == 0)
        return openRun();
    m_slots->marks.ask([run = *m_run](const api::Inspector& inspector, std::stop_token) { return inspector.checkpoints(run); },
                       [this](Result<std::vector<api::CheckpointMark>> marks) {
                           if (!marks || marks->empty() || m_checkpoint->view()->isVisible())
                               return;
                           m_marks = std::move(*marks);
                           showCheckpoints();
                       });
}

void InspectPage::showCheckpoints() {
    m_checkpoint->clear();
    m_checkpoint->addItem(m_session.activeRun() == m_run ? tr("now, in training") : hasBest() ? tr("best") : tr("last"));
    for (const auto& mark : m_marks)
        m_checkpoint->addItem(!mark.hasLearntClicks ? tr("step %1, PA-MLM").arg(countText(mark.step))
                              : mark.isBest         ? tr("step %1, best").arg(countText(mark.step))
                                                    : tr("step %1").arg(countText(mark.step)),
                              QVariant::fromValue<qlonglong>(mark.step));
    fillSecondBox();
    updateHeader();
}

void InspectPage::filterRows(int field, const QString& text) {
    m_tailCell.reset();
    m_isFilling = true;
    m_filterField->setCurrentIndex(std::max(0, m_filterField->findData(field)));
    m_filterText->setText(text);
    m_isFilling = false;
    askRows();
}

void InspectPage::filterTailCell(int cell) {
    filterRows(-1, {});
    m_tailCell = cell;
    askRows();
}

void InspectPage::askRows() {
    if (!m_run || m_fields.isEmpty())
        return;
    m_scoring->start();
    askRanking();
}

/// Rows of the table need no scores. Those of the order are asked for where they are shown.
void InspectPage::askRanking() {
    m_filterTimer.stop();
    m_keepsRow = false;
    api::RowRankingQuestion question;
    question.model = model();
    m_rankedAt = question.model;
    question.part = m_part->currentData().toString().toStdString();
    question.order = static_cast<api::RowOrder>(m_order->currentData().toInt());
    question.count = kRankedRows;
    question.wantsProbabilities = m_areScored = view() == View::Errors && !m_scoring->isStopped();
    question.onlyTailCell = m_tailCell;
    const std::string text = m_filterText->text().toStdString();
    if (const int field = m_filterField->currentData().toInt(); field >= 0 && !text.empty())
        question.onlyValue = api::FieldEdit{field, text};
    else
        question.text = text;
    m_state->setText(tr("Ordering the rows"));
    m_errors->setRowsNote(tr("Ordering the rows"));
    m_slots->rows.ask(
        [question, teller = m_scoring->teller(m_inspector)](const api::Inspector& inspector, std::stop_token stop) mutable {
            question.onScored = teller(stop);
            return inspector.rank(question, stop);
        },
        [this](Result<api::RowRanking> ranking) {
            if (!m_scoring->isStopped())
                m_scoring->finish();
            takeRanking(std::move(ranking));
        });
    tellViews();
}

/// What needs no score is shown at once: the rows as they are in the table.
void InspectPage::stopScoring() {
    m_stoppedOrder = m_order->currentIndex();
    const auto order = static_cast<api::RowOrder>(m_order->currentData().toInt());
    if (order != api::RowOrder::Random && order != api::RowOrder::TailFirst)
        m_order->setCurrentIndex(m_order->findData(static_cast<int>(api::RowOrder::Table)));
    const bool keepsRow = m_row.has_value();
    askRanking();
    m_keepsRow = keepsRow;
}

/// The same order by the scores of another checkpoint, while somebody looks at it.
void InspectPage::rankAgain() {
    const bool isKnown = m_rankedAt == model() && (m_areScored || m_scoring->isStopped());
    if (view() != View::Errors || !m_rankedAt || isKnown)
        return;
    askRows();
    m_keepsRow = true;
}

void InspectPage::takeRanking(Result<api::RowRanking> ranking) {
    if (!ranking) {
        // A PA-MLM stage has not learnt clicks: its rows come as they are in the table.
        const auto table = m_order->findData(static_cast<int>(api::RowOrder::Table));
        if (std::exchange(m_keepsRow, false) || m_order->currentIndex() == table || ranking.error().code == ErrorCode::Stopped) {
            m_errors->setRowsNote(sentenceText(errorText(ranking.error())));
            return fail(ranking.error());
        }
        m_wantedOrder = m_order->currentIndex();
        m_order->setCurrentIndex(table);
        return askRows();
    }
    m_ranking = std::move(*ranking);
    const bool keepsRow = std::exchange(m_keepsRow, false);
    const auto place = std::ranges::find(m_ranking.rows, m_row.value_or(0), &api::RankedRow::row);
    m_isFilling = true;
    m_placeBox->setMaximum(std::max(1, static_cast<int>(m_ranking.rows.size())));
    m_placeBox->setValue(keepsRow && place != m_ranking.rows.end() ? static_cast<int>(place - m_ranking.rows.begin()) + 1 : 1);
    m_isFilling = false;
    m_errors->setRanking(m_ranking, m_fields, orderWords(), m_tailCell || !m_filterText->text().isEmpty());
    if (!keepsRow || !m_row)
        showPlace(0);
    else if (m_recorded)
        showTime(); // of the row that is still there
}

QString InspectPage::orderWords() const {
    QString words = m_order->currentText();
    if (m_tailCell)
        words += QStringLiteral(" · ") + tr("one tail cell");
    else if (const QString text = m_filterText->text(); !text.isEmpty())
        words += QStringLiteral(" · ") + (m_filterField->currentIndex() > 0 ? QStringLiteral("%1 = %2").arg(m_filterField->currentText(), text) : text);
    return words;
}

void InspectPage::showPlace(std::size_t place) {
    if (m_ranking.rows.empty())
        return m_state->setText(m_filterText->text().isEmpty() && !m_tailCell ? tr("This part has no rows.") : tr("No row of this part fits the filter."));
    showRow(m_ranking.rows[std::min(place, m_ranking.rows.size() - 1)].row);
}

void InspectPage::showRow(std::uint64_t row) {
    m_row = row;
    const auto place = std::ranges::find(m_ranking.rows, row, &api::RankedRow::row);
    if (place != m_ranking.rows.end()) {
        m_isFilling = true;
        m_placeBox->setValue(static_cast<int>(place - m_ranking.rows.begin()) + 1);
        m_isFilling = false;
    }
    m_edits.clear();
    m_apart.assign(m_apart.size(), false);
    m_maskedHeads.clear();
    askAll();
}

} // namespace cpw::ui
