// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "core/base/process_memory.h"
#include "core/base/text_format.h"
#include "ui/pages/experiment_page.h"
#include "ui/pages/live_page.h"
#include "ui/palette/command_palette.h"
#include "ui/preferences/preferences_window.h"
#include "ui/session/machine_load.h"
#include "ui/text/core_text.h"
#include "ui/text/format.h"
#include "ui/text/percent.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/next_moves_bar.h"
#include "ui/widgets/sidebar.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QPushButton>
#include <QStatusBar>
#include <QToolButton>
#include <QUrl>

#include <algorithm>
#include <cmath>

// MainWindow: bars, and what they show of the running job.
namespace cpw::ui {
namespace {

constexpr int kPaletteFieldWidth = 240;
constexpr std::size_t kQueuedShown = 3;
constexpr int kFileCheckMilliseconds = 5000;

} // namespace

QWidget* MainWindow::makeTopBar() {
    auto* bar = makeFrame("topbar", this);
    bar->setFixedHeight(scaled(metric::kMenuBarHeight));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 12, 1);
    row->setSpacing(metric::kGap);
    m_menuBar = new QMenuBar(bar);
    m_menuBar->setNativeMenuBar(false);
    m_menuBar->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    auto* file = new ElidedLabel("captionStrong", bar); // gives way to menus of large letters
    file->setFullText(QFileInfo(m_session.file()).fileName());
    file->setAlignment(Qt::AlignCenter);
    auto* right = new QHBoxLayout;
    right->setSpacing(6);
    m_paletteField = makeButton(m_theme, {}, "search", "palette", bar);
    m_paletteField->setMinimumWidth(scaled(kPaletteFieldWidth));
    m_paletteField->setAccessibleName(tr("Find or run a command"));
    connect(m_paletteField, &QPushButton::clicked, this, [this] { m_palette->open(); });
    right->addWidget(m_paletteField);
    m_undoButton = makeIconButton("undo", tr("Undo"), bar);
    right->addWidget(m_undoButton);
    const QString appearance = tr("Switch between light and dark");
    auto* theme = makeIconButton("sun", appearance, bar);
    connect(theme, &QToolButton::clicked, this,
            [this] { m_theme.setMode(m_theme.oppositeMode()); });
    right->addWidget(theme);
    row->addWidget(m_menuBar, 0, Qt::AlignVCenter);
    row->addWidget(file, 1);
    row->addLayout(right);
    return bar;
}

QToolButton* MainWindow::makeIconButton(const char* icon, const QString& name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(m_theme.icon(icon));
    button->setIconSize(QSize(scaled(16), scaled(16)));
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

/// The keys of a command may be changed, and what the arrow undoes changes with the page.
QWidget* MainWindow::makeNextMoves(QWidget* parent) {
    auto* bar = new NextMovesBar(m_theme, parent);
    connect(&m_session, &EngineSession::runEnded, bar, [this, bar](api::RunId run) {
        const auto* feed = m_session.knownFeed(run);
        if (!feed || feed->state() != api::RunState::Finished || m_settings.value(QLatin1String(preference::kAreMovesKnown)).toBool())
            return;
        m_settings.setValue(QLatin1String(preference::kAreMovesKnown), true); // once for each user
        std::vector<NextMovesBar::Move> moves{{tr("Change a rate while it trains"),
                                               [this, run] {
                                                   m_selection.followRun(m_session.activeRun().value_or(run));
                                                   showPage(PageId::Live);
                                                   livePage().control().focusFirstRate();
                                               }},
                                              {tr("Train it with five seeds"), [this, spec = feed->spec()] {
                                                   m_draft.setRun(spec, tr("Five seeds"));
                                                   m_draft.setSeeds(QStringLiteral("1-5"));
                                                   showPage(PageId::Experiment);
                                               }}};
        if (hasPage(PageId::Inspect))
            moves.push_back({tr("Look at a row in the model"), [this, run] {
                                 m_selection.chooseRun(run);
                                 showPage(PageId::Inspect);
                             }});
        bar->offer(tr("%1 is finished. What can come next:").arg(qstr(api::toText(run))), std::move(moves));
    });
    return bar;
}

void MainWindow::updateTopBar() {
    const QAction* palette = m_actions.find(QStringLiteral("view.palette"));
    const QAction* undo = m_actions.find(QStringLiteral("edit.undo"));
    m_paletteField->setText(tr("Find or run a command    %1").arg(palette->shortcut().toString(QKeySequence::NativeText)));
    m_undoButton->setEnabled(undo->isEnabled());
    m_undoButton->setToolTip(undo->isEnabled()
                                 ? tr("%1 (%2)").arg(plainText(*undo), undo->shortcut().toString(QKeySequence::NativeText))
                                 : disabledReason(*undo));
}

QPushButton* MainWindow::makeStatusItem(const char* name, const QString& toolTip, std::function<void()> then) {
    auto* item = makeButton(m_theme, {}, "", "status", statusBar());
    item->setObjectName(QLatin1String(name));
    item->setToolTip(toolTip);
    connect(item, &QPushButton::clicked, this, std::move(then));
    return item;
}

void MainWindow::makeStatusBar() {
    QStatusBar* bar = statusBar();
    bar->setSizeGripEnabled(false);
    bar->setFixedHeight(scaled(metric::kStatusBarHeight));
    bar->setContentsMargins(12, 0, 12, 0);
    m_statusIcon = new IconLabel(m_theme, QStringLiteral("check"), Tone::Text3, 13, bar);
    m_statusJob = makeStatusItem("statusJob", tr("Go to Live"), [this] { showPage(PageId::Live); });
    m_statusQueue = makeStatusItem("statusQueue", tr("Go to the queue"), [this] {
        showPage(PageId::Experiment);
        experimentPage().chooseSection(kQueueItem);
    });
    const auto showComputer = [this] { showPage(PageId::Home); };
    m_statusCard = makeStatusItem("statusCard", {}, showComputer);
    m_statusProcessor = makeStatusItem("statusProcessor", {}, showComputer);
    m_statusFile = makeStatusItem("statusFile", {}, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(m_session.file()).absolutePath())); });
    bar->addWidget(m_statusIcon);
    for (auto* item : {m_statusJob, m_statusQueue})
        bar->addWidget(item);
    for (auto* item : {m_statusCard, m_statusProcessor, m_statusFile})
        bar->addPermanentWidget(item);
    const auto& devices = m_session.catalog().devices;
    const bool hasCard = std::any_of(devices.begin(), devices.end(), [](const auto& device) { return device.id.starts_with("cuda"); });
    m_load = new MachineLoad(LoadSources::ofThisComputer(hasCard), this);
    connect(m_load, &MachineLoad::changed, this, &MainWindow::updateLoad);
    updateLoad();
    m_load->start();
    connect(&m_fileTimer, &QTimer::timeout, this, &MainWindow::lookAtStore);
    connect(&m_session, &EngineSession::problemFound, this, &MainWindow::lookAtStore); // the store's own among them
    m_fileTimer.start(kFileCheckMilliseconds);
}

void MainWindow::updateLoad() {
    const auto percent = [](double share) { return QString::number(std::lround(100 * share)); };
    const auto share = m_load->processorShare();
    m_statusProcessor->setVisible(share.has_value());
    if (share) {
        m_statusProcessor->setText(tr("CPU %1 %").arg(percent(*share)));
        m_statusProcessor->setToolTip(tr("This program uses %1 % of %2 processor cores and %3 of memory.").arg(percent(*share)).arg(m_load->processors()).arg(qstr(bytesText(residentBytes()))));
    }
    const auto& cards = m_load->cards();
    m_statusCard->setVisible(!cards.empty());
    if (cards.empty())
        return;
    const auto memory = [](const CardLoad& card) { return tr("%1 of %2").arg(qstr(bytesText(card.usedBytes)), qstr(bytesText(card.totalBytes))); };
    const auto& busiest = *std::max_element(cards.begin(), cards.end(), [](const auto& a, const auto& b) { return a.share < b.share; });
    m_statusCard->setText(tr("GPU %1 % · %2").arg(percent(busiest.share), memory(busiest)));
    QStringList lines;
    for (std::size_t i = 0; i < cards.size(); ++i)
        lines << tr("Graphics card %1: computes %2 % of the time, %3 of its memory in use by all programs").arg(i).arg(percent(cards[i].share), memory(cards[i]));
    m_statusCard->setToolTip(lines.join(QLatin1Char('\n')));
}

void MainWindow::updateFileStatus() {
    const QFileInfo file(m_session.file());
    // What SQLite has not moved into the file yet lies beside it.
    const auto bytes = static_cast<std::uint64_t>(file.size() + QFileInfo(m_session.file() + QStringLiteral("-wal")).size());
    const QString state = m_session.isReadOnly() ? tr("read only") : m_isStoreFailing ? tr("not saved") : tr("saved");
    m_statusFile->setText(file.exists() ? tr("%1 · %2 · %3").arg(file.fileName(), qstr(bytesText(bytes)), state) : file.fileName());
    m_statusFile->setToolTip(tr("Open the folder of %1").arg(QDir::toNativeSeparators(file.absoluteFilePath())));
    setStyleProperty(m_statusFile, "tone", m_isStoreFailing ? QStringLiteral("err") : QString());
}

void MainWindow::lookAtStore() {
    m_session.askStore(
        this, [](const api::RunStore& store) { return store.failure().has_value(); },
        [this](bool isFailing) {
            m_isStoreFailing = isFailing;
            updateFileStatus();
        });
}

void MainWindow::updateStatus() {
    const auto run = m_session.activeRun();
    const RunFeed* feed = run ? m_session.knownFeed(*run) : nullptr;
    updateFileStatus();
    const auto waiting = m_session.waitingRuns().size();
    m_statusQueue->setText(waiting == 0 ? QString() : waiting == 1 ? tr("1 run waiting") : tr("%1 runs waiting").arg(waiting));
    m_statusQueue->setVisible(waiting > 0);
    if (!feed) {
        m_statusIcon->setIcon(waiting ? QStringLiteral("clock") : QStringLiteral("check"), Tone::Text3);
        m_statusJob->setText(waiting ? tr("Starting") : tr("Ready"));
        return;
    }
    const bool isPaused = feed->state() == api::RunState::Paused;
    m_statusIcon->setIcon(isPaused ? QStringLiteral("pause") : QStringLiteral("live"), isPaused ? Tone::Warn : Tone::Accent);
    if (feed->isStopping()) {
        m_statusJob->setText(tr("Stopping %1, writing its checkpoint").arg(qstr(api::toText(*run))));
    } else if (feed->preparing()) {
        m_statusJob->setText(tr("%1 · %2 %").arg(coreText(feed->preparing()->what)).arg(wholePercent(feed->preparing()->share)));
    } else if (feed->currentStage() >= 0) {
        const auto& stage = feed->stages()[static_cast<std::size_t>(feed->currentStage())];
        QString text = tr("%1 · step %2 of %3").arg(stageTitle(stage.kind), countText(stage.stageStep), countText(stage.steps));
        if (isPaused)
            text += tr(" · paused");
        else if (stage.secondsLeft > 0 && stage.state == StageState::Running)
            text += tr(" · %1 left").arg(aboutText(stage.secondsLeft));
        m_statusJob->setText(text);
    } else {
        m_statusJob->setText(tr("Starting %1").arg(qstr(api::toText(*run))));
    }
}

void MainWindow::updateRunCount() {
    m_sidebar->pages().setBadge(QStringLiteral("runs"), countText(static_cast<std::int64_t>(m_knownRuns.size())), Tone::Text3,
                                true);
}

void MainWindow::updateLiveBadge() {
    const auto active = m_session.activeRun();
    const RunFeed* feed = active ? m_session.knownFeed(*active) : shownFeed();
    QString badge;
    Tone tone = Tone::Accent;
    if (feed && feed->state() == api::RunState::Running) {
        badge = tr("%1 %").arg(wholePercent(feed->share()));
    } else if (feed && feed->state() == api::RunState::Paused) {
        badge = tr("Paused");
        tone = Tone::Warn;
    } else if (feed && feed->state() == api::RunState::Failed) {
        badge = tr("Failed");
        tone = Tone::Err;
    }
    m_sidebar->pages().setBadge(QStringLiteral("live"), badge, tone);
}

void MainWindow::updateQueue() {
    std::vector<NavigationItem> items;
    const auto active = m_session.activeRun();
    const auto add = [&](api::RunId run) {
        const RunFeed* feed = m_session.knownFeed(run);
        if (!feed)
            return;
        const QString id = qstr(api::toText(run));
        NavigationItem item{id,
                            QStringLiteral("clock"),
                            QStringLiteral("%1 · %2").arg(id, qstr(feed->spec().name)),
                            tr("waits"),
                            {},
                            Tone::Text3,
                            false};
        if (run == active) {
            const bool isPaused = feed->state() == api::RunState::Paused;
            item.icon = isPaused ? QStringLiteral("pause") : QStringLiteral("live");
            item.badgeTone = isPaused ? Tone::Warn : Tone::Accent;
            const int stage = std::max(feed->currentStage(), 0);
            const auto& view = feed->stages()[static_cast<std::size_t>(stage)];
            const double share = view.steps > 0 ? static_cast<double>(view.stageStep) / static_cast<double>(view.steps) : 0;
            item.detail = feed->preparing() ? coreText(feed->preparing()->what)
                                            : tr("%1 % of %2").arg(wholePercent(share)).arg(stageTitle(view.kind));
        }
        items.push_back(std::move(item));
    };
    if (active)
        add(*active);
    for (const auto run : m_session.waitingRuns())
        add(run);
    addQueued(items);
    m_sidebar->setQueue(std::move(items));
}

/// The next prepared runs, and how many come after them.
void MainWindow::addQueued(std::vector<NavigationItem>& items) const {
    const auto& entries = m_runQueue.entries();
    for (std::size_t i = 0; i < std::min(kQueuedShown, entries.size()); ++i) {
        const auto& spec = entries[i].spec;
        const QString name = spec.name.empty() ? backboneTitle(spec.backbone.id) : qstr(spec.name);
        const QString state = !entries[i].problem.empty() ? tr("could not start") : m_runQueue.isPaused() ? tr("queue paused") : tr("queued, seed %1").arg(spec.seed);
        const bool isFault = !entries[i].problem.empty();
        items.push_back({QLatin1String(kQueueItem), isFault ? QStringLiteral("warning") : QStringLiteral("clock"), name, state, {}, Tone::Text3, false});
    }
    if (entries.size() > kQueuedShown)
        items.push_back({QLatin1String(kQueueItem), QStringLiteral("clock"), tr("%1 more").arg(entries.size() - kQueuedShown), tr("in the queue"), {}, Tone::Text3, false});
}

/// Pages read all of a run when they show it; its name is wanted before.
void MainWindow::readChosenRun() {
    const auto run = m_selection.currentRun();
    if (run && !m_session.knownFeed(*run) && (!m_chosenRun || m_chosenRun->id != *run))
        m_session.readRun(this, *run, [this](api::RunSummary summary) {
            m_chosenRun = std::move(summary);
            updateSelectionBlock();
        });
}

void MainWindow::updateSelectionBlock() {
    const RunFeed* feed = shownFeed();
    const QString none = tr("none");
    const auto wordsOf = [](api::RunId run, std::uint64_t seed) { return tr("%1 seed %2").arg(qstr(api::toText(run))).arg(seed); };
    const auto cursor = m_selection.stepCursor();
    const auto placeOf = [&](std::int64_t last) { return cursor ? countText(*cursor) : last > 0 ? tr("latest, %1").arg(countText(last)) : none; };
    if (const auto run = m_selection.currentRun(); run && !feed) {
        if (m_chosenRun && m_chosenRun->id == *run)
            m_sidebar->setSelection(sourceTitle(m_chosenRun->dataset), wordsOf(*run, m_chosenRun->seed), placeOf(m_chosenRun->step));
        else
            m_sidebar->setSelection(none, qstr(api::toText(*run)), placeOf(0));
        return;
    }
    const auto titleOf = [](const spec::DataSpec& of) { return of.dataset.empty() ? sourceTitle(of.source) : qstr(of.dataset); };
    if (!feed) { // what is being prepared
        const auto& draft = m_draft.spec();
        m_sidebar->setSelection(draft.stages.empty() ? none : titleOf(draft.data), none, none);
        return;
    }
    const auto& spec = feed->spec();
    const QString dataset = titleOf(spec.data);
    QString place = placeOf(feed->lastStep());
    const Curve* line = feed->timeline(std::max(feed->currentStage(), 0));
    if (const auto point = line && cursor ? line->at(*cursor) : std::nullopt)
        place += tr(" · epoch %1").arg(QString::number(line->epoch(*point), 'f', 2));
    m_sidebar->setSelection(dataset, wordsOf(feed->id(), spec.seed), place);
}

} // namespace cpw::ui
