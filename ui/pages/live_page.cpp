// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live_page.h"

#include "ui/actions/action_registry.h"
#include "ui/text/format.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/figure_dialog.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr std::size_t kLastRuns = 3;

struct BadgeLook {
    const char* icon;
    Tone tone;
};

BadgeLook lookOf(api::RunState state) {
    switch (state) {
    case api::RunState::Waiting:
        return {"clock", Tone::Text2};
    case api::RunState::Running:
        return {"live", Tone::Accent};
    case api::RunState::Paused:
        return {"pause", Tone::Warn};
    case api::RunState::Finished:
        return {"check", Tone::Ok};
    case api::RunState::Stopped:
        return {"stop", Tone::Text2};
    case api::RunState::Interrupted:
        return {"warning", Tone::Warn};
    case api::RunState::Failed:
        return {"error", Tone::Err};
    case api::RunState::Discarded:
        return {"stop", Tone::Text2};
    }
    return {"info", Tone::Text2};
}

} // namespace

LivePage::LivePage(const Theme& theme, EngineSession& session, RunQueue& queue, Selection& selection, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_session(session), m_queue(queue), m_selection(selection), m_branchFinder(session, queue),
      m_stack(new QStackedLayout(this)),
      m_empty(new EmptyState(theme, tr("Nothing is running"),
                             tr("Curves, log and controls of a run appear here as soon as it starts."), this)) {
    setProperty("kind", QStringLiteral("page"));
    auto* train = makeButton(theme, tr("Train sample"), "play", "primary", m_empty);
    connect(train, &QPushButton::clicked, this, &LivePage::trainSampleRequested);
    m_empty->addWay(train);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeBody());
    connectSession();
    connectForks();
    connect(&selection, &Selection::currentRunChanged, this, &LivePage::showRun);
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_log, &LogView::focusFilter);
    auto* rates = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_R), this);
    rates->setContext(Qt::WidgetWithChildrenShortcut);
    connect(rates, &QShortcut::activated, m_control, &ControlColumn::focusFirstRate);
    showRun();
}

void LivePage::connectSession() {
    connect(&m_session, &EngineSession::runLoaded, this, [this](api::RunId run) {
        if (run == m_run)
            showRun();
        else if (isParent(run))
            refresh(RunChange::Curves);
        findBranches();
    });
    connect(&m_session, &EngineSession::runsDeleted, this, [this] {
        findBranches();
        refresh(RunChange::Curves);
    });
    connect(&m_session, &EngineSession::runAdded, this, &LivePage::findBranches);
    connect(&m_branchFinder, &RunBranches::found, this, &LivePage::findBranches);
    connect(&m_queue, &RunQueue::changed, this, &LivePage::findBranches);
    connect(&m_session, &EngineSession::runChanged, this, [this](api::RunId run, RunChanges changes) {
        if (run == m_run)
            refresh(changes);
        else if (isParent(run))
            refresh(RunChange::Curves);
        else if (const auto* shown = isBranch(run) ? feed() : nullptr)
            updateStrip(*shown);
    });
    connect(&m_session, &EngineSession::commandApplied, this, [this](api::RunId run, const api::CommandApplied& applied) {
        if (run == m_run)
            m_control->showApplied(applied);
    });
}

QWidget* LivePage::makeBody() {
    auto* body = new QWidget(this);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(metric::kPageMargin, 0, metric::kPageMargin, metric::kMargin);
    layout->setSpacing(metric::kCardGap);
    m_header = new PageHeader(m_theme, body);
    m_resume = makeButton(m_theme, tr("Resume"), "play", "primary", body);
    m_resume->setToolTip(tr("Go on from the last checkpoint"));
    m_header->addAction(m_resume);
    connect(m_resume, &QPushButton::clicked, this, &LivePage::resumeRun);
    m_fork = makeButton(m_theme, tr("Fork from here"), "", "", body);
    m_fork->setObjectName(QStringLiteral("forkButton"));
    m_fork->setToolTip(tr("A new run from the checkpoint at the cursor or the nearest before it, with other values"));
    m_header->addAction(m_fork);
    layout->addWidget(m_header);
    layout->setSpacing(0);
    m_strip = new StageStrip(m_theme, body);
    connect(m_strip, &StageStrip::clicked, this, &LivePage::showCell);
    layout->addWidget(m_strip);
    layout->addSpacing(metric::kCardGap);
    m_failure = new FailureCard(m_theme, body);
    layout->addWidget(m_failure);
    m_forkPanel = new ForkPanel(m_theme, body);
    layout->addWidget(m_forkPanel);

    auto* splitter = new QSplitter(Qt::Vertical, body);
    splitter->setHandleWidth(metric::kCardGap);
    splitter->setChildrenCollapsible(false);
    const auto addCard = [&](QWidget* content) {
        auto* card = makeFrame("card", splitter);
        auto* cardLayout = new QVBoxLayout(card);
        cardLayout->setContentsMargins(0, 0, 0, 0);
        cardLayout->addWidget(content);
        splitter->addWidget(card);
    };
    m_charts = new ChartStack(m_theme, m_selection, splitter);
    m_log = new LogView(m_theme, splitter);
    addCard(m_charts);
    addCard(m_log);
    splitter->setStretchFactor(0, 76);
    splitter->setStretchFactor(1, 24);
    splitter->setSizes({560, 170});
    m_control = new ControlColumn(m_theme, m_session, body);
    m_control->setProperty("foldsAs", tr("Control"));
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metric::kCardGap);
    columns->addWidget(splitter, 1);
    columns->addWidget(m_control);
    layout->addLayout(columns, 1);
    connect(m_charts, &ChartStack::flagOpened, m_log, &LogView::goToStep);
    connect(m_charts, &ChartStack::problemFound, this, &LivePage::problemFound);
    connectFigures();
    connect(m_charts, &ChartStack::shrinkRequested, this, [this] {
        setChartAlone(false);
        Q_EMIT fullScreenLeft();
    });
    connect(m_log, &LogView::stepPicked, this, [this](qint64 step) { m_selection.setStepCursor(step); });
    connect(m_log, &LogView::allStepsRequested, this, [this] { m_selection.setStepRange(std::nullopt); });
    connect(&m_selection, &Selection::stepRangeChanged, this, [this] { m_log->setSteps(m_selection.stepRange()); });
    return body;
}

void LivePage::setChartAlone(bool isAlone) {
    MetricPlot* plot = isAlone ? m_charts->focusedPlot() : nullptr;
    if (plot == m_charts->enlarged())
        return;
    m_charts->enlarge(plot);
    for (QWidget* around : {static_cast<QWidget*>(m_header), static_cast<QWidget*>(m_strip), m_log->parentWidget(), static_cast<QWidget*>(m_control)})
        around->setVisible(!plot);
}

void LivePage::connectFigures() {
    connect(m_charts, &ChartStack::figureRequested, this, &LivePage::exportFigure);
    m_figureAction = new QAction(tr("Export figure..."), this);
    m_figureAction->setObjectName(QStringLiteral("live.export_figure"));
    m_figureAction->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_E));
    m_figureAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_figureAction, &QAction::triggered, this, [this] { exportFigure(); });
    addAction(m_figureAction);
}

void LivePage::exportFigure(MetricPlot* chart) {
    const auto& plots = m_charts->plots();
    const auto first = std::find(plots.begin(), plots.end(), chart ? chart : m_charts->focusedPlot());
    const QString problem = ui::exportFigure(*this, {plots.begin(), plots.end()}, m_presets ? &*m_presets : nullptr,
                                             first == plots.end() ? 0 : static_cast<int>(first - plots.begin()));
    if (!problem.isEmpty())
        Q_EMIT problemFound(problem);
}

const RunFeed* LivePage::feed() {
    return m_run ? m_session.feed(*m_run) : nullptr;
}

void LivePage::offerLastRuns() {
    m_session.askStore(
        this, [](const api::RunStore& store) { return store.newestRuns(kLastRuns); },
        [this](const Result<std::vector<api::RunSummary>>& runs) {
            std::vector<QWidget*> lines;
            for (std::size_t i = runs ? runs->size() : 0; i > 0; --i) { // the newest first
                const auto& run = (*runs)[i - 1];
                if (run.origin)
                    continue; // another program's: it has no stages to be shown
                auto* line = makeButton(m_theme, tr("%1  %2, %3").arg(qstr(api::toText(run.id)), qstr(run.name), stateTitle(run.state).toLower()), "", "link", m_empty);
                connect(line, &QPushButton::clicked, this, [this, id = run.id] { m_selection.chooseRun(id); });
                lines.push_back(line);
            }
            m_empty->setLines(tr("The last runs of this file"), lines);
        });
}

void LivePage::showRun() {
    m_run = m_selection.currentRun();
    m_pickedStage.reset();
    m_forkPanel->close();
    const RunFeed* run = feed();
    m_stack->setCurrentIndex(run ? 1 : 0);
    setActionEnabled(*m_figureAction, run != nullptr, tr("No run is shown."));
    if (m_run && !run)
        m_empty->setTexts(tr("Reading %1").arg(qstr(api::toText(*m_run))), tr("Its curves and log come from the file."));
    else
        m_empty->setTexts(tr("Nothing is running"), tr("Curves, log and controls of a run appear here as soon as it starts."));
    if (run && m_wanted.run == m_run && m_wanted.stage != run->currentStage())
        m_pickedStage = m_wanted.stage;
    m_wanted = {};
    m_branches = run ? m_branchFinder.beside(*run) : std::vector<RunBranch>();
    if (run)
        m_branchFinder.lookInFile(*run);
    if (!m_run)
        offerLastRuns();
    else
        m_empty->setLines({}, {});
    m_control->show(run ? m_run : std::nullopt);
    if (!run) {
        m_charts->setParentRun(nullptr);
        m_charts->show(nullptr, -1);
        m_log->show(nullptr);
        return;
    }
    refresh(RunChange::State | RunChange::Progress | RunChange::Curves | RunChange::Flags | RunChange::Log | RunChange::Values);
}

int LivePage::shownStage(const RunFeed& feed) const {
    const int stages = static_cast<int>(feed.stages().size());
    return std::clamp(m_pickedStage.value_or(std::max(feed.currentStage(), 0)), 0, std::max(stages - 1, 0));
}

void LivePage::refresh(RunChanges changes) {
    const RunFeed* run = feed();
    if (!run)
        return;
    if (changes & (RunChange::State | RunChange::Progress)) {
        updateHeader(*run);
        updateStrip(*run);
        m_failure->show(*run, m_queue.entries().size());
    }
    showParent(*run);
    m_charts->show(run, shownStage(*run));
    m_charts->refresh(changes);
    if (changes & RunChange::Log)
        m_log->show(run);
    m_control->refresh(changes);
}

void LivePage::updateHeader(const RunFeed& feed) {
    const auto& spec = feed.spec();
    m_header->setTitle(QStringLiteral("%1  %2").arg(qstr(api::toText(feed.id())), qstr(spec.name)));
    QString state = stateTitle(feed.state());
    if (feed.isStopping())
        state = tr("Stopping");
    else if (feed.state() == api::RunState::Running && feed.preparing())
        state = tr("Preparing");
    const BadgeLook look = lookOf(feed.state());
    m_header->badge().setContent(QString::fromLatin1(look.icon), state, look.tone);
    QStringList facts;
    if (feed.startTime() != api::Clock::time_point{})
        facts << tr("Started %1").arg(clockText(feed.startTime()).left(5));
    facts << backboneTitle(spec.backbone.id);
    const int stage = shownStage(feed);
    if (stage < static_cast<int>(spec.stages.size())) {
        const auto& shown = spec.stages[static_cast<std::size_t>(stage)];
        facts << (shown.accumulation > 1 ? tr("batch %1 = %2 × %3")
                                               .arg(countText(shown.batch))
                                               .arg(shown.batch / shown.accumulation)
                                               .arg(shown.accumulation)
                                         : tr("batch %1").arg(countText(shown.batch)));
    }
    if (spec.usesText())
        facts << tr("%1 prompts").arg(spec.prompts.count);
    facts << tr("seed %1").arg(spec.seed) << qstr(spec.device);
    m_header->setFacts(facts.join(QStringLiteral(" · ")));
    const auto runState = feed.state();
    m_resume->setVisible(runState == api::RunState::Stopped || runState == api::RunState::Interrupted ||
                         (runState == api::RunState::Failed && feed.lastCheckpointStep()));
    m_resume->setEnabled(!m_session.isReadOnly());
    m_fork->setEnabled(!m_session.isReadOnly() && feed.lastCheckpointStep());
    m_fork->setToolTip(m_session.isReadOnly()        ? tr("The file is open read-only")
                       : !feed.lastCheckpointStep() ? tr("There is no checkpoint yet; \"Checkpoint now\" writes one")
                                                    : tr("A new run from the checkpoint at the cursor or the nearest before it, with other values"));
    setActionEnabled(*m_forkAction, m_fork->isEnabled(), m_fork->toolTip());
}

void LivePage::updateStrip(const RunFeed& feed) {
    const StripContent content = stripOf(feed, m_branches, m_session);
    m_places = content.places;
    m_strip->setCells(content.cells);
    m_strip->setShown(content.cellOf({feed.id(), shownStage(feed)}));
}

void LivePage::findBranches() {
    const RunFeed* run = feed();
    if (!run)
        return;
    m_branchFinder.lookInFile(*run);
    auto branches = m_branchFinder.beside(*run);
    if (branches == m_branches)
        return;
    m_branches = std::move(branches);
    updateStrip(*run);
}

bool LivePage::isBranch(api::RunId run) const {
    return std::any_of(m_branches.begin(), m_branches.end(), [run](const RunBranch& branch) { return branch.run == run; });
}

void LivePage::showCell(int cell) {
    const RunFeed* run = feed();
    const StripPlace place = m_places[static_cast<std::size_t>(cell)];
    if (!run || !place.run)
        return;
    if (*place.run != m_run) { // a branch beside it
        m_wanted = place;
        return m_selection.chooseRun(*place.run);
    }
    const int stage = place.stage;
    m_pickedStage = stage == run->currentStage() ? std::nullopt : std::optional(stage);
    m_selection.setStepCursor(std::nullopt);
    refresh(RunChange::State | RunChange::Curves | RunChange::Flags);
}

void LivePage::resumeRun() {
    if (!m_run)
        return;
    if (auto resumed = m_session.resume(*m_run); !resumed)
        Q_EMIT problemFound(tr("The run cannot go on: %1").arg(errorText(resumed.error())));
}

void LivePage::keyPressEvent(QKeyEvent* event) {
    // Single letters reach here only when no text field has the focus.
    if (event->key() == Qt::Key_Space)
        m_control->togglePause();
    else if (event->key() == Qt::Key_S && event->modifiers() == Qt::NoModifier)
        m_control->stepNow();
    else
        QWidget::keyPressEvent(event);
}

} // namespace cpw::ui
