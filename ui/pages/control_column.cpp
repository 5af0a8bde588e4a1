// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/control_column.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/rate_editor.h"
#include "ui/widgets/sparkline.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <cmath>

namespace cpw::ui {

ControlColumn::ControlColumn(const Theme& theme, EngineSession& session, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_session(session) {
    setProperty("kind", QStringLiteral("card"));
    setFixedWidth(scaled(288));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    auto* scroller = new QScrollArea(this); // a low window scrolls instead of squeezing
    scroller->setWidgetResizable(true);
    scroller->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(scroller);
    content->setProperty("kind", QStringLiteral("plain"));
    scroller->setWidget(content);
    outer->addWidget(scroller);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    const auto addSection = [&](void (ControlColumn::*build)(QVBoxLayout&)) {
        auto* section = new QWidget(content);
        section->setProperty("kind", QStringLiteral("plain"));
        auto* sectionLayout = new QVBoxLayout(section);
        sectionLayout->setContentsMargins(12, 10, 12, 12);
        sectionLayout->setSpacing(7);
        (this->*build)(*sectionLayout);
        layout->addWidget(section);
        return section;
    };
    m_controlSection = addSection(&ControlColumn::buildControl);
    m_controlLine = makeFrame("line", content);
    layout->addWidget(m_controlLine);
    m_valuesSection = addSection(&ControlColumn::buildValues);
    m_valuesLine = makeFrame("line", content);
    layout->addWidget(m_valuesLine);
    addSection(&ControlColumn::buildFacts);
    layout->addStretch(1);
    show(std::nullopt);
}

const RunFeed* ControlColumn::feed() const {
    return m_run ? m_session.feed(*m_run) : nullptr;
}

void ControlColumn::show(std::optional<api::RunId> run) {
    m_run = run;
    m_values = {};
    m_awaited = 0;
    m_confirmation.clear();
    m_valuesStage = -1;
    askStop(false);
    refresh(RunChange::State | RunChange::Progress | RunChange::Curves | RunChange::Values);
}

void ControlColumn::refresh(RunChanges changes) {
    if (changes & (RunChange::State | RunChange::Progress | RunChange::Values)) {
        updateButtons();
        updateValues();
    }
    updateFacts();
}

void ControlColumn::send(api::CommandKind kind, double value) {
    if (m_run)
        m_session.command(*m_run, {kind, value, {}});
}

void ControlColumn::togglePause() {
    const RunFeed* run = feed();
    if (run && run->isLive())
        send(run->state() == api::RunState::Paused ? api::CommandKind::Resume : api::CommandKind::Pause);
}

void ControlColumn::stepNow() {
    if (m_step->isEnabled())
        send(api::CommandKind::Step, m_steps->value());
}

void ControlColumn::stopAndSave() {
    if (m_stopAndSave->isEnabled())
        send(api::CommandKind::StopAndSave);
}

void ControlColumn::focusFirstRate() {
    m_editors[static_cast<std::size_t>(LiveValue::RateCtr)]->spinBox().setFocus(Qt::ShortcutFocusReason);
    m_editors[static_cast<std::size_t>(LiveValue::RateCtr)]->spinBox().selectAll();
}

void ControlColumn::askStop(bool isAsked) {
    m_question->setVisible(isAsked);
    m_stopHint->setVisible(!isAsked);
    const RunFeed* run = feed();
    if (!isAsked || !run)
        return;
    const auto saved = run->lastCheckpointStep();
    m_questionText->setText(
        saved ? tr("Stop now? The work since step %1 is lost; the checkpoint of that step is kept.").arg(countText(*saved))
              : tr("Stop now? There is no checkpoint yet, so all of this run's training is lost."));
    m_confirmStop->setFocus(Qt::OtherFocusReason);
}

void ControlColumn::stageValue(LiveValue value, double number) {
    m_values.stage(value, number);
    m_confirmation.clear();
    updateValues();
}

void ControlColumn::applyStaged() {
    const auto commands = m_values.commands();
    if (!m_run || commands.empty())
        return;
    m_awaited = commands.size();
    for (const auto& command : commands)
        m_session.command(*m_run, command);
    // What was asked for is shown until the engine confirms it.
    for (const auto value : kLiveValues)
        if (m_values.isStaged(value))
            m_values.setInForce(value, m_values.shown(value));
    for (const auto side : kFreezeSides)
        m_values.setFrozen(side, m_values.isFrozenShown(side));
    m_values.discard();
    m_confirmation = tr("Sent; takes effect at the next step");
    updateValues();
}

void ControlColumn::showApplied(const api::CommandApplied& applied) {
    if (!liveValueOf(applied.command.kind) && !freezeSideOf(applied.command))
        return;
    m_awaited -= m_awaited > 0 ? 1 : 0;
    m_confirmation = tr("In force from step %1").arg(countText(applied.step));
    updateValues();
}

bool ControlColumn::isUsed(LiveValue value) const {
    const RunFeed* run = feed();
    if (!run || run->stages().empty())
        return true;
    const auto stage = static_cast<std::size_t>(std::max(run->currentStage(), 0));
    const bool hasPlm = run->stages()[stage].kind != spec::StageKind::FinetuneCtr;
    return value != LiveValue::RatePlm || hasPlm;
}

void ControlColumn::updateButtons() {
    const RunFeed* run = feed();
    const bool isLive = run && run->isLive() && !run->isStopping() && !m_session.isReadOnly();
    const bool isPaused = run && run->state() == api::RunState::Paused;
    const bool isSteered = run && (run->isLive() || run->state() == api::RunState::Waiting);
    for (QWidget* part : {m_controlSection, static_cast<QWidget*>(m_controlLine)})
        part->setVisible(isSteered);
    for (QWidget* part : {m_valuesSection, static_cast<QWidget*>(m_valuesLine)})
        part->setVisible(run && run->isLive());
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(m_theme.icon(isPaused ? "play" : "pause", Tone::Text2));
    m_pause->setEnabled(isLive);
    m_step->setEnabled(isLive);
    m_steps->setEnabled(isLive);
    m_evaluate->setEnabled(isLive);
    m_checkpoint->setEnabled(isLive);
    const bool isElsewhere = m_run && m_session.isElsewhere(*m_run);
    m_elsewhere->setVisible(isElsewhere);
    m_takeBack->setVisible(isElsewhere);
    m_takeBack->setEnabled(isLive && !m_session.isTakingBack(*m_run));
    m_stopAndSave->setEnabled(isLive);
    m_stop->setEnabled(isLive || (run && run->state() == api::RunState::Waiting && !m_session.isReadOnly()));
    if (run && run->isStopping())
        m_stopHint->setText(tr("Stopping at the next step, then writing the checkpoint."));
    else if (m_session.isReadOnly())
        m_stopHint->setText(tr("The file is open read-only: the run can be watched, not steered."));
    else if (!isLive)
        m_stopHint->setText(tr("Waits for its turn. Stop takes it out of the queue."));
    else if (const auto saved = run->lastCheckpointStep())
        m_stopHint->setText(tr("Stop discards the work since step %1.").arg(countText(*saved)));
    else
        m_stopHint->setText(tr("Stop discards the work; no checkpoint yet."));
    if (!m_stop->isEnabled())
        askStop(false);
}

void ControlColumn::updateValues() {
    const RunFeed* run = feed();
    const bool isLive = run && run->isLive() && !run->isStopping() && !m_session.isReadOnly();
    if (run && m_awaited == 0)
        for (const auto value : kLiveValues)
            m_values.setInForce(value, run->values().inForce(value));
    if (run && m_awaited == 0)
        for (const auto side : kFreezeSides)
            m_values.setFrozen(side, run->values().isFrozen(side));
    if (run && m_valuesStage != run->currentStage()) {
        m_valuesStage = run->currentStage();
        m_values.discard(); // edits were meant for the stage before
    }
    for (const auto value : kLiveValues) {
        auto& shown = editor(value);
        shown.setVisible(isUsed(value));
        shown.setEnabled(isLive);
        shown.setValue(m_values.shown(value));
        shown.setStaged(m_values.isStaged(value));
    }
    for (const auto side : kFreezeSides) {
        auto& box = freezeBox(side);
        box.setVisible(side == FreezeSide::Ctr || isUsed(LiveValue::RatePlm));
        box.setEnabled(isLive);
        box.setChecked(m_values.isFrozenShown(side));
    }
    m_apply->setEnabled(isLive && m_values.isAnyStaged());
    m_discard->setEnabled(m_values.isAnyStaged());
    updateNote();
}

void ControlColumn::updateNote() {
    const RunFeed* run = feed();
    QString text = m_confirmation;
    if (m_values.isAnyStaged() && run)
        text = tr("Takes effect at step %1").arg(countText(run->lastStep() + 1));
    m_note->setText(text);
    m_noteFrame->setVisible(!text.isEmpty());
}

void ControlColumn::updateFacts() {
    const RunFeed* run = feed();
    const int stage = run ? run->currentStage() : -1;
    const QString none = QStringLiteral("–");
    const auto& rates = run ? run->throughput() : std::vector<double>{};
    m_throughput->setText(rates.empty() ? none : tr("%1 rows/s").arg(countText(std::llround(rates.back()))));
    m_sparkline->setValues(rates);
    m_sparkline->setVisible(rates.size() > 1);
    m_timeLeft->setText(run && run->state() == api::RunState::Running && run->progress() && run->progress()->secondsLeft > 0
                            ? durationText(run->progress()->secondsLeft)
                            : none);
    const Curve* gradient = run ? run->curve(stage, "train/grad_norm") : nullptr;
    m_gradient->setText(gradient && !gradient->isEmpty() ? QString::number(gradient->value(gradient->size() - 1), 'g', 3) : none);
    const auto best = run ? run->best(stage) : std::nullopt;
    const bool isMlm = run && stage >= 0 && run->stages()[static_cast<std::size_t>(stage)].kind == spec::StageKind::PaMlm;
    m_bestName->setText(!best ? (isMlm ? tr("Masked loss") : tr("Validation AUC"))
                              : (isMlm ? tr("Masked loss at step %1") : tr("AUC at step %1")).arg(countText(best->step)));
    m_best->setText(best ? valueText(best->value, isMlm ? ValueStyle::Loss : ValueStyle::Auc) : none);
    m_since->setText(best ? QString::number(best->validationsSince) : none);
    m_stepsDone->setText(run && run->lastStep() > 0 ? countText(run->lastStep()) : none);
    m_time->setText(run && run->summary().seconds > 0 ? durationText(run->summary().seconds) : none);
    m_endSection->setVisible(run && !run->isLive());
    const bool hasResult = run && run->summary().results.contains("test/auc");
    m_resultSection->setVisible(hasResult);
    if (!hasResult)
        return;
    const auto& results = run->summary().results;
    m_testAuc->setText(valueText(results.at("test/auc"), ValueStyle::Auc));
    m_testLoss->setText(results.contains("test/log_loss") ? valueText(results.at("test/log_loss"), ValueStyle::Loss) : none);
    m_expectedRow->setVisible(results.contains("test/expected_auc"));
    if (results.contains("test/expected_auc"))
        m_expectedAuc->setText(valueText(results.at("test/expected_auc"), ValueStyle::Auc));
}

} // namespace cpw::ui
