// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/docks/layout_keeper.h"
#include "ui/help_window.h"
#include "ui/pages/data_page.h"
#include "ui/pages/experiment_page.h"
#include "ui/pages/home_page.h"
#include "ui/pages/inspect_page.h"
#include "ui/pages/live_page.h"
#include "ui/pages/runs/compare_view.h"
#include "ui/pages/runs_page.h"
#include "ui/pages/templates_page.h"
#include "ui/preferences/preferences_window.h"
#include "ui/text/format.h"
#include "ui/widgets/sidebar.h"

#include <QApplication>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QUndoStack>

#include <algorithm>
#include <memory>

// MainWindow: the table of pages, building and showing them.
namespace cpw::ui {
namespace {

constexpr std::size_t kHistory = 50;

} // namespace

// A page is one row here, its maker below, and a number in PageId. In the order of the sidebar.
std::vector<PageEntry> MainWindow::makePageTable() {
    std::vector<PageEntry> table;
    table.push_back({PageId::Home, QStringLiteral("home"), tr("Home"), [this] { return makeHomePage(); }});

    table.push_back({PageId::Data, QStringLiteral("data"), tr("Data"), [this] { return makeDataPage(); }});

    table.push_back({PageId::Templates, QStringLiteral("template"), tr("Templates"), [this] { return makeTemplatesPage(); }});

    table.push_back({PageId::Experiment, QStringLiteral("experiment"), tr("Experiment"), [this] { return makeExperimentPage(); }, nullptr,
                     &m_draft.undoStack()});

    table.push_back({PageId::Live, QStringLiteral("live"), tr("Live"), [this] { return makeLivePage(); }});

    table.push_back({PageId::Runs, QStringLiteral("runs"), tr("Runs"), [this] { return makeRunsPage(); }});

    if (m_inspect)
        table.push_back({PageId::Inspect, QStringLiteral("inspect"), tr("Inspect"), [this] { return makeInspectPage(); }});

    return table;
}

QWidget* MainWindow::makeHomePage() {
    auto* page = new HomePage(m_theme, m_session, m_recent.list(), m_pages);
    connect(page, &HomePage::trainSampleRequested, this, &MainWindow::trainSample);
    connect(page, &HomePage::movielensRequested, this, &MainWindow::trainMovielens);
    connect(page, &HomePage::importRequested, this, [this] { importTable({}); });
    connect(page, &HomePage::openRequested, this, [this] { chooseFile(FileMode::Open); });
    connect(page, &HomePage::newRequested, this, [this] { chooseFile(FileMode::Create); });
    connect(page, &HomePage::fileChosen, this, [this](const QString& path) { requestFile(path, FileMode::Open); });
    connect(page, &HomePage::settingsRequested, this, [this] {
        const auto* sample = m_session.preset(QStringLiteral("sample"));
        if (sample && !sample->arms.empty())
            m_draft.setPreset(qstr(sample->id), qstr(sample->arms.back().id));
        showPage(PageId::Experiment);
    });
    connect(page, &HomePage::modelFolderRequested, this, [this] { preferences().chooseFolder(); });
    connect(page, &HomePage::runsRequested, this, [this] { chooseRuns(true); });
    connect(page, &HomePage::aboutRequested, this, [this] { showAbout(this, qstr(m_session.catalog().torchVersion)); });
    connect(&m_models, &ModelFolders::changed, page, [this, page] { page->setLanguageModels(m_models.models()); });
    m_models.refresh();
    if (page->trainButton())
        page->setFocusProxy(page->trainButton());
    return page;
}

QWidget* MainWindow::makeDataPage() {
    auto* page = new DataPage(m_theme, m_session, m_data, m_draft, m_pages);
    connect(page, &DataPage::datasetUsed, this, [this] {
        showPage(PageId::Experiment);
    });
    connect(page, &DataPage::templateRequested, this, [this] { showPage(PageId::Templates); });
    return page;
}

QWidget* MainWindow::makeTemplatesPage() {
    auto* page = new TemplatesPage(m_theme, m_data, m_draft, m_pages);
    entry(PageId::Templates)->undoStack = &page->document().undoStack();
    connect(page, &TemplatesPage::templateUsed, this, [this] { showPage(PageId::Experiment); });
    return page;
}

QWidget* MainWindow::makeExperimentPage() {
    auto* page = new ExperimentPage(m_theme, m_session, m_runQueue, m_draft, m_models, m_selection, m_pages);
    m_models.refresh();
    connect(page, &ExperimentPage::started, this, [this] { showPage(PageId::Live); });
    connect(page, &ExperimentPage::problemFound, this, &MainWindow::showProblem);
    return page;
}

QWidget* MainWindow::makeLivePage() {
    auto* page = new LivePage(m_theme, m_session, m_runQueue, m_selection, m_pages);
    page->usePresets(m_settings);
    page->charts().setSmoothing(
        m_settings.value(QLatin1String(preference::kSmoothing), preference::kDefaultSmoothing).toDouble());
    connect(page, &LivePage::trainSampleRequested, this, &MainWindow::trainSample);
    connect(page, &LivePage::problemFound, this, &MainWindow::showProblem);
    connect(page, &LivePage::fullScreenLeft, this, [this] {
        if (m_fullScreenAction->isChecked())
            m_fullScreenAction->trigger();
    });
    return page;
}

QWidget* MainWindow::makeRunsPage() {
    auto* page = new RunsPage(m_theme, m_session, m_selection, m_inspect, m_pages);
    page->compareView().usePresets(m_settings);
    connect(page, &RunsPage::trainSampleRequested, this, &MainWindow::trainSample);
    connect(page, &RunsPage::problemFound, this, &MainWindow::showProblem);
    connect(page, &RunsPage::runOpened, this, [this, page](api::RunId run) {
        if (const int row = page->model().rowOf(run); row >= 0 && page->model().runAt(row).origin)
            return showImportedRun(page->model().runAt(row));
        m_selection.chooseRun(run);
        showPage(PageId::Live);
    });
    connect(page, &RunsPage::exportRequested, this, &MainWindow::exportRuns);
    connect(page, &RunsPage::importRequested, this, [this] { chooseRuns(true); });
    connect(page, &RunsPage::duplicateRequested, this, &MainWindow::duplicateRun);
    connect(page, &RunsPage::forkRequested, this, &MainWindow::forkRun);
    return page;
}

void MainWindow::duplicateRun(api::RunId run) {
    m_session.askStore(
        this, [run](const api::RunStore& store) { return store.spec(run); },
        [this, run](const Result<api::RunSpec>& spec) {
            if (!spec) {
                showProblem(tr("%1 cannot be duplicated: %2").arg(qstr(api::toText(run)), errorText(spec.error())));
                return;
            }
            m_draft.setRun(*spec, tr("Duplicate %1").arg(qstr(api::toText(run))));
            showPage(PageId::Experiment);
        });
}

/// The Live page asks where its run can be forked, which takes until the run is read.
void MainWindow::forkRun(api::RunId run) {
    m_selection.chooseRun(run);
    showPage(PageId::Live);
    if (m_session.feed(run)) {
        QTimer::singleShot(0, this, [this] { livePage().forkButton().click(); });
        return;
    }
    auto once = std::make_shared<QMetaObject::Connection>();
    *once = connect(&m_session, &EngineSession::runLoaded, this, [this, run, once](api::RunId loaded) {
        if (loaded != run)
            return;
        disconnect(*once);
        QTimer::singleShot(0, this, [this] { livePage().forkButton().click(); });
    });
}

QWidget* MainWindow::makeInspectPage() {
    auto* page = new InspectPage(m_theme, m_session, *m_inspect, m_selection, m_pages);
    page->usePresets(m_settings);
    connect(page, &InspectPage::problemFound, this, &MainWindow::showProblem);
    connect(page, &InspectPage::runsRequested, this, [this] { showPage(PageId::Runs); });
    connect(page, &InspectPage::liveRequested, this, [this] { showPage(PageId::Live); });
    connect(page, &InspectPage::trainSampleRequested, this, &MainWindow::trainSample);
    return page;
}

HomePage& MainWindow::homePage() {
    return *static_cast<HomePage*>(pageWidget(PageId::Home));
}

DataPage& MainWindow::dataPage() {
    return *static_cast<DataPage*>(pageWidget(PageId::Data));
}

TemplatesPage& MainWindow::templatesPage() {
    return *static_cast<TemplatesPage*>(pageWidget(PageId::Templates));
}

ExperimentPage& MainWindow::experimentPage() {
    return *static_cast<ExperimentPage*>(pageWidget(PageId::Experiment));
}

LivePage& MainWindow::livePage() {
    return *static_cast<LivePage*>(pageWidget(PageId::Live));
}

RunsPage& MainWindow::runsPage() {
    return *static_cast<RunsPage*>(pageWidget(PageId::Runs));
}

InspectPage& MainWindow::inspectPage() {
    return *static_cast<InspectPage*>(pageWidget(PageId::Inspect));
}

PageEntry* MainWindow::entry(PageId page) {
    const auto found = std::find_if(m_pageTable.begin(), m_pageTable.end(), [&](const auto& row) { return row.id == page; });
    return found == m_pageTable.end() ? nullptr : &*found;
}

bool MainWindow::hasPage(PageId page) const {
    return std::any_of(m_pageTable.begin(), m_pageTable.end(), [&](const auto& row) { return row.id == page; });
}

QWidget* MainWindow::pageWidget(PageId page) {
    PageEntry* row = entry(page);
    if (!row)
        return nullptr;
    if (!row->widget) {
        row->widget = row->make();
        row->widget->setObjectName(QStringLiteral("page.") + pageName(page));
        m_pages->addWidget(row->widget);
        if (!row->undoStack)
            row->undoStack = row->widget->findChild<QUndoStack*>();
        if (row->undoStack && !m_undoGroup.stacks().contains(row->undoStack))
            m_undoGroup.addStack(row->undoStack);
        m_actions.adopt(*row->widget, pageMenu(page), row->title);
        m_layout->addPage(*row->widget);
    }
    return row->widget;
}

void MainWindow::showPage(PageId page) {
    QWidget* widget = pageWidget(page);
    if (!widget)
        return;
    const bool isNew = m_history.empty() || m_history[m_place] != page;
    m_page = page;
    m_pages->setCurrentWidget(widget);
    if (widget->focusProxy())
        widget->focusProxy()->setFocus(Qt::OtherFocusReason);
    else if (!widget->isAncestorOf(QApplication::focusWidget()))
        widget->setFocus(Qt::OtherFocusReason); // so that the page's own keys work at once
    foldColumns();
    m_undoGroup.setActiveStack(entry(page)->undoStack);
    // Other pages have the same keys for the next step of theirs.
    m_trainAction->setShortcutContext(page == PageId::Home ? Qt::WindowShortcut : Qt::WidgetShortcut);
    if (isNew) {
        m_history.resize(m_history.empty() ? 0 : m_place + 1);
        m_history.push_back(page);
        if (m_history.size() > kHistory)
            m_history.erase(m_history.begin());
        m_place = m_history.size() - 1;
    }
    updateHistoryActions();
    m_sidebar->setCurrentPage(pageName(page));
    updateSelectionBlock();
}

void MainWindow::walkHistory(int by) {
    const auto place = static_cast<std::ptrdiff_t>(m_place) + by;
    if (place < 0 || place >= static_cast<std::ptrdiff_t>(m_history.size()))
        return;
    m_place = static_cast<std::size_t>(place);
    showPage(m_history[m_place]);
}

void MainWindow::updateHistoryActions() {
    setActionEnabled(*m_backAction, m_place > 0, tr("This is the first page shown."));
    setActionEnabled(*m_forwardAction, m_place + 1 < m_history.size(), tr("This is the page shown last."));
}

} // namespace cpw::ui
