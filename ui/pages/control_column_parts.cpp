// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/control_column.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/rate_editor.h"
#include "ui/widgets/sparkline.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

// ControlColumn: its widgets.
namespace cpw::ui {
namespace {

constexpr double kSmallestRate = 1e-6;
constexpr double kLargestRate = 1e-1;
constexpr double kSmallestDecay = 1e-6;
constexpr double kLargestDecay = 10;
constexpr double kSmallestClip = 0.01;
constexpr double kLargestClip = 100;
constexpr int kMaximumSteps = 100000;

} // namespace

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
    m_steps->setFixedWidth(scaled(64));
    auto* first = new QHBoxLayout;
    first->setSpacing(8);
    first->addWidget(m_pause, 1);
    first->addWidget(m_step, 1);
    first->addWidget(m_steps);
    layout.addLayout(first);
    m_evaluate = makeButton(m_theme, tr("Evaluate now"), "", "", this);
    m_evaluate->setToolTip(tr("Validate before the next step; the choice of the best checkpoint stays at its regular places"));
    m_checkpoint = makeButton(m_theme, tr("Checkpoint now"), "", "", this);
    m_checkpoint->setToolTip(tr("Write a checkpoint before the next step; later ones do not replace it"));
    auto* asked = new QHBoxLayout;
    asked->setSpacing(8);
    asked->addWidget(m_evaluate, 1);
    asked->addWidget(m_checkpoint, 1);
    layout.addLayout(asked);
    connect(m_evaluate, &QPushButton::clicked, this, [this] { send(api::CommandKind::EvaluateNow); });
    connect(m_checkpoint, &QPushButton::clicked, this, [this] { send(api::CommandKind::CheckpointNow); });
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

    m_elsewhere = makeLabel("caption", tr("Another process trains this run; commands reach it through the file."), this);
    m_elsewhere->setWordWrap(true);
    layout.addWidget(m_elsewhere);
    m_takeBack = makeButton(m_theme, tr("Go on here"), "play", "", this);
    m_takeBack->setToolTip(tr("Stop and save it there, then resume it in this window"));
    layout.addWidget(m_takeBack);
    connect(m_takeBack, &QPushButton::clicked, this, [this] {
        if (m_run)
            m_session.takeBack(*m_run);
        updateButtons();
    });

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
    auto* title = makeLabel("section", tr("Live values"), this);
    title->setToolTip(tr("Rates before the schedule; the chart shows them after it."));
    layout.addWidget(title);
    const auto addEditor = [&](LiveValue value, const QString& caption, double low, double high) {
        auto* editor = new RateEditor(m_theme, caption, low, high, this);
        m_editors[static_cast<std::size_t>(value)] = editor;
        layout.addWidget(editor);
        connect(editor, &RateEditor::valueEdited, this, [this, value](double number) { stageValue(value, number); });
    };
    addEditor(LiveValue::RateCtr, tr("Learning rate, CTR side"), kSmallestRate, kLargestRate);
    addEditor(LiveValue::RatePlm, tr("Learning rate, PLM"), kSmallestRate, kLargestRate);
    addEditor(LiveValue::RateHeads, tr("Learning rate, heads"), kSmallestRate, kLargestRate);
    addEditor(LiveValue::WeightDecay, tr("Weight decay, 0 is off"), kSmallestDecay, kLargestDecay);
    addEditor(LiveValue::ClipNorm, tr("Gradient clip, 0 is off"), kSmallestClip, kLargestClip);
    for (const auto side : kFreezeSides) {
        auto* box = new QCheckBox(side == FreezeSide::Plm ? tr("Freeze the language model") : tr("Freeze the CTR side"), this);
        m_freezes[static_cast<std::size_t>(side)] = box;
        layout.addWidget(box);
        connect(box, &QCheckBox::clicked, this, [this, side](bool isFrozen) {
            m_values.stageFrozen(side, isFrozen);
            m_confirmation.clear();
            updateValues();
        });
    }
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
    m_discard = makeButton(m_theme, tr("Revert"), "", "", this);
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

QWidget* ControlColumn::addFact(QVBoxLayout& layout, const QString& name, QLabel*& value) {
    auto* fact = new QWidget(this);
    fact->setProperty("kind", QStringLiteral("plain"));
    auto* row = new QHBoxLayout(fact);
    row->setContentsMargins(0, 0, 0, 0);
    auto* caption = makeLabel("help", name, fact);
    value = makeLabel("mono", {}, fact);
    row->addWidget(caption);
    row->addStretch(1);
    row->addWidget(value);
    layout.addWidget(fact);
    return fact;
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
    m_endSection = new QWidget(this);
    m_endSection->setProperty("kind", QStringLiteral("plain"));
    auto* end = new QVBoxLayout(m_endSection);
    end->setContentsMargins(0, 4, 0, 0);
    end->setSpacing(7);
    end->addWidget(makeFrame("line", m_endSection));
    end->addSpacing(2);
    end->addWidget(makeLabel("section", tr("Work done"), m_endSection));
    addFact(*end, tr("Steps"), m_stepsDone);
    addFact(*end, tr("Training time"), m_time);
    layout.addWidget(m_endSection);
    m_resultSection = new QWidget(this);
    m_resultSection->setProperty("kind", QStringLiteral("plain"));
    auto* result = new QVBoxLayout(m_resultSection);
    result->setContentsMargins(0, 4, 0, 0);
    result->setSpacing(7);
    result->addWidget(makeFrame("line", m_resultSection));
    result->addSpacing(2);
    result->addWidget(makeLabel("section", tr("Result on the test rows"), m_resultSection));
    addFact(*result, tr("AUC"), m_testAuc);
    addFact(*result, tr("Log loss"), m_testLoss);
    m_expectedRow = addFact(*result, tr("Expected AUC"), m_expectedAuc);
    m_expectedRow->setToolTip(tr("Weighs each pair by the true probabilities; known for the invented sample only"));
    layout.addWidget(m_resultSection);
}

} // namespace cpw::ui
