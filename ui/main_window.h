// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/recent_files.h"
#include "ui/session/engine_session.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QMainWindow>
#include <QSettings>
#include <QTimer>

#include <functional>
#include <set>

class QAction;
class QFrame;
class QMenu;
class QMenuBar;
class QStackedWidget;
class QToolButton;

namespace cpw::ui {

class HomePage;
class LivePage;
class RunsPage;
class Sidebar;

enum class PageId { Home, Live, Runs };
enum class CloseChoice { KeepTraining, StopAndSave, Discard, Cancel };
enum class FileMode { Open, Create };

/// The window of one open file: menu bar, sidebar, pages (built when first shown), status bar. Made by the program, which also
/// opens other files when asked by fileRequested. Never touches engine or store but through the session.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Theme& theme, EngineSession& session, QSettings& settings, QWidget* parent = nullptr);

    void showPage(PageId page);
    [[nodiscard]] PageId page() const { return m_page; }
    void trainSample();
    void trainMovielens(const QString& folder);
    void showProblem(const QString& text);
    [[nodiscard]] QString problem() const;
    [[nodiscard]] Selection& selection() { return m_selection; }
    [[nodiscard]] HomePage& homePage();
    [[nodiscard]] LivePage& livePage();
    [[nodiscard]] RunsPage& runsPage();
    [[nodiscard]] Sidebar& sidebar() { return *m_sidebar; }
    /// Replaces the question that is asked when work would be stopped; for tests.
    void setCloseQuestion(std::function<CloseChoice()> question) { m_closeQuestion = std::move(question); }
    /// Runs `then` once nothing trains, after asking; does nothing when the user cancels.
    void whenIdle(std::function<void()> then);

Q_SIGNALS:
    /// The user wants another file; asked when nothing trains any more.
    void fileRequested(const QString& path, cpw::ui::FileMode mode);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeTopBar();
    QFrame* makeProblemBar();
    void makeMenus();
    void makeFileMenu(QMenu& menu);
    void makeViewMenu(QMenu& menu);
    void makeRunMenu(QMenu& menu);
    void makeStatusBar();
    void connectSession();
    void fillRecentMenu();
    void chooseFile(FileMode mode);
    void requestFile(const QString& path, FileMode mode);
    void restore();
    void updateQueue();
    void updateLiveBadge();
    void updateSelectionBlock();
    void updateRunActions();
    void updateStatus();
    void updateRunCount();
    void onRunStarted(api::RunId run);
    void onQueueChanged();
    void setSidebarCollapsed(bool isCollapsed);
    [[nodiscard]] CloseChoice askClose();
    [[nodiscard]] const RunFeed* shownFeed() const;

    Theme& m_theme;
    EngineSession& m_session;
    QSettings& m_settings;
    RecentFiles m_recent;
    Selection m_selection;
    std::function<CloseChoice()> m_closeQuestion;
    std::function<void()> m_whenIdle;
    PageId m_page = PageId::Home;
    std::set<api::RunId> m_knownRuns;
    QTimer m_fileTimer;

    QMenuBar* m_menuBar = nullptr;
    QMenu* m_recentMenu = nullptr;
    QAction* m_sidebarAction = nullptr;
    QAction* m_trainAction = nullptr;
    QAction* m_pauseAction = nullptr;
    QAction* m_stopAction = nullptr;
    Sidebar* m_sidebar = nullptr;
    QStackedWidget* m_pages = nullptr;
    HomePage* m_home = nullptr;
    LivePage* m_live = nullptr;
    RunsPage* m_runs = nullptr;
    QFrame* m_problemBar = nullptr;
    QLabel* m_problemText = nullptr;
    class IconLabel* m_statusIcon = nullptr;
    QLabel* m_statusJob = nullptr;
    QLabel* m_statusQueue = nullptr;
    QLabel* m_statusFile = nullptr;
};

} // namespace cpw::ui
