// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect_page.h"

#include "ui/pages/inspect/inspect_slots.h"
#include "ui/pages/inspect/row_view.h"
#include "ui/pages/page_header.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>

#include <algorithm>
#include <cmath>
#include <limits>

// InspectPage: what is asked about the row, and how answers are shown.
namespace cpw::ui {
namespace {

constexpr std::int64_t kLastStep = std::numeric_limits<std::int64_t>::max(); ///< the last checkpoint there is

QString probabilityText(double value) {
    return QString::number(value, 'f', 3);
}

QString logitText(const std::optional<double>& value) {
    return value ? QString::number(*value, 'f', 2) : QStringLiteral("-");
}

int thousandths(double value) {
    return static_cast<int>(std::lround(1000 * value));
}

} // namespace

bool InspectPage::hasBest() const {
    return std::ranges::any_of(m_marks, [](const api::CheckpointMark& mark) { return mark.isBest && mark.hasLearntClicks; });
}

api::ModelAt InspectPage::model() const {
    if (!m_selection.stepCursor() && m_session.activeRun() != m_run && !hasBest() && !m_marks.empty())
        return {*m_run, kLastStep}; // "best" of a PA-MLM stage says nothing of clicks
    return {*m_run, isBeforeCheckpoints() ? std::optional(m_marks.front().step) : m_selection.stepCursor()};
}

bool InspectPage::isBeforeCheckpoints() const {
    return m_selection.stepCursor() && !m_marks.empty() && *m_selection.stepCursor() < m_marks.front().step;
}

api::RowQuestion InspectPage::question(bool isEdited) const {
    api::RowQuestion question;
    question.model = model();
    question.row = *m_row;
    if (isEdited) {
        question.edits = m_edits;
        question.maskedHeads = m_maskedHeads;
    }
    return question;
}

bool InspectPage::hasLearntClicks() const {
    const auto at = model().step;
    bool hasLearnt = true;
    for (const auto& mark : m_marks)
        if (at && mark.step <= *at)
            hasLearnt = mark.hasLearntClicks;
    return at ? hasLearnt : !m_recorded || m_recorded->stamp.hasLearntClicks;
}

void InspectPage::fail(const Error& error) {
    if (error.code != ErrorCode::Stopped)
        m_state->setText(sentenceText(errorText(error)));
}

void InspectPage::askAll() {
    askAtStep();
    askOver();
}

void InspectPage::askAtStep() {
    updateHeader();
    if (!m_row) {
        if (!m_slots->rows.isBusy() || m_rankedAt != model()) // what was asked before may have failed
            askRows();
        return;
    }
    askLooks();
    askSecond();
    tellViews();
    rankAgain();
}

/// Opens every checkpoint of the run, so only for another row or another edit.
void InspectPage::askOver() {
    if (!m_row)
        return;
    m_slots->over.ask([question = question(true)](const api::Inspector& inspector,
                                                  std::stop_token stop) { return inspector.overCheckpoints(question, stop); },
                      [this](Result<std::vector<api::CheckpointProbability>> points) {
                          m_rowView->setOverCheckpoints(points ? std::move(*points) : std::vector<api::CheckpointProbability>(), isChanged());
                      });
}

void InspectPage::askLooks() {
    struct Looks {
        api::RowLook recorded;
        std::optional<api::RowLook> edited;
    };
    m_reset->setEnabled(isChanged());
    m_editedText->setEnabled(false); // old until the answer is here
    // A checkpoint does not change: an edit costs one look, not two.
    const bool isKnown = m_recorded && m_recordedOf == question(false) && !m_recorded->stamp.isLive;
    m_slots->look.ask(
        [plain = question(false), changed = question(true), known = isKnown ? m_recorded : std::nullopt](
            const api::Inspector& inspector, std::stop_token stop) -> Result<Looks> {
            Looks looks{known.value_or(api::RowLook()), {}};
            if (!known) {
                CPW_TRY(recorded, inspector.look(plain, stop));
                looks.recorded = std::move(recorded);
            }
            if (changed != plain) {
                CPW_TRY(edited, inspector.look(changed, stop));
                looks.edited = std::move(edited);
            }
            return looks;
        },
        [this, plain = question(false)](Result<Looks> looks) {
            if (!looks)
                return fail(looks.error());
            m_recordedOf = plain;
            m_recorded = std::move(looks->recorded);
            m_edited = std::move(looks->edited);
            showLook();
        });
}

void InspectPage::showLook() {
    updateHeader();
    showValues();
    showProbabilities();
    tellViews(); // the model that "now" and "best" stand for is known by now
    m_rowView->setLooks(*m_recorded, m_edited);
}

void InspectPage::showProbabilities() {
    m_untrained->setVisible(!m_recorded->stamp.hasLearntClicks);
    m_recordedText->setText(probabilityText(m_recorded->probability));
    m_recordedBar->setValue(thousandths(m_recorded->probability));
    m_editedText->setEnabled(true);
    m_editedText->setText(m_edited ? probabilityText(m_edited->probability) + QStringLiteral("  ") + signedText(m_edited->probability - m_recorded->probability, 3)
                                   : QStringLiteral("-"));
    m_editedBar->setValue(m_edited ? thousandths(m_edited->probability) : 0);
    const auto arrow = [this](const std::optional<double>& before, const std::optional<double>& after) {
        return m_edited && before ? tr("%1 to %2").arg(logitText(before), logitText(after)) : logitText(before);
    };
    const auto& after = m_edited ? *m_edited : *m_recorded;
    m_logits->setText(tr("CTR side logit %1\nLanguage model logit %2\nTogether %3")
                          .arg(arrow(m_recorded->ctrLogit, after.ctrLogit), arrow(m_recorded->plmLogit, after.plmLogit), arrow(m_recorded->logit, after.logit)));
    showSecond();
    showTime();
}

void InspectPage::showTime() {
    m_state->setText(tr("Computed in %1 ms").arg(std::lround(1000 * (m_edited ? *m_edited : *m_recorded).stamp.seconds)));
}

void InspectPage::askSecond() {
    const bool isThere = m_second.has_value();
    showSecondLine(isThere);
    if (!isThere || !m_row)
        return;
    auto asked = m_second->question;
    asked.row = *m_row;
    m_secondName->setText(tr("B: %1").arg(m_second->name));
    m_secondText->setEnabled(false);
    m_secondLook.reset();
    m_slots->second.ask([asked](const api::Inspector& inspector, std::stop_token stop) { return inspector.look(asked, stop); },
                        [this](Result<api::RowLook> look) {
                            if (look) {
                                m_secondLook = std::move(*look);
                                return showSecond();
                            }
                            m_secondText->setText(QStringLiteral("-"));
                            m_secondBar->setValue(0);
                            fail(look.error());
                        });
}

void InspectPage::showSecondLine(bool isShown) {
    for (QWidget* part : {static_cast<QWidget*>(m_secondName), static_cast<QWidget*>(m_secondText), static_cast<QWidget*>(m_secondBar)})
        part->setVisible(isShown);
}

/// With what it is above or below the row as it is shown.
void InspectPage::showSecond() {
    if (!m_secondLook || !m_recorded)
        return;
    QString text = probabilityText(m_secondLook->probability);
    if (!m_secondLook->stamp.hasLearntClicks)
        text = tr("%1 untrained").arg(text);
    text += QStringLiteral("  ") + signedText(m_secondLook->probability - (m_edited ? *m_edited : *m_recorded).probability, 3);
    m_secondText->setEnabled(true);
    m_secondText->setText(text);
    m_secondBar->setValue(thousandths(m_secondLook->probability));
}

/// What answers, and why it is not of the cursor's step.
QString InspectPage::checkpointText(const api::ModelStamp& stamp) const {
    const QString step = countText(stamp.step);
    if (stamp.isLive)
        return tr("step %1, in training").arg(step);
    const auto cursor = m_selection.stepCursor();
    if (isBeforeCheckpoints())
        return tr("checkpoint of step %1, the first one; the cursor is at step %2").arg(step, countText(*cursor));
    return cursor && *cursor > stamp.step ? tr("checkpoint of step %1, the last one up to the cursor at step %2").arg(step, countText(*cursor))
                                          : tr("checkpoint of step %1").arg(step);
}

void InspectPage::updateHeader() {
    if (!m_run)
        return;
    m_header->setTitle(tr("Inspect %1").arg(qstr(api::toText(*m_run))));
    QStringList facts;
    if (const RunFeed* feed = m_session.feed(*m_run)) // read from the file where it was not seen yet
        facts << qstr(feed->spec().name) << backboneTitle(feed->spec().backbone.id);
    if (m_recorded) {
        facts << checkpointText(m_recorded->stamp);
        if (!m_recorded->stamp.hasLearntClicks)
            facts << tr("untrained click logit");
    }
    m_header->setFacts(facts.join(QStringLiteral(" · ")));
    const auto cursor = m_selection.stepCursor();
    int shown = isBeforeCheckpoints() ? 1 : 0;
    for (std::size_t i = 0; cursor && i < m_marks.size(); ++i)
        if (m_marks[i].step <= *cursor)
            shown = static_cast<int>(i) + 1;
    m_checkpoint->setCurrentIndex(shown);
}

QString InspectPage::variantName() const {
    QStringList parts{qstr(api::toText(*m_run))};
    if (m_recorded)
        parts << tr("step %1").arg(countText(m_recorded->stamp.step));
    if (!m_edits.empty())
        parts << tr("%n edits", nullptr, static_cast<int>(m_edits.size()));
    if (!m_maskedHeads.empty())
        parts << tr("%n heads masked", nullptr, static_cast<int>(m_maskedHeads.size()));
    return parts.join(QStringLiteral(", "));
}

void InspectPage::tellViews() {
    if (!m_run || m_fields.isEmpty())
        return;
    LookedAt looked;
    looked.model = model();
    looked.name = variantName();
    looked.fields = m_fields;
    looked.part = m_part->currentData().toString().toStdString();
    looked.hasLearntClicks = hasLearntClicks();
    looked.usesText = m_recorded && m_recorded->layers > 0;
    if (m_row)
        looked.row = question(true);
    if (m_second && m_row) {
        looked.second = m_second->question;
        looked.second->row = *m_row;
        looked.secondName = m_second->name;
    }
    for (int i = 0; i < m_views->count(); ++i)
        static_cast<InspectView*>(m_views->widget(i))->lookAt(looked);
}

QString InspectPage::recordedText() const {
    return m_recordedText->text();
}

QString InspectPage::editedText() const {
    return m_editedText->text();
}

QString InspectPage::secondText() const {
    return m_secondText->isHidden() ? QString() : m_secondText->text();
}

QString InspectPage::stateText() const {
    return m_state->text();
}

bool InspectPage::isMarkedUntrained() const {
    return !m_untrained->isHidden();
}

} // namespace cpw::ui
