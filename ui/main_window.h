// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/action_registry.h"
#include "ui/page_id.h"
#include "ui/recent_files.h"
#include "ui/session/data_session.h"
#include "ui/session/engine_session.h"
#include "ui/session/exchange_session.h"
#include "ui/session/experiment_draft.h"
#include "ui/session/inspect_session.h"
#include "ui/session/model_folders.h"
#include "ui/session/query_session.h"
#include "ui/session/run_queue.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QMainWindow>
#include <QSettings>
#include <QTimer>
#include <QUndoGroup>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

class QAction;
class QMenu;
class QMenuBar;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace cpw::ui {

class CommandPalette;
class DataPage;
class DockArea;
class ExperimentPage;
class HomePage;
class InspectPage;
class LayoutKeeper;
class LivePage;
class MachineLoad;
class MessageBar;
class PreferencesWindow;
class RunsPage;
struct NavigationItem;
class Sidebar;
class TemplatesPage;

enum class CloseChoice { KeepTraining, StopAndSave, Discard, Cancel };
enum class FileMode { Open, Create };

/// What a window works on; it outlives the window.
struct Sessions {
    EngineSession& engine;
    DataSession& data;
    RunQueue& queue;
    ExperimentDraft& draft;
    InspectSession* inspect = nullptr; ///< null: this program cannot look into models, and there is no Inspect page
    ExchangeSession* exchange = nullptr; ///< null: runs are neither imported nor exported
    QuerySession* queries = nullptr;     ///< null: no SQL dock
};

/// The window of one open file: menu bar, sidebar, pages (built when first shown), status bar. Pages stand in one table, commands
/// in one registry. Made by the program, which also opens other files when asked by fileRequested. Never touches engine or store
/// but through the session.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Theme& theme, const Sessions& sessions, QSettings& settings, QWidget* parent = nullptr);

    /// Built when it is first shown; a page that this window does not have changes nothing.
    void showPage(PageId page);
    [[nodiscard]] PageId page() const { return m_page; }
    [[nodiscard]] bool hasPage(PageId page) const;
    [[nodiscard]] const std::vector<PageEntry>& pages() const { return m_pageTable; }
    /// Null: this window has no such page.
    [[nodiscard]] QWidget* pageWidget(PageId page);
    [[nodiscard]] ActionRegistry& actions() { return m_actions; }
    [[nodiscard]] CommandPalette& commandPalette() { return *m_palette; }
    [[nodiscard]] DockArea& docks() { return *m_docks; }
    [[nodiscard]] LayoutKeeper& layoutKeeper() { return *m_layout; }
    [[nodiscard]] QUndoGroup& undoGroup() { return m_undoGroup; }
    void trainSample();
    void trainMovielens(const QString& folder);
    /// Takes runs of other programs into the file; an empty path asks for one.
    void importRuns(const QString& path);
    /// The chosen runs, or the one shown, as one JSON document; asks where to.
    void exportRuns();
    void writeDocument(const QString& path);
    /// On the Data page; an empty path lets the user choose there.
    void importTable(const QString& path);
    void showProblem(const QString& text);
    /// A line over the page with one way on; replaces the one before.
    void showNote(const QString& text, const QString& action = {}, std::function<void()> then = {});
    [[nodiscard]] QString note() const;
    /// Why the file is open for reading only, for the line over the page and the disabled commands.
    void setReadOnlyReason(const QString& reason);
    /// The file is a local copy of one on a network: says so, and offers to copy it back.
    void setCopyOf(const QString& original);
    /// Asked when the window is to close and nothing trains; false keeps it open, and whoever set it closes it later.
    void setCloseGuard(std::function<bool()> guard) { m_closeGuard = std::move(guard); }
    /// Keeps layout, geometry and theme, as closing does.
    void keepLayout();
    /// The preferences, made when first asked for.
    PreferencesWindow& preferences();
    void showPreferences();
    [[nodiscard]] bool arePreferencesShown() const;
    [[nodiscard]] QString problem() const;
    [[nodiscard]] Selection& selection() { return m_selection; }
    [[nodiscard]] ModelFolders& modelFolders() { return m_models; }
    [[nodiscard]] HomePage& homePage();
    [[nodiscard]] DataPage& dataPage();
    [[nodiscard]] TemplatesPage& templatesPage();
    [[nodiscard]] ExperimentPage& experimentPage();
    [[nodiscard]] LivePage& livePage();
    [[nodiscard]] RunsPage& runsPage();
    [[nodiscard]] InspectPage& inspectPage();
    [[nodiscard]] Sidebar& sidebar() { return *m_sidebar; }
    [[nodiscard]] MachineLoad& machineLoad() { return *m_load; }
    /// Replaces the question that is asked when work would be stopped; for tests.
    void setCloseQuestion(std::function<CloseChoice()> question) { m_closeQuestion = std::move(question); }
    /// Runs `then` once nothing trains, after asking; does nothing when the user cancels.
    void whenIdle(std::function<void()> then);

Q_SIGNALS:
    /// The user wants another file; asked when nothing trains any more.
    void fileRequested(const QString& path, cpw::ui::FileMode mode);
    /// What was done in this local copy is to go to the file that it is of.
    void copyBackRequested();
    /// The user chose another language or size of text: this window is to be replaced by a new one on the same session.
    void renewalRequested();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    static constexpr auto kQueueItem = "queue"; ///< id of prepared runs in the sidebar

    // main_window_pages.cpp
    [[nodiscard]] std::vector<PageEntry> makePageTable();
    [[nodiscard]] PageEntry* entry(PageId page);
    QWidget* makeHomePage();
    QWidget* makeDataPage();
    QWidget* makeTemplatesPage();
    QWidget* makeExperimentPage();
    QWidget* makeLivePage();
    QWidget* makeRunsPage();
    void duplicateRun(api::RunId run);
    void forkRun(api::RunId run);
    QWidget* makeInspectPage();
    void walkHistory(int by);
    void updateHistoryActions();

    // main_window_actions.cpp
    void makeActions();
    void makeFileActions();
    void makeEditActions();
    void makeViewActions();
    void makeThemeActions();
    void makeWindowActions();
    void makeRunActions();
    void makeHelpActions();
    void updateLiveActions();
    void makePalette();
    void adoptPageActions();
    void makeMenus();
    void fillMenu(ActionCategory category, QMenu& menu);

    // main_window_parts.cpp
    QWidget* makeTopBar();
    /// After the first run that a user sees the end of.
    QWidget* makeNextMoves(QWidget* parent);
    QToolButton* makeIconButton(const char* icon, const QString& name, QWidget* parent);
    void updateTopBar();
    void makeStatusBar();
    /// A part of the status bar that leads somewhere.
    QPushButton* makeStatusItem(const char* name, const QString& toolTip, std::function<void()> then);
    void updateLoad();
    void updateFileStatus();
    void lookAtStore();

    // main_window_exchange.cpp
    void makeExchangeActions();
    void chooseRuns(bool isFolder);
    void showImport(const api::ImportReport& report);
    void showImportedRun(const api::RunSummary& run);
    [[nodiscard]] std::vector<api::RunId> exportedRuns() const;
    /// What a drop would do, told before it.
    [[nodiscard]] QString dropText(const QString& path) const;
    [[nodiscard]] bool isDropOfRuns(const QString& path) const;

    // main_window_layout.cpp
    void foldColumns();
    /// Pages get the room of the sidebar's words where the window is narrow.
    void foldSidebar();
    void resetLayout();
    void focusPane(int by);
    void setFullScreen(bool isFull);
    [[nodiscard]] std::vector<QWidget*> panes() const;

    void makeBody(QuerySession* queries);
    void connectSession();
    void fillRecentMenu();
    void chooseFile(FileMode mode);
    void chooseCopy();
    void requestFile(const QString& path, FileMode mode);
    void restore();
    void updateQueue();
    void addQueued(std::vector<NavigationItem>& items) const;
    void updateLiveBadge();
    void updateSelectionBlock();
    void updateRunActions();
    void updateStatus();
    void updateRunCount();
    void onRunStarted(api::RunId run);
    void onQueueChanged();
    void setSidebarCollapsed(bool isCollapsed);
    [[nodiscard]] CloseChoice askClose();
    void keepWaiting();
    [[nodiscard]] const RunFeed* shownFeed() const;
    void readChosenRun();

    Theme& m_theme;
    EngineSession& m_session;
    DataSession& m_data;
    RunQueue& m_runQueue;
    ExperimentDraft& m_draft;
    ModelFolders m_models;
    InspectSession* m_inspect;
    ExchangeSession* m_exchange;
    std::unique_ptr<ExchangeSlot> m_importSlot; ///< null: no exchange
    std::unique_ptr<ExchangeSlot> m_exportSlot;
    QSettings& m_settings;
    RecentFiles m_recent;
    Selection m_selection;
    std::optional<api::RunSummary> m_chosenRun; ///< the current one, as far as no page has read more of it
    std::function<CloseChoice()> m_closeQuestion;
    std::function<bool()> m_closeGuard; ///< empty: it may close
    std::function<void()> m_whenIdle;
    PageId m_page = PageId::Home;
    std::set<api::RunId> m_knownRuns;
    QTimer m_fileTimer;
    ActionRegistry m_actions;
    QUndoGroup m_undoGroup;
    std::vector<PageEntry> m_pageTable;
    std::vector<PageId> m_history; ///< pages in the order shown; m_place is the one shown now
    std::size_t m_place = 0;
    bool m_isNarrow = false;
    bool m_isCollapsedWhenWide = false; ///< the sidebar, as the user has it

    CommandPalette* m_palette = nullptr;
    QMenuBar* m_menuBar = nullptr;
    QPushButton* m_paletteField = nullptr;
    QToolButton* m_undoButton = nullptr;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_themeMenu = nullptr;
    QAction* m_backAction = nullptr;
    QAction* m_forwardAction = nullptr;
    QAction* m_fullScreenAction = nullptr;
    QAction* m_copyBackAction = nullptr;
    QAction* m_sidebarAction = nullptr;
    QAction* m_trainAction = nullptr;
    QAction* m_pauseAction = nullptr;
    QAction* m_stopAction = nullptr;
    QAction* m_stepAction = nullptr;
    QAction* m_applyAction = nullptr;
    Sidebar* m_sidebar = nullptr;
    DockArea* m_docks = nullptr;
    LayoutKeeper* m_layout = nullptr;
    QStackedWidget* m_pages = nullptr;
    MessageBar* m_problemBar = nullptr;
    MessageBar* m_noteBar = nullptr;
    PreferencesWindow* m_preferences = nullptr;
    class IconLabel* m_statusIcon = nullptr;
    QPushButton* m_statusJob = nullptr;
    QPushButton* m_statusQueue = nullptr;
    QPushButton* m_statusCard = nullptr; ///< hidden where there is none
    QPushButton* m_statusProcessor = nullptr;
    QPushButton* m_statusFile = nullptr;
    MachineLoad* m_load = nullptr;
    bool m_isStoreFailing = false;
};

} // namespace cpw::ui
