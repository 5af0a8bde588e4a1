// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/control_column.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/rate_editor.h"
#include "ui/widgets/sparkline.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <cmath>

namespace cpw::ui {
namespace {

constexpr double kSmallestRate = 1e-6;
constexpr double kLargestRate = 1e-1;
constexpr double kSmallestClip = 0.01;
constexpr double kLargestClip = 100;
constexpr int kMaximumSteps = 100000;

} // namespace

ControlColumn::ControlColumn(const Theme& theme, EngineSession& session, QWidget* parent) : QFrame(parent), m_theme(theme), m_session(session) {
    setProperty("kind", QStringLiteral("card"));
    setFixedWidth(288);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    const auto addSection = [&](void (ControlColumn::*build)(QVBoxLayout&), bool hasLine) {
        auto* section = new QVBoxLayout;
        section->setContentsMargins(12, 10, 12, 12);
        section->setSpacing(7);
        (this->*build)(*section);
        layout->addLayout(section);
        if (hasLine)
            layout->addWidget(makeFrame("line", this));
    };
    addSection(&ControlColumn::buildControl, true);
    addSection(&ControlColumn::buildValues, true);
    addSection(&ControlColumn::buildFacts, false);
    layout->addStretch(1);
    show(std::nullopt);
}

void ControlColumn::buildControl(QVBoxLayout& layout) {
    layout.addWidget(makeLabel("section", tr("Control"), this));
    m_pause = makeButton(m_theme, tr("Pause"), "pause", "", this);
    m_pause->setToolTip(tr("Pause or resume at the next step (Space)"));
    m_step = makeButton(m_theme, tr("Step"), "step", "", this);
    m_step->setToolTip(tr("Run this many steps, then pause (S)"));
    m_steps = new QSpinBox(this);
    m_steps->setRange(1, kMaximumSteps);
    m_steps->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_steps->setProperty("font", QStringLiteral("mono"));
    m_steps->setAccessibleName(tr("Steps to run"));
    m_steps->setFixedWidth(64);
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_pause, 1);
    first->addWidget(m_step, 1);
    first->addWidget(m_steps);
    layout.addLayout(first);
    m_stopAndSave = makeButton(m_theme, tr("Stop and save"), "save", "", this);
    m_stop = makeButton(m_theme, tr("Stop"), "stop", "danger", this);
    auto* second = new QHBoxLayout;
    second->setSpacing(8);
    second->addWidget(m_stopAndSave, 1);
    second->addWidget(m_stop, 1);
    layout.addLayout(second);
    m_stopHint = makeLabel("caption", {}, this);
    m_stopHint->setWordWrap(true);
    layout.addWidget(m_stopHint);

    m_question = makeFrame("question", this);
    auto* question = new QVBoxLayout(m_question);
    question->setContentsMargins(10, 8, 10, 8);
    m_questionText = new QLabel(m_question);
    m_questionText->setWordWrap(true);
    m_confirmStop = makeButton(m_theme, tr("Discard"), "", "danger", m_question);
    auto* keep = makeButton(m_theme, tr("Keep training"), "", "", m_question);
    auto* answers = new QHBoxLayout;
    answers->setSpacing(8);
    answers->addWidget(m_confirmStop, 1);
    answers->addWidget(keep, 1);
    question->addWidget(m_questionText);
    question->addLayout(answers);
    layout.addWidget(m_question);

    connect(m_pause, &QPushButton::clicked, this, &ControlColumn::togglePause);
    connect(m_step, &QPushButton::clicked, this, &ControlColumn::stepNow);
    connect(m_stopAndSave, &QPushButton::clicked, this, &ControlColumn::stopAndSave);
    connect(m_stop, &QPushButton::clicked, this, [this] { askStop(true); });
    connect(keep, &QPushButton::clicked, this, [this] { askStop(false); });
    connect(m_confirmStop, &QPushButton::clicked, this, [this] {
        askStop(false);
        send(api::CommandKind::Discard);
    });
}

void ControlColumn::buildValues(QVBoxLayout& layout) {
    layout.addWidget(makeLabel("section", tr("Live values"), this));
    auto* hint = makeLabel("caption", tr("Rates before the schedule; the chart shows them after it."), this);
    hint->setWordWrap(true);
    layout.addWidget(hint);
    const auto addEditor = [&](LiveValue value, const QString& caption, double low, double high) {
        auto* editor = new RateEditor(m_theme, caption, low, high, this);
        m_editors[static_cast<std::size_t>(value)] = editor;
        layout.addWidget(editor);
        connect(editor, &RateEditor::valueEdited, this, [this, value](double number) { stageValue(value, number); });
    };
    addEditor(LiveValue::RateCtr, tr("Learning rate, CTR side"), kSmallestRate, kLargestRate);
    addEditor(LiveValue::RatePlm, tr("Learning rate, PLM"), kSmallestRate, kLargestRate);
    addEditor(LiveValue::RateHeads, tr("Learning rate, heads"), kSmallestRate, kLargestRate);
    addEditor(LiveValue::ClipNorm, tr("Gradient clip, 0 is off"), kSmallestClip, kLargestClip);
    m_noteFrame = makeFrame("note", this);
    auto* noteLayout = new QHBoxLayout(m_noteFrame);
    noteLayout->setContentsMargins(9, 4, 9, 4);
    noteLayout->setSpacing(7);
    noteLayout->addWidget(new IconLabel(m_theme, QStringLiteral("clock"), Tone::Accent, 14, m_noteFrame));
    m_note = new QLabel(m_noteFrame);
    m_note->setWordWrap(true);
    noteLayout->addWidget(m_note, 1);
    layout.addWidget(m_noteFrame);
    m_apply = makeButton(m_theme, tr("Apply"), "", "primary", this);
    m_discard = makeButton(m_theme, tr("Discard"), "", "", this);
    m_discard->setToolTip(tr("Back to the values in force"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_apply, 1);
    buttons->addWidget(m_discard, 1);
    layout.addLayout(buttons);
    connect(m_apply, &QPushButton::clicked, this, &ControlColumn::applyStaged);
    connect(m_discard, &QPushButton::clicked, this, [this] {
        m_values.discard();
        updateValues();
    });
}

void ControlColumn::addFact(QVBoxLayout& layout, const QString& name, QLabel*& value) {
    auto* row = new QHBoxLayout;
    auto* caption = makeLabel("help", name, this);
    value = makeLabel("mono", {}, this);
    row->addWidget(caption);
    row->addStretch(1);
    row->addWidget(value);
    layout.addLayout(row);
}

void ControlColumn::buildFacts(QVBoxLayout& layout) {
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel("section", tr("Throughput"), this));
    head->addStretch(1);
    m_throughput = makeLabel("mono", {}, this);
    head->addWidget(m_throughput);
    layout.addLayout(head);
    m_sparkline = new Sparkline(m_theme, this);
    layout.addWidget(m_sparkline);
    addFact(layout, tr("Left in this stage"), m_timeLeft);
    addFact(layout, tr("Gradient norm"), m_gradient);
    layout.addSpacing(4);
    layout.addWidget(makeFrame("line", this));
    layout.addSpacing(2);
    layout.addWidget(makeLabel("section", tr("Best so far"), this));
    auto* row = new QHBoxLayout;
    m_bestName = makeLabel("help", {}, this);
    m_best = makeLabel("mono", {}, this);
    row->addWidget(m_bestName);
    row->addStretch(1);
    row->addWidget(m_best);
    layout.addLayout(row);
    addFact(layout, tr("Validations without gain"), m_since);
    addFact(layout, tr("Test AUC"), m_testAuc);
    addFact(layout, tr("Test log loss"), m_testLoss);
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
    m_questionText->setText(saved ? tr("Stop now? The work since step %1 is lost; the checkpoint of that step is kept.").arg(countText(*saved))
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
    m_values.discard();
    m_confirmation = tr("Sent; takes effect at the next step");
    updateValues();
}

void ControlColumn::showApplied(const api::CommandApplied& applied) {
    if (!liveValueOf(applied.command.kind))
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
    const bool isLive = run && run->isLive() && !run->isStopping();
    const bool isPaused = run && run->state() == api::RunState::Paused;
    m_pause->setText(isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setIcon(m_theme.icon(isPaused ? "play" : "pause", Tone::Text2));
    m_pause->setEnabled(isLive);
    m_step->setEnabled(isLive);
    m_steps->setEnabled(isLive);
    m_stopAndSave->setEnabled(isLive);
    m_stop->setEnabled(isLive || (run && run->state() == api::RunState::Waiting));
    if (run && run->isStopping())
        m_stopHint->setText(tr("Stopping at the next step, then writing the checkpoint."));
    else if (!isLive)
        m_stopHint->setText(tr("Nothing to steer: this run is not training."));
    else if (const auto saved = run->lastCheckpointStep())
        m_stopHint->setText(tr("Stop discards the work since step %1.").arg(countText(*saved)));
    else
        m_stopHint->setText(tr("Stop discards the work; no checkpoint yet."));
    if (!m_stop->isEnabled())
        askStop(false);
}

void ControlColumn::updateValues() {
    const RunFeed* run = feed();
    const bool isLive = run && run->isLive() && !run->isStopping();
    if (run && m_awaited == 0)
        for (const auto value : kLiveValues)
            m_values.setInForce(value, run->values().inForce(value));
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
    const auto result = [run](const char* name, ValueStyle style) {
        const auto found = run ? run->summary().results.find(name) : std::map<std::string, double>::const_iterator{};
        return run && found != run->summary().results.end() ? valueText(found->second, style) : QStringLiteral("–");
    };
    m_testAuc->setText(result("test/auc", ValueStyle::Auc));
    m_testLoss->setText(result("test/log_loss", ValueStyle::Loss));
}

} // namespace cpw::ui
