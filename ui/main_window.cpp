// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "core/base/text_format.h"
#include "ui/pages/home_page.h"
#include "ui/pages/live_page.h"
#include "ui/pages/runs_page.h"
#include "ui/session/run_notice.h"
#include "ui/text/format.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sidebar.h"

#include <QCloseEvent>
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

QString pageKey(PageId page) {
    switch (page) {
    case PageId::Home:
        return QStringLiteral("home");
    case PageId::Live:
        return QStringLiteral("live");
    case PageId::Runs:
        return QStringLiteral("runs");
    }
    return {};
}

} // namespace

MainWindow::MainWindow(Theme& theme, EngineSession& session, QSettings& settings, QWidget* parent)
    : QMainWindow(parent), m_theme(theme), m_session(session), m_settings(settings), m_recent(settings),
      m_closeQuestion([this] { return askClose(); }) {
    setMinimumSize(1100, 680);
    setAcceptDrops(true);
    setWindowTitle(QFileInfo(session.file()).fileName() + QStringLiteral(" - ClickPrompt Workbench"));
    new RunNotice(*this, session);
    setMenuWidget(makeTopBar());
    auto* center = new QWidget(this);
    auto* columns = new QHBoxLayout(center);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    m_sidebar = new Sidebar(theme, center);
    columns->addWidget(m_sidebar);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(makeProblemBar());
    m_pages = new QStackedWidget(center);
    right->addWidget(m_pages, 1);
    columns->addLayout(right, 1);
    setCentralWidget(center);
    m_sidebar->pages().setItems({{QStringLiteral("home"), QStringLiteral("home"), tr("Home"), {}, {}, Tone::Accent, false},
                                 {QStringLiteral("live"), QStringLiteral("live"), tr("Live"), {}, {}, Tone::Accent, false},
                                 {QStringLiteral("runs"), QStringLiteral("runs"), tr("Runs"), {}, {}, Tone::Text3, true}});
    makeMenus();
    makeStatusBar();
    connectSession();
    m_recent.put(session.file());
    fillRecentMenu();
    showPage(PageId::Home);
    restore();
    updateStatus();
    updateSelectionBlock();
    m_session.requestRuns();
}

void MainWindow::connectSession() {
    connect(&m_session, &EngineSession::runStarted, this, &MainWindow::onRunStarted);
    connect(&m_session, &EngineSession::queueChanged, this, &MainWindow::onQueueChanged);
    connect(&m_session, &EngineSession::problemFound, this, &MainWindow::showProblem);
    connect(&m_session, &EngineSession::runsRead, this, [this](const std::vector<api::RunSummary>& runs) {
        for (const auto& run : runs)
            m_knownRuns.insert(run.id);
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
    connect(&m_selection, &Selection::currentRunChanged, this, [this] {
        updateSelectionBlock();
        updateRunActions();
        updateLiveBadge();
    });
    connect(&m_selection, &Selection::stepCursorChanged, this, &MainWindow::updateSelectionBlock);
    connect(m_sidebar, &Sidebar::pageChosen, this, [this](const QString& id) {
        for (const auto page : {PageId::Home, PageId::Live, PageId::Runs})
            if (pageKey(page) == id)
                showPage(page);
    });
    connect(m_sidebar, &Sidebar::runChosen, this, [this](const QString& id) {
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

HomePage& MainWindow::homePage() {
    if (!m_home) {
        m_home = new HomePage(m_theme, m_session, m_pages);
        m_pages->addWidget(m_home);
        m_home->setRecentFiles(m_recent.list());
        connect(m_home, &HomePage::trainSampleRequested, this, &MainWindow::trainSample);
        connect(m_home, &HomePage::movielensRequested, this, &MainWindow::trainMovielens);
        connect(m_home, &HomePage::openRequested, this, [this] { chooseFile(FileMode::Open); });
        connect(m_home, &HomePage::newRequested, this, [this] { chooseFile(FileMode::Create); });
        connect(m_home, &HomePage::fileChosen, this, [this](const QString& path) { requestFile(path, FileMode::Open); });
    }
    return *m_home;
}

LivePage& MainWindow::livePage() {
    if (!m_live) {
        m_live = new LivePage(m_theme, m_session, m_selection, m_pages);
        m_pages->addWidget(m_live);
        connect(m_live, &LivePage::trainSampleRequested, this, &MainWindow::trainSample);
        connect(m_live, &LivePage::problemFound, this, &MainWindow::showProblem);
    }
    return *m_live;
}

RunsPage& MainWindow::runsPage() {
    if (!m_runs) {
        m_runs = new RunsPage(m_theme, m_session, m_selection, m_pages);
        m_pages->addWidget(m_runs);
        connect(m_runs, &RunsPage::trainSampleRequested, this, &MainWindow::trainSample);
        connect(m_runs, &RunsPage::runOpened, this, [this](api::RunId run) {
            m_selection.chooseRun(run);
            showPage(PageId::Live);
        });
    }
    return *m_runs;
}

void MainWindow::showPage(PageId page) {
    m_page = page;
    switch (page) {
    case PageId::Home:
        m_pages->setCurrentWidget(&homePage());
        if (m_home->trainButton())
            m_home->trainButton()->setFocus(Qt::OtherFocusReason);
        break;
    case PageId::Live:
        m_pages->setCurrentWidget(&livePage());
        break;
    case PageId::Runs:
        m_pages->setCurrentWidget(&runsPage());
        break;
    }
    m_sidebar->setCurrentPage(pageKey(page));
    updateSelectionBlock();
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
    m_problemText->setText(text);
    m_problemBar->setVisible(!text.isEmpty());
}

QString MainWindow::problem() const {
    return m_problemText->text();
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

void MainWindow::requestFile(const QString& path, FileMode mode) {
    if (QFileInfo(path) == QFileInfo(m_session.file()))
        return;
    whenIdle([this, path, mode] { Q_EMIT fileRequested(path, mode); });
}

CloseChoice MainWindow::askClose() {
    QMessageBox box(QMessageBox::Question, tr("A run is training"), tr("A run is training."), QMessageBox::NoButton, this);
    const auto waiting = m_session.waitingRuns().size();
    box.setInformativeText(
        waiting == 0 ? tr("In the background it goes on in a process of its own; the window shows it again when it is opened. Stop and save keeps its work; it can "
                          "go on later. Discard drops what came after its last checkpoint.")
                     : tr("Stop and save keeps its work; it can go on later. Waiting runs (%1) are dropped.").arg(waiting));
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
    m_whenIdle = std::move(then);
    if (const auto active = m_session.activeRun(); choice == CloseChoice::KeepTraining && active)
        m_whenIdle = [this, run = *active, next = std::move(m_whenIdle)] { m_session.handOver(run, next); };
    m_session.stopAll(choice == CloseChoice::Discard ? api::CommandKind::Discard : api::CommandKind::StopAndSave);
    updateStatus();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_session.hasWork()) {
        event->ignore();
        if (!m_whenIdle)
            whenIdle([this] { close(); });
        return;
    }
    m_settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    m_settings.setValue(QStringLiteral("window/sidebarCollapsed"), m_sidebar->isCollapsed());
    m_settings.setValue(QStringLiteral("theme"), toText(m_theme.mode()));
    event->accept();
}

void MainWindow::restore() {
    if (!restoreGeometry(m_settings.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(1440, 900);
    setSidebarCollapsed(m_settings.value(QStringLiteral("window/sidebarCollapsed"), false).toBool());
}

void MainWindow::setSidebarCollapsed(bool isCollapsed) {
    m_sidebar->setCollapsed(isCollapsed);
    m_sidebarAction->setChecked(!isCollapsed);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().toLocalFile().endsWith(QLatin1String(".cpw"), Qt::CaseInsensitive)) {
        statusBar()->showMessage(tr("Drop to open %1").arg(QFileInfo(urls.first().toLocalFile()).fileName()), 2000);
        event->acceptProposedAction();
    }
}

void MainWindow::dropEvent(QDropEvent* event) {
    requestFile(event->mimeData()->urls().first().toLocalFile(), FileMode::Open);
}

} // namespace cpw::ui
