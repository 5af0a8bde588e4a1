// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live_page.h"

#include "ui/text/core_text.h"
#include "ui/text/format.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>

#include <utility>

// LivePage: forks of the shown run, its parent's curves, fixes of a failed run.
namespace cpw::ui {
namespace {

constexpr double kLowerRates = 0.1;

void lowerRates(spec::OptimizerSpec& optimizer) {
    optimizer.learningRatePlm *= kLowerRates;
    optimizer.learningRateCtr *= kLowerRates;
    optimizer.learningRateHeads *= kLowerRates;
}

} // namespace

void LivePage::connectForks() {
    m_placeQuestion = [this](const QString& path) {
        const QFileInfo info(path);
        return info.suffix().isEmpty() ? QFileDialog::getExistingDirectory(this, tr("Where are the data?"), info.path())
                                       : QFileDialog::getOpenFileName(this, tr("Where are the data?"), info.path());
    };
    m_forkAction = new QAction(tr("Fork from here"), this);
    m_forkAction->setObjectName(QStringLiteral("live.fork"));
    m_forkAction->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    m_forkAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_forkAction);
    connect(m_forkAction, &QAction::triggered, m_fork, &QPushButton::click);
    connect(m_fork, &QPushButton::clicked, this, [this] { askForFork(m_selection.stepCursor()); });
    connect(m_forkPanel, &ForkPanel::forkRequested, this, &LivePage::startFork);
    connect(m_failure, &FailureCard::fixRequested, this, &LivePage::fixFailure);
    connect(m_failure, &FailureCard::queueFixRequested, this, &LivePage::fixQueue);
    connect(m_failure, &FailureCard::stepRequested, this, [this](qint64 step) {
        m_selection.setStepCursor(step);
        m_log->goToStep(step);
    });
    connect(&m_session, &EngineSession::forkPointFound, this, &LivePage::openForkPanel);
    connect(&m_session, &EngineSession::forked, this, &LivePage::showFork);
    connect(&m_session, &EngineSession::forkRefused, this, [this](const QString& text) {
        if (m_forkPanel->isOpen())
            m_forkPanel->showProblem(text);
        else
            Q_EMIT problemFound(tr("The fork does not start: %1").arg(text));
    });
}

void LivePage::askForFork(std::optional<std::int64_t> step, std::function<void(api::RunSpec&, int)> edit) {
    if (!m_run)
        return;
    m_wantedForkStep = step;
    m_forkEdit = std::move(edit);
    m_forkAskedFor = m_run;
    m_session.requestForkPoint(*m_run, step);
}

void LivePage::openForkPanel(api::ForkPoint point) {
    if (point.parent != m_run || m_forkAskedFor != m_run)
        return; // another run is shown by now
    m_forkAskedFor.reset();
    if (m_forkEdit)
        m_forkEdit(point.spec, point.stage);
    m_forkPanel->open(point, m_wantedForkStep);
}

void LivePage::startFork(const api::ForkPoint& point, const api::RunSpec& spec) {
    m_session.fork(point.parent, point.step, spec);
}

void LivePage::showFork(const api::Fork& fork) {
    m_forkPanel->close();
    m_selection.chooseRun(fork.run);
    if (fork.notes.empty())
        return;
    QStringList notes;
    for (const auto& note : fork.notes)
        notes << sentenceText(coreText(note));
    Q_EMIT problemFound(tr("Not everything is taken over. %1").arg(notes.join(QLatin1Char(' '))));
}

void LivePage::showParent(const RunFeed& feed) {
    const auto& origin = feed.summary().parent;
    m_charts->setParentRun(origin ? m_session.feed(origin->run) : nullptr); // null until it is read
}

bool LivePage::isParent(api::RunId run) const {
    const RunFeed* shown = m_run ? m_session.knownFeed(*m_run) : nullptr;
    return shown && shown->summary().parent && shown->summary().parent->run == run;
}

void LivePage::fixFailure(api::FailureCause cause) {
    const RunFeed* run = feed();
    if (!run || !run->error())
        return;
    const auto stage = static_cast<std::size_t>(std::max(run->currentStage(), 0));
    auto spec = run->spec();
    const auto badStep = api::badLossStep(run->error()->text());
    switch (cause) {
    case api::FailureCause::OutOfMemory: {
        const int parts = spec.stages[stage].accumulation * 2;
        if (run->lastCheckpointStep()) {
            askForFork(std::nullopt, [parts](api::RunSpec& edited, int at) { edited.stages[static_cast<std::size_t>(at)].accumulation = parts; });
            return;
        }
        spec.stages[stage].accumulation = parts;
        break;
    }
    case api::FailureCause::BadLoss:
        if (run->lastCheckpointStep()) {
            askForFork(badStep ? std::optional(*badStep - 1) : std::nullopt,
                       [](api::RunSpec& edited, int at) { lowerRates(edited.stages[static_cast<std::size_t>(at)].optimizer); });
            return;
        }
        for (auto& each : spec.stages)
            lowerRates(each.optimizer);
        break;
    case api::FailureCause::MissingFile: {
        const QString place = m_placeQuestion(qstr(spec.data.path));
        if (place.isEmpty())
            return;
        spec.data.path = place.toStdString();
        break;
    }
    case api::FailureCause::DiskFull:
    case api::FailureCause::Other:
        return;
    }
    startAgain(std::move(spec));
}

/// Stages of the kind that failed get the same change in every run that waits.
void LivePage::fixQueue(api::FailureCause cause) {
    const RunFeed* run = feed();
    if (!run || run->spec().stages.empty())
        return;
    const auto kind = run->spec().stages[static_cast<std::size_t>(std::max(run->currentStage(), 0))].kind;
    for (const auto& entry : m_queue.entries()) {
        auto spec = entry.spec;
        for (auto& stage : spec.stages) {
            if (stage.kind != kind)
                continue;
            if (cause == api::FailureCause::OutOfMemory && stage.accumulation * 2 <= stage.batch)
                stage.accumulation *= 2;
            else if (cause == api::FailureCause::BadLoss)
                lowerRates(stage.optimizer);
        }
        m_queue.change(entry.id, spec);
    }
}

void LivePage::startAgain(api::RunSpec spec) {
    const auto run = m_session.submit(spec);
    if (run)
        m_selection.chooseRun(*run);
    else
        Q_EMIT problemFound(tr("The run does not start: %1").arg(errorText(run.error())));
}

} // namespace cpw::ui
