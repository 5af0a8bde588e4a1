// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/help_window.h"
#include "ui/pages/experiment_page.h"
#include "ui/pages/live_page.h"
#include "ui/palette/command_palette.h"
#include "ui/palette/help_topics.h"
#include "ui/palette/palette_sources.h"
#include "ui/preferences/preferences_window.h"
#include "ui/text/format.h"
#include "ui/widgets/sidebar.h"

#include <QAbstractButton>
#include <QActionGroup>
#include <QApplication>
#include <QCheckBox>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QToolButton>

#include <tuple>

// MainWindow: its commands and the menus made of them.
namespace cpw::ui {
namespace {

/// Qt lets Return press a button in dialogs only, where there is a default one.
bool isPressedByReturn(QObject* watched, const QKeyEvent& event) {
    const bool isPlain = event.modifiers() == Qt::NoModifier || event.modifiers() == Qt::KeypadModifier;
    const bool isReturn = isPlain && (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter);
    auto* button = isReturn && !event.isAutoRepeat() ? qobject_cast<QAbstractButton*>(watched) : nullptr;
    return button && button->hasFocus() && !qobject_cast<QCheckBox*>(button) && qobject_cast<QMainWindow*>(button->window());
}

} // namespace

void MainWindow::makeActions() {
    makeFileActions();
    makeEditActions();
    makeViewActions();
    makeThemeActions();
    makeRunActions();
    makeWindowActions();
    makeHelpActions();
    makePalette();
    makeMenus();
    QAction* undo = m_actions.find(QStringLiteral("edit.undo"));
    connect(m_undoButton, &QToolButton::clicked, undo, &QAction::trigger);
    connect(undo, &QAction::changed, this, &MainWindow::updateTopBar);
    connect(&m_actions, &ActionRegistry::keysChanged, this, &MainWindow::updateTopBar);
    updateTopBar();
}

void MainWindow::makePalette() {
    m_palette = new CommandPalette(m_theme, m_actions, m_settings, this);
    m_palette->addSource(std::make_unique<CommandSource>(m_actions));
    m_palette->addSource(std::make_unique<RunSource>(m_session, [this](api::RunId run) {
        m_selection.chooseRun(run);
        showPage(PageId::Live);
    }));
    m_palette->addSource(std::make_unique<OptionSource>(m_session, m_draft, [this](const std::string& path) {
        showPage(PageId::Experiment);
        experimentPage().goTo(path);
    }));
    m_palette->addSource(std::make_unique<StepSource>(m_session, m_selection, [this] { showPage(PageId::Live); }));
    m_palette->addSource(std::make_unique<HelpSource>(this));
    connect(m_palette, &CommandPalette::aboutToOpen, this, &MainWindow::adoptPageActions);
    QAction* open =
        m_actions.add({"view.palette", tr("Command &palette"), ActionCategory::View, QKeySequence(Qt::CTRL | Qt::Key_K)}, this,
                      [this] { m_palette->open(); });
    open->setShortcuts({open->shortcut(), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)});
    qApp->installEventFilter(this);
}

/// Text fields take Ctrl+K for themselves on some desktops; the palette opens from everywhere.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && isPressedByReturn(watched, *static_cast<QKeyEvent*>(event))) {
        static_cast<QAbstractButton*>(watched)->click();
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride && isActiveWindow()) {
        const auto keys = m_actions.find(QStringLiteral("view.palette"))->shortcuts();
        if (keys.contains(QKeySequence(static_cast<QKeyEvent*>(event)->keyCombination()))) {
            event->ignore();
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::adoptPageActions() {
    updateLiveActions();
    for (const auto& page : m_pageTable)
        if (page.widget)
            m_actions.adopt(*page.widget, pageMenu(page.id), page.title);
}

void MainWindow::makeFileActions() {
    const auto file = ActionCategory::File;
    m_actions.add({"file.new", tr("&New..."), file, QKeySequence::New, "file"}, this, [this] { chooseFile(FileMode::Create); });
    m_actions.add({"file.open", tr("&Open..."), file, QKeySequence::Open, "folder"}, this,
                  [this] { chooseFile(FileMode::Open); });
    m_actions.add({"file.save_copy", tr("&Save a copy as..."), file, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), "save"},
                  this, &MainWindow::chooseCopy);
    m_copyBackAction = m_actions.add({"file.copy_back", tr("Copy &back to the network"), file, {}, "save"}, this, &MainWindow::copyBackRequested);
    setActionEnabled(*m_copyBackAction, false, tr("This file is not a copy of one on a network."));
    makeExchangeActions();
    m_actions.add({"file.quit", tr("&Quit"), file, QKeySequence::Quit, "stop"}, this, [this] { close(); });
}

void MainWindow::makeEditActions() {
    const auto edit = ActionCategory::Edit;
    QAction* undo = m_actions.add({"edit.undo", tr("&Undo"), edit, QKeySequence::Undo, "undo"}, &m_undoGroup, &QUndoGroup::undo);
    QAction* redo = m_actions.add({"edit.redo", tr("&Redo"), edit, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), "undo"},
                                  &m_undoGroup, &QUndoGroup::redo);
    const auto update = [this, undo, redo] {
        setActionEnabled(*undo, m_undoGroup.canUndo(), tr("There is no edit to undo on this page."));
        setActionEnabled(*redo, m_undoGroup.canRedo(), tr("There is no undone edit on this page."));
        const QString what = m_undoGroup.undoText();
        const QString again = m_undoGroup.redoText();
        undo->setText(what.isEmpty() ? tr("&Undo") : tr("&Undo %1").arg(what));
        redo->setText(again.isEmpty() ? tr("&Redo") : tr("&Redo %1").arg(again));
    };
    connect(&m_undoGroup, &QUndoGroup::canUndoChanged, this, update);
    connect(&m_undoGroup, &QUndoGroup::canRedoChanged, this, update);
    connect(&m_undoGroup, &QUndoGroup::undoTextChanged, this, update);
    connect(&m_undoGroup, &QUndoGroup::redoTextChanged, this, update);
    update();
    m_actions.add({"edit.preferences", tr("&Preferences"), edit, QKeySequence(Qt::CTRL | Qt::Key_Comma), "settings"}, this, &MainWindow::showPreferences);
}

void MainWindow::showPreferences() {
    preferences().show();
    preferences().raise();
    preferences().activateWindow();
}

bool MainWindow::arePreferencesShown() const {
    return m_preferences && m_preferences->isVisible();
}

PreferencesWindow& MainWindow::preferences() {
    if (!m_preferences) {
        m_preferences = new PreferencesWindow(m_theme, m_actions, m_settings, this);
        connect(m_preferences, &PreferencesWindow::languageChosen, this, &MainWindow::renewalRequested);
        connect(m_preferences, &PreferencesWindow::textSizeChosen, this, &MainWindow::renewalRequested);
        connect(m_preferences, &PreferencesWindow::foldersChosen, &m_models, &ModelFolders::refresh);
        connect(m_preferences, &PreferencesWindow::smoothingChosen, this, [this](double weight) {
            if (entry(PageId::Live)->widget)
                livePage().charts().setSmoothing(weight);
        });
    }
    return *m_preferences;
}

void MainWindow::makeViewActions() {
    const auto view = ActionCategory::View;
    for (const auto& page : m_pageTable) {
        const QByteArray id = "page." + pageName(page.id).toLatin1();
        const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(page.id)));
        m_actions.add({id.constData(), tr("Go to %1").arg(page.title), view, keys, page.icon.toLatin1().constData()}, this,
                      [this, id = page.id] { showPage(id); });
    }
    m_backAction = m_actions.add({"view.back", tr("Previous page"), view, QKeySequence(Qt::ALT | Qt::Key_Left)}, this,
                                 [this] { walkHistory(-1); });
    m_forwardAction = m_actions.add({"view.forward", tr("Next page"), view, QKeySequence(Qt::ALT | Qt::Key_Right)}, this,
                                    [this] { walkHistory(1); });
    m_sidebarAction = m_actions.add({"view.sidebar", tr("&Sidebar"), view, QKeySequence(Qt::CTRL | Qt::Key_B)}, this,
                                    [this](bool isShown) { setSidebarCollapsed(!isShown); });
    m_sidebarAction->setCheckable(true);
    m_sidebarAction->setChecked(true);
}

void MainWindow::makeThemeActions() {
    m_themeMenu = new QMenu(tr("&Theme"), this);
    auto* group = new QActionGroup(this);
    const std::tuple<const char*, QString, ThemeMode> modes[] = {{"theme.system", tr("Theme of the desktop"), ThemeMode::System},
                                                                 {"theme.light", tr("Light theme"), ThemeMode::Light},
                                                                 {"theme.dark", tr("Dark theme"), ThemeMode::Dark},
                                                                 {"theme.light_contrast", tr("High contrast, light"), ThemeMode::LightContrast},
                                                                 {"theme.dark_contrast", tr("High contrast, dark"), ThemeMode::DarkContrast}};
    for (const auto& [id, text, mode] : modes) {
        QAction* action =
            m_actions.add({id, text, ActionCategory::View, {}, "sun"}, this, [this, mode = mode] { m_theme.setMode(mode); });
        action->setCheckable(true);
        action->setChecked(m_theme.mode() == mode);
        action->setData(static_cast<int>(mode));
        group->addAction(action);
        m_themeMenu->addAction(action);
    }
    connect(&m_theme, &Theme::changed, group, [this, group] {
        for (QAction* action : group->actions())
            action->setChecked(action->data().toInt() == static_cast<int>(m_theme.mode()));
    });
}

void MainWindow::makeRunActions() {
    const auto run = ActionCategory::Run;
    m_trainAction = m_actions.add({"run.train_sample", tr("&Train sample"), run, QKeySequence(Qt::CTRL | Qt::Key_Return), "play", tr("Home")},
                                  this, &MainWindow::trainSample);
    const bool hasSample = m_session.preset(QStringLiteral("sample")) != nullptr;
    setActionEnabled(*m_trainAction, hasSample && !m_session.isReadOnly(),
                     hasSample ? tr("The file is open for reading only.") : tr("This build has no sample."));
    m_pauseAction = m_actions.add({"run.pause", tr("&Pause"), run, {}, "pause"}, this, [this] {
        if (const auto active = m_session.activeRun()) {
            const bool isPaused = m_session.knownFeed(*active)->state() == api::RunState::Paused;
            m_session.command(*active, {isPaused ? api::CommandKind::Resume : api::CommandKind::Pause, 0, {}});
        }
    });
    m_stopAction = m_actions.add({"run.stop_and_save", tr("&Stop and save"), run, {}, "save"}, this, [this] {
        if (const auto active = m_session.activeRun())
            m_session.command(*active, {api::CommandKind::StopAndSave, 0, {}});
    });
    m_stepAction =
        m_actions.add({"run.step", tr("S&tep"), run, {}, "step"}, this, [this] { livePage().control().stepButton().click(); });
    m_applyAction = m_actions.add({"run.apply_values", tr("&Apply changed live values"), run, {}, "flag"}, this,
                                  [this] { livePage().control().applyButton().click(); });
    updateRunActions();
    updateLiveActions();
}

/// The buttons of the Live page as commands; what they may do is looked up when a list of commands is shown.
void MainWindow::updateLiveActions() {
    ControlColumn* control = entry(PageId::Live)->widget ? &livePage().control() : nullptr;
    setActionEnabled(*m_stepAction, control && control->stepButton().isEnabled(), tr("Nothing is running."));
    setActionEnabled(*m_applyAction, control && control->applyButton().isEnabled(), tr("No live value is changed."));
}

void MainWindow::updateRunActions() {
    const auto run = m_session.activeRun();
    const RunFeed* feed = run ? m_session.knownFeed(*run) : nullptr;
    setActionEnabled(*m_pauseAction, feed != nullptr, tr("Nothing is running."));
    m_pauseAction->setText(feed && feed->state() == api::RunState::Paused ? tr("&Resume") : tr("&Pause"));
    setActionEnabled(*m_stopAction, feed && !feed->isStopping(), feed ? tr("The run is stopping.") : tr("Nothing is running."));
}

void MainWindow::makeWindowActions() {
    const auto window = ActionCategory::Window;
    m_actions.add({"window.reset_layout", tr("Reset layout"), window, {}, "undo"}, this, &MainWindow::resetLayout);
    m_actions.add({"window.next_pane", tr("Next pane"), window, QKeySequence(Qt::Key_F6)}, this, [this] { focusPane(1); });
    m_actions.add({"window.previous_pane", tr("Previous pane"), window, QKeySequence(Qt::SHIFT | Qt::Key_F6)}, this,
                  [this] { focusPane(-1); });
    QAction* full = m_actions.add({"window.full_screen", tr("Full screen"), window, QKeySequence(Qt::Key_F11)}, this,
                                  &MainWindow::setFullScreen);
    full->setCheckable(true);
    full->setToolTip(tr("The page alone; a chart of the Live page that has the focus alone"));
    m_fullScreenAction = full;
}

void MainWindow::makeHelpActions() {
    const auto help = ActionCategory::Help;
    m_actions.add({"help.shortcuts", tr("Keyboard shortcuts"), help, {}, "help"}, this,
                  [this] { showShortcuts(this, m_actions); });
    m_actions.add({"help.field", tr("Explain the field that has the focus"), help, QKeySequence(Qt::Key_F1), "help"}, this, [this] {
        if (!explainFocused())
            showNote(tr("Nothing is known of what has the focus. Help topics are in the command palette behind ?."), tr("Help topics"),
                     [this] { m_palette->open(QStringLiteral("?")); });
    });
    m_actions.add({"help.about", tr("About ClickPrompt Workbench"), help, {}, "info"}, this,
                  [this] { showAbout(this, qstr(m_session.catalog().torchVersion)); });
}

void MainWindow::makeMenus() {
    const std::pair<ActionCategory, QString> menus[] = {
        {ActionCategory::File, tr("&File")},     {ActionCategory::Edit, tr("&Edit")}, {ActionCategory::View, tr("&View")},
        {ActionCategory::Data, tr("&Data")},     {ActionCategory::Run, tr("&Run")},   {ActionCategory::Compare, tr("&Compare")},
        {ActionCategory::Window, tr("&Window")}, {ActionCategory::Help, tr("&Help")}};
    m_recentMenu = new QMenu(tr("Open &recent"), this);
    for (const auto& [category, title] : menus) {
        QMenu* menu = m_menuBar->addMenu(title);
        menu->setToolTipsVisible(true);
        fillMenu(category, *menu);
        menu->menuAction()->setVisible(!menu->isEmpty());
        connect(menu, &QMenu::aboutToShow, this, &MainWindow::updateLiveActions);
        // Commands of a page come when it is built.
        connect(&m_actions, &ActionRegistry::actionAdded, menu, [this, menu, category = category](QAction* action) {
            if (ActionRegistry::category(*action) != category)
                return;
            menu->addAction(action);
            menu->menuAction()->setVisible(true);
        });
    }
}

void MainWindow::fillMenu(ActionCategory category, QMenu& menu) {
    for (QAction* action : m_actions.ofCategory(category)) {
        const QString id = action->objectName();
        if (id.startsWith(QLatin1String("theme.")))
            continue;
        if (id == QLatin1String("file.quit") || id == QLatin1String("edit.preferences") || id == QLatin1String("view.back") ||
            id == QLatin1String("run.pause"))
            menu.addSeparator();
        menu.addAction(action);
        if (id == QLatin1String("file.open"))
            menu.addMenu(m_recentMenu);
    }
    if (category == ActionCategory::View)
        menu.addMenu(m_themeMenu);
}

void MainWindow::fillRecentMenu() {
    m_recentMenu->clear();
    for (const QString& path : m_recent.list())
        m_recentMenu->addAction(QFileInfo(path).fileName(), this, [this, path] { requestFile(path, FileMode::Open); })
            ->setToolTip(path);
    m_recentMenu->setToolTipsVisible(true);
    m_recentMenu->setEnabled(!m_recentMenu->isEmpty());
}

} // namespace cpw::ui
