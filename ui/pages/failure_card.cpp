// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/failure_card.h"

#include "ui/text/format.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace cpw::ui {

FailureCard::FailureCard(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_title(makeLabel("message", {}, this)), m_text(makeLabel("body2", {}, this)), m_suggestion(makeLabel("body", {}, this)),
      m_kept(makeLabel("help", {}, this)), m_detailsText(makeLabel("mono", {}, this)), m_queue(makeLabel("help", {}, this)),
      m_fix(makeButton(theme, {}, "", "primary", this)), m_fixQueue(makeButton(theme, {}, "", "", this)),
      m_goToStep(makeButton(theme, {}, "", "", this)), m_details(makeButton(theme, tr("Details"), "", "link", this)) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, metric::kCardGap);
    auto* card = makeFrame("problem", this);
    outer->addWidget(card);
    auto* layout = new QHBoxLayout(card);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(14);
    layout->addWidget(new IconLabel(theme, QStringLiteral("error"), Tone::Err, 18, card), 0, Qt::AlignTop);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(6);
    for (auto* label : {m_title, m_text, m_suggestion}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        texts->addWidget(label);
    }
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (auto* button : {m_fix, m_fixQueue, m_goToStep, m_details})
        buttons->addWidget(button);
    buttons->addStretch(1);
    texts->addLayout(buttons);
    for (auto* label : {m_kept, m_queue, m_detailsText}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        texts->addWidget(label);
    }
    layout->addLayout(texts, 1);
    m_fix->setAccessibleName(tr("Suggested fix"));
    m_fixQueue->setAccessibleName(tr("Suggested fix for the queue"));
    m_goToStep->setAccessibleName(tr("Go to the step that went wrong"));
    connect(m_fix, &QPushButton::clicked, this, [this] { Q_EMIT fixRequested(m_cause); });
    connect(m_fixQueue, &QPushButton::clicked, this, [this] {
        m_fixQueue->setEnabled(false); // once is enough
        Q_EMIT queueFixRequested(m_cause);
    });
    connect(m_goToStep, &QPushButton::clicked, this, [this] { Q_EMIT stepRequested(m_badStep); });
    connect(m_details, &QPushButton::clicked, this, [this] { m_detailsText->setVisible(!m_detailsText->isVisible()); });
    hide();
}

void FailureCard::show(const RunFeed& feed, std::size_t queued) {
    const bool isShown = feed.state() == api::RunState::Failed && feed.error();
    setVisible(isShown);
    if (!isShown)
        return;
    describe(feed);
    offer(feed);
    m_queue->setText(queued == 1 ? tr("1 queued run goes on with its own settings.") : tr("%1 queued runs go on with their own settings.").arg(queued));
    m_queue->setVisible(queued > 0);
    const bool isShared = m_cause == api::FailureCause::OutOfMemory || m_cause == api::FailureCause::BadLoss;
    m_fixQueue->setText(m_cause == api::FailureCause::OutOfMemory ? tr("Smaller micro-batches in the queue") : tr("Lower rates in the queue"));
    m_fixQueue->setVisible(queued > 0 && isShared && !m_fix->text().isEmpty());
    if (feed.id() != m_run) {
        m_run = feed.id();
        m_fixQueue->setEnabled(true);
    }
}

void FailureCard::describe(const RunFeed& feed) {
    const int stage = feed.currentStage();
    m_title->setText(stage < 0 ? tr("The run failed before its first step.")
                               : tr("The run failed at step %1 of %2.")
                                     .arg(countText(feed.lastStep()), stageTitle(feed.stages()[static_cast<std::size_t>(stage)].kind)));
    m_text->setText(sentenceText(errorText(*feed.error())));
    const auto saved = feed.lastCheckpointStep();
    m_kept->setText(saved ? tr("Kept: the checkpoint of step %1, all curves and the log. Resume repeats %2 steps.")
                                .arg(countText(*saved), countText(std::max<std::int64_t>(0, feed.lastStep() - *saved)))
                          : tr("Kept: curves and log. There is no checkpoint to go on from."));
    const QString details = qstr(feed.error()->details);
    m_details->setVisible(!details.isEmpty());
    if (m_detailsText->text() != details) {
        m_detailsText->setText(details);
        m_detailsText->hide();
    }
}

void FailureCard::offer(const RunFeed& feed) {
    const auto sentence = feed.error()->text() + feed.error()->details;
    m_cause = api::failureCause(sentence);
    m_badStep = api::badLossStep(sentence).value_or(0);
    const bool hasCheckpoint = feed.lastCheckpointStep().has_value();
    const auto stage = static_cast<std::size_t>(std::max(feed.currentStage(), 0));
    QString suggestion;
    QString fix;
    switch (m_cause) {
    case api::FailureCause::OutOfMemory: {
        const auto& spec = feed.spec().stages[stage];
        const int half = spec.batch / (spec.accumulation * 2);
        suggestion = half < 1 ? tr("One row does not fit. A smaller model or fewer tokens need less memory.")
                              : tr("Micro-batches of %1 rows need about half the memory for activations; the step stays the same to rounding "
                                   "and takes a little longer.")
                                    .arg(half);
        fix = half < 1 ? QString() : hasCheckpoint ? tr("Go on with smaller micro-batches") : tr("Start again with smaller micro-batches");
        break;
    }
    case api::FailureCause::MissingFile:
        suggestion = tr("A new run reads the data from the place where they are now.");
        fix = tr("Locate the data...");
        break;
    case api::FailureCause::BadLoss:
        suggestion = hasCheckpoint ? tr("A new run from before that step with a tenth of the learning rates often gets past it.")
                                   : tr("A new run with a tenth of the learning rates often gets past it.");
        fix = hasCheckpoint ? tr("Go on from before with lower rates") : tr("Start again with lower rates");
        break;
    case api::FailureCause::DiskFull:
        suggestion = tr("Free some space, then resume. Nothing half-written was kept.");
        break;
    case api::FailureCause::Other:
        break;
    }
    m_suggestion->setText(suggestion);
    m_suggestion->setVisible(!suggestion.isEmpty());
    m_fix->setText(fix);
    m_fix->setVisible(!fix.isEmpty());
    m_goToStep->setVisible(m_badStep > 0);
    m_goToStep->setText(tr("Go to step %1").arg(countText(m_badStep)));
}

} // namespace cpw::ui
