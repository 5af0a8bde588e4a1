// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "core/base/text_format.h"
#include "ui/docks/dock_area.h"
#include "ui/docks/layout_keeper.h"
#include "ui/docks/sql/sql_view.h"
#include "ui/pages/data_page.h"
#include "ui/pages/experiment_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/live_page.h"
#include "ui/pages/runs/code_view.h"
#include "ui/pages/runs_page.h"
#include "ui/session/run_notice.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/sidebar.h"

#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace cpw::ui {
namespace {

constexpr int kMinimumWidth = 900; // below 1100 the right column of a page becomes a dock
constexpr int kMinimumHeight = 600;

} // namespace

MainWindow::MainWindow(Theme& theme, const Sessions& sessions, QSettings& settings, QWidget* parent)
    : QMainWindow(parent), m_theme(theme), m_session(sessions.engine), m_data(sessions.data), m_runQueue(sessions.queue), m_draft(sessions.draft),
      m_models(sessions.data, settings, sessions.engine.file()), m_inspect(sessions.inspect), m_exchange(sessions.exchange),
      m_settings(settings), m_recent(settings),
      m_closeQuestion([this] { return askClose(); }), m_actions(*this, settings) {
    setMinimumSize(kMinimumWidth, kMinimumHeight);
    setAcceptDrops(true);
    setWindowTitle(tr("%1 - ClickPrompt Workbench").arg(QFileInfo(m_session.file()).fileName()));
    new RunNotice(*this, m_session);
    setMenuWidget(makeTopBar());
    makeBody(sessions.queries);
    makeActions();
    makeStatusBar();
    connectSession();
    m_recent.put(m_session.file());
    fillRecentMenu();
    showPage(PageId::Home);
    restore();
    updateStatus();
    updateSelectionBlock();
    if (m_session.isReadOnly())
        setReadOnlyReason(tr("This file is open for reading only: nothing that you do here is kept."));
    m_session.requestRuns();
}

void MainWindow::makeBody(QuerySession* queries) {
    auto* center = new QWidget(this);
    auto* columns = new QHBoxLayout(center);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    m_sidebar = new Sidebar(m_theme, center);
    columns->addWidget(m_sidebar);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    m_problemBar = new MessageBar(m_theme, MessageBar::Kind::Fault, center);
    m_noteBar = new MessageBar(m_theme, MessageBar::Kind::Note, center);
    right->addWidget(m_problemBar);
    right->addWidget(m_noteBar);
    right->addWidget(makeNextMoves(center));
    m_pages = new QStackedWidget(center);
    m_docks = new DockArea(m_theme, m_session, m_selection, m_actions, center);
    m_docks->setCentralWidget(m_pages);
    if (m_exchange)
        m_docks->addView(QStringLiteral("code"), tr("Code"), new CodeView(m_theme, m_session, *m_exchange, m_selection, m_docks));
    if (queries)
        m_docks->addView(QStringLiteral("sql"), tr("SQL"), new SqlView(m_theme, m_session, *queries, m_docks));
    m_layout = new LayoutKeeper(*m_docks, m_settings, this);
    right->addWidget(m_docks, 1);
    columns->addLayout(right, 1);
    setCentralWidget(center);
    m_pageTable = makePageTable();
    std::vector<NavigationItem> items;
    for (const auto& page : m_pageTable)
        items.push_back({pageName(page.id), page.icon, page.title, {}, {}, Tone::Accent, false});
    m_sidebar->pages().setItems(std::move(items));
}

void MainWindow::connectSession() {
    connect(&m_session, &EngineSession::runStarted, this, &MainWindow::onRunStarted);
    connect(&m_session, &EngineSession::queueChanged, this, &MainWindow::onQueueChanged);
    connect(&m_session, &EngineSession::problemFound, this, &MainWindow::showProblem);
    connect(&m_session, &EngineSession::problemFound, this, [this] { statusBar()->clearMessage(); });
    connect(&m_session, &EngineSession::copySaved, this, [this](const QString& path) {
        statusBar()->clearMessage();
        showNote(
            tr("A copy with all runs and checkpoints is at %1. Caches are left out; they are made again when needed.").arg(path),
            tr("Open the copy"), [this, path] { requestFile(path, FileMode::Open); });
    });
    connect(&m_session, &EngineSession::runsRead, this, [this](const RunList& runs, bool isWhole) {
        if (!isWhole)
            return;
        for (const auto& run : runs)
            m_knownRuns.insert(m_knownRuns.end(), run->summary.id);
        updateRunCount();
    });
    connect(&m_session, &EngineSession::runAdded, this, [this](api::RunId run) {
        m_knownRuns.insert(run);
        updateRunCount();
    });
    connect(&m_session, &EngineSession::runsDeleted, this, [this](const std::vector<api::RunId>& runs) {
        for (const auto run : runs)
            m_knownRuns.erase(run);
        updateRunCount();
    });
    connect(&m_session, &EngineSession::runChanged, this, [this] {
        updateQueue();
        updateLiveBadge();
        updateRunActions();
        updateStatus();
        updateSelectionBlock();
    });
    connect(&m_session, &EngineSession::runLoaded, this, &MainWindow::updateSelectionBlock);
    connect(&m_draft, &ExperimentDraft::changed, this, &MainWindow::updateSelectionBlock);
    connect(&m_selection, &Selection::currentRunChanged, this, [this] {
        readChosenRun();
        updateSelectionBlock();
        updateRunActions();
        updateLiveBadge();
    });
    connect(&m_selection, &Selection::stepCursorChanged, this, &MainWindow::updateSelectionBlock);
    connect(&m_data, &DataSession::problemFound, this, &MainWindow::showProblem);
    connect(&m_runQueue, &RunQueue::changed, this, &MainWindow::updateQueue);
    connect(&m_runQueue, &RunQueue::problemFound, this, &MainWindow::showProblem);
    connect(m_sidebar, &Sidebar::pageChosen, this, [this](const QString& id) {
        if (const auto page = pageFromName(id))
            showPage(*page);
    });
    connect(m_sidebar, &Sidebar::runChosen, this, [this](const QString& id) {
        if (id == QLatin1String(kQueueItem)) {
            showPage(PageId::Experiment);
            return experimentPage().chooseSection(kQueueItem);
        }
        const auto run = api::runIdFromText(id.toStdString());
        if (!run)
            return;
        if (run == m_session.activeRun())
            m_selection.followRun(*run);
        else
            m_selection.chooseRun(*run);
        showPage(PageId::Live);
    });
}

void MainWindow::trainSample() {
    auto runs = m_session.submitPreset(QStringLiteral("sample"));
    if (!runs) {
        showProblem(tr("The sample cannot be trained: %1").arg(errorText(runs.error())));
        return;
    }
    showProblem({});
    if (!m_session.activeRun() && !runs->empty())
        m_selection.followRun(runs->front());
    showPage(PageId::Live);
}

void MainWindow::trainMovielens(const QString& folder) {
    auto runs = m_session.submitPreset(QStringLiteral("movielens_1m"), folder);
    if (!runs) {
        showProblem(tr("MovieLens-1M cannot be trained from %1: %2").arg(folder, errorText(runs.error())));
        return;
    }
    showProblem({});
    if (!m_session.activeRun() && !runs->empty())
        m_selection.followRun(runs->front());
    showPage(PageId::Live);
}

const RunFeed* MainWindow::shownFeed() const {
    const auto run = m_selection.currentRun();
    return run ? m_session.knownFeed(*run) : nullptr;
}

void MainWindow::onRunStarted(api::RunId run) {
    if (m_selection.isFollowing() || !m_selection.currentRun())
        m_selection.followRun(run);
}

void MainWindow::onQueueChanged() {
    updateQueue();
    updateLiveBadge();
    updateRunActions();
    updateStatus();
    if (m_whenIdle && !m_session.hasWork()) {
        const auto then = std::exchange(m_whenIdle, nullptr);
        // After the slots of the last event, so that every page has seen it.
        QMetaObject::invokeMethod(this, then, Qt::QueuedConnection);
    }
}

void MainWindow::showProblem(const QString& text) {
    m_problemBar->setMessage(text);
}

QString MainWindow::problem() const {
    return m_problemBar->text();
}

void MainWindow::showNote(const QString& text, const QString& action, std::function<void()> then) {
    m_noteBar->setMessage(text, action, std::move(then));
}

QString MainWindow::note() const {
    return m_noteBar->text();
}

void MainWindow::setReadOnlyReason(const QString& reason) {
    setWindowTitle(tr("%1 (read only) - ClickPrompt Workbench").arg(QFileInfo(m_session.file()).fileName()));
    showNote(reason, tr("Save a copy as..."), [this] { chooseCopy(); });
}

void MainWindow::setCopyOf(const QString& original) {
    setWindowTitle(tr("%1 (local copy) - ClickPrompt Workbench").arg(QFileInfo(m_session.file()).fileName()));
    setActionEnabled(*m_copyBackAction, true);
    showNote(tr("This is a copy on this computer of %1. What you do stays here until it is copied back, which is asked when the window closes.").arg(original),
             tr("Copy back now"), [this] { Q_EMIT copyBackRequested(); });
}

void MainWindow::chooseFile(FileMode mode) {
    const QString folder = QFileInfo(m_session.file()).absolutePath();
    const QString filter = tr("Workbench files (*.cpw)");
    QString path = mode == FileMode::Open ? QFileDialog::getOpenFileName(this, tr("Open file"), folder, filter)
                                          // An existing file is opened, never replaced.
                                          : QFileDialog::getSaveFileName(this, tr("New file"), folder, filter, nullptr,
                                                                         QFileDialog::DontConfirmOverwrite);
    if (path.isEmpty())
        return;
    if (mode == FileMode::Create && !path.endsWith(QLatin1String(".cpw"), Qt::CaseInsensitive))
        path += QStringLiteral(".cpw");
    requestFile(path, mode);
}

void MainWindow::chooseCopy() {
    const QFileInfo file(m_session.file());
    const QString proposed = file.absoluteDir().filePath(tr("%1 copy.cpw").arg(file.completeBaseName()));
    QString path = QFileDialog::getSaveFileName(this, tr("Save a copy as"), proposed, tr("Workbench files (*.cpw)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QLatin1String(".cpw"), Qt::CaseInsensitive))
        path += QStringLiteral(".cpw");
    statusBar()->showMessage(tr("Saving a copy as %1").arg(path));
    m_session.saveCopy(path);
}

void MainWindow::requestFile(const QString& path, FileMode mode) {
    if (QFileInfo(path).absoluteFilePath() == QFileInfo(m_session.file()).absoluteFilePath())
        return;
    whenIdle([this, path, mode] { Q_EMIT fileRequested(path, mode); });
}

CloseChoice MainWindow::askClose() {
    QMessageBox box(QMessageBox::Question, tr("A run is training"), tr("A run is training."), QMessageBox::NoButton, this);
    QString text = tr("In the background it goes on in a process of its own; the window shows it again when it is opened. Stop and save keeps its work; it can "
                      "go on later. Discard drops what came after its last checkpoint.");
    if (const auto waiting = m_session.waitingRuns().size(); waiting > 0)
        text += QLatin1Char(' ') + tr("Waiting runs (%1) stay in the queue of the file, unless you discard.").arg(waiting);
    box.setInformativeText(text);
    auto* keep = m_session.canHandOver() && m_session.activeRun() ? box.addButton(tr("Keep training in the background"), QMessageBox::AcceptRole) : nullptr;
    auto* save = box.addButton(tr("Stop and save"), QMessageBox::AcceptRole);
    auto* discard = box.addButton(tr("Discard"), QMessageBox::DestructiveRole);
    box.addButton(tr("Cancel"), QMessageBox::RejectRole);
    box.setDefaultButton(keep ? keep : save);
    box.exec();
    if (keep && box.clickedButton() == keep)
        return CloseChoice::KeepTraining;
    if (box.clickedButton() == save)
        return CloseChoice::StopAndSave;
    return box.clickedButton() == discard ? CloseChoice::Discard : CloseChoice::Cancel;
}

void MainWindow::whenIdle(std::function<void()> then) {
    if (!m_session.hasWork()) {
        then();
        return;
    }
    const CloseChoice choice = m_closeQuestion();
    if (choice == CloseChoice::Cancel)
        return;
    m_runQueue.setHeld(true);
    if (choice != CloseChoice::Discard)
        keepWaiting();
    m_whenIdle = std::move(then);
    if (const auto active = m_session.activeRun(); choice == CloseChoice::KeepTraining && active)
        m_whenIdle = [this, run = *active, next = std::move(m_whenIdle)] {
            m_session.handOver(run, next, [this] { m_runQueue.setHeld(false); });
        };
    m_session.stopAll(choice == CloseChoice::Discard ? api::CommandKind::Discard : api::CommandKind::StopAndSave);
    updateStatus();
}

/// What was submitted and has not begun goes back to the queue of the file, in its order, before the runs that wait there.
void MainWindow::keepWaiting() {
    std::vector<api::RunSpec> specs;
    for (const auto run : m_session.waitingRuns())
        if (const RunFeed* feed = m_session.knownFeed(run))
            specs.push_back(feed->spec());
    if (!specs.empty())
        m_runQueue.addFirst(std::move(specs));
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_session.hasWork()) {
        event->ignore();
        if (!m_whenIdle)
            whenIdle([this] { close(); });
        return;
    }
    if (m_closeGuard && !m_closeGuard())
        return event->ignore();
    keepLayout();
    event->accept();
}

void MainWindow::keepLayout() {
    m_layout->saveUser();
    m_session.saveSetting(QStringLiteral("layout"), QString::fromUtf8(m_layout->text()));
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setValue(QStringLiteral("window/sidebarCollapsed"), m_isNarrow ? m_isCollapsedWhenWide : m_sidebar->isCollapsed());
    m_settings.setValue(QStringLiteral("theme"), toText(m_theme.mode()));
}

void MainWindow::restore() {
    if (!restoreGeometry(m_settings.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(1440, 900);
    m_layout->restoreUser();
    foldColumns();
    // What the file remembers wins, once it is read.
    m_session.readSetting(this, QStringLiteral("layout"), [this](const std::optional<QString>& layout) {
        if (layout && m_layout->apply(layout->toUtf8()))
            foldColumns();
    });
    m_isCollapsedWhenWide = m_settings.value(QStringLiteral("window/sidebarCollapsed"), false).toBool();
    setSidebarCollapsed(m_isNarrow || m_isCollapsedWhenWide);
}

void MainWindow::setSidebarCollapsed(bool isCollapsed) {
    m_sidebar->setCollapsed(isCollapsed);
    m_sidebarAction->setChecked(!isCollapsed);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.size() != 1 || urls.first().toLocalFile().isEmpty())
        return;
    statusBar()->showMessage(dropText(urls.first().toLocalFile()), 2000);
    event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = event->mimeData()->urls().first().toLocalFile();
    if (path.endsWith(QLatin1String(".cpw"), Qt::CaseInsensitive))
        requestFile(path, FileMode::Open);
    else if (isDropOfRuns(path))
        importRuns(path);
    else
        importTable(path);
}

void MainWindow::importTable(const QString& path) {
    showPage(PageId::Data);
    dataPage().importPath(path);
}

} // namespace cpw::ui
