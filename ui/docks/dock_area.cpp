// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/docks/dock_area.h"

#include "ui/docks/notes_view.h"
#include "ui/widgets/log_view.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QTableView>

#include <algorithm>

namespace cpw::ui {
namespace {

constexpr int kDockHeight = 210;
constexpr int kRefreshMilliseconds = 250;
constexpr int kFoldWidth = 1100;
constexpr const char* kFoldsAs = "foldsAs";

/// The box layout that holds a widget, at any depth of the layout of its parent; null: none.
QBoxLayout* layoutOf(QLayout* layout, QWidget* widget) {
    if (!layout)
        return nullptr;
    if (auto* box = qobject_cast<QBoxLayout*>(layout); box && box->indexOf(widget) >= 0)
        return box;
    for (int i = 0; i < layout->count(); ++i)
        if (auto* found = layoutOf(layout->itemAt(i)->layout(), widget))
            return found;
    return nullptr;
}

} // namespace

DockArea::DockArea(const Theme& theme, EngineSession& session, Selection& selection, ActionRegistry& actions, QWidget* parent)
    : QMainWindow(parent), m_theme(theme), m_session(session), m_selection(selection), m_actions(actions),
      m_log(new LogView(theme, this)), m_notes(new NotesView(session, this)) {
    setWindowFlags(Qt::Widget);
    setDockNestingEnabled(true);
    QTableView* events = makeTable(m_events, tr("Events"));
    QTableView* values = makeTable(m_values, tr("Value table"));
    addDock(QStringLiteral("log"), tr("Log"), m_log, QKeySequence(Qt::CTRL | Qt::Key_J));
    addDock(QStringLiteral("events"), tr("Events"), events, {});
    addDock(QStringLiteral("notes"), tr("Notes"), m_notes, {});
    addDock(QStringLiteral("values"), tr("Value table"), values, {});
    for (std::size_t i = 1; i < m_docks.size(); ++i)
        tabifyDockWidget(m_docks.front(), m_docks[i]);
    m_columnDock = new QDockWidget(this);
    m_columnDock->setObjectName(QStringLiteral("dock.column"));
    m_columnDock->setFeatures(QDockWidget::DockWidgetMovable);
    addDockWidget(Qt::RightDockWidgetArea, m_columnDock);
    m_columnDock->hide();

    connect(m_log, &LogView::stepPicked, this, [this](qint64 step) { m_selection.setStepCursor(step); });
    connect(m_log, &LogView::allStepsRequested, this, [this] { m_selection.setStepRange(std::nullopt); });
    connect(&m_selection, &Selection::stepRangeChanged, this, [this] { m_log->setSteps(m_selection.stepRange()); });
    connect(events, &QTableView::clicked, this,
            [this](const QModelIndex& event) { m_selection.setStepCursor(event.data(EventTableModel::StepRole).toLongLong()); });
    connect(events, &QTableView::activated, events, &QTableView::clicked);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kRefreshMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &DockArea::refresh);
    connect(&session, &EngineSession::runChanged, this, [this](api::RunId run) {
        if (run == m_selection.currentRun())
            refreshSoon();
    });
    connect(&session, &EngineSession::runLoaded, this, &DockArea::refresh);
    connect(&session, &EngineSession::runsDeleted, this, &DockArea::refresh);
    connect(&selection, &Selection::currentRunChanged, this, &DockArea::refresh);
    connect(&selection, &Selection::stepCursorChanged, this, &DockArea::refresh);
}

QTableView* DockArea::makeTable(QAbstractItemModel& model, const QString& name) {
    auto* table = new QTableView(this);
    table->setModel(&model);
    table->setAccessibleName(name);
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(scaled(metric::kRowHeight));
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    if (&model == &m_values)
        table->setColumnWidth(ValueTableModel::Metric, scaled(220));
    return table;
}

QDockWidget* DockArea::addDock(const QString& id, const QString& title, QWidget* content, const QKeySequence& keys) {
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(QStringLiteral("dock.") + id);
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
    addDockWidget(Qt::BottomDockWidgetArea, dock);
    dock->hide();
    m_docks.push_back(dock);
    const QByteArray actionId = "dock." + id.toLatin1();
    QAction* action = m_actions.add({actionId.constData(), tr("%1 dock").arg(title), ActionCategory::Window, keys, "copy"}, dock,
                                    [this, dock](bool isShown) {
                                        dock->setVisible(isShown);
                                        if (!isShown)
                                            return;
                                        dock->raise();
                                        if (dock->height() > height() / 3)
                                            resizeDocks({dock}, {scaled(kDockHeight)}, Qt::Vertical);
                                    });
    action->setCheckable(true);
    connect(dock, &QDockWidget::visibilityChanged, action, [this, dock, action](bool isVisible) {
        action->setChecked(!dock->isHidden());
        if (isVisible)
            refresh();
    });
    return dock;
}

void DockArea::addView(const QString& id, const QString& title, QWidget* content) {
    tabifyDockWidget(m_docks.front(), addDock(id, title, content, {}));
}

QDockWidget* DockArea::dock(const QString& id) const {
    const auto found = std::find_if(m_docks.begin(), m_docks.end(),
                                    [&](const QDockWidget* dock) { return dock->objectName() == QStringLiteral("dock.") + id; });
    return found == m_docks.end() ? nullptr : *found;
}

const RunFeed* DockArea::feed() const {
    const auto run = m_selection.currentRun();
    return run ? m_session.knownFeed(*run) : nullptr;
}

void DockArea::refreshSoon() {
    const bool isAnyShown = std::any_of(m_docks.begin(), m_docks.end(), [](const auto* dock) { return dock->isVisible(); });
    if (isAnyShown && !m_timer.isActive())
        m_timer.start();
}

void DockArea::refresh() {
    const RunFeed* run = feed();
    // The models hold no feed that may be gone, so those of hidden docks are emptied rather than left.
    const auto shown = [&](const char* id) { return dock(QString::fromLatin1(id))->isVisible() ? run : nullptr; };
    m_log->show(shown("log"));
    m_events.follow(shown("events"));
    m_notes->show(run);
    m_values.show(shown("values"), run ? std::max(run->currentStage(), 0) : 0, m_selection.stepCursor());
}

void DockArea::foldColumns(QWidget* page, int windowWidth) {
    QWidget* wanted = nullptr;
    if (windowWidth < scaled(kFoldWidth)) {
        if (m_column && m_columnHome && (page == m_columnHome || page->isAncestorOf(m_columnHome))) {
            m_columnDock->show(); // folded already, but a restored layout may have hidden it
            return;
        }
        const auto widgets = page->findChildren<QWidget*>();
        const auto found = std::find_if(widgets.begin(), widgets.end(),
                                        [](const QWidget* widget) { return widget->property(kFoldsAs).isValid(); });
        wanted = found == widgets.end() ? nullptr : *found;
    }
    unfoldColumn();
    if (wanted)
        foldColumn(wanted);
}

void DockArea::foldColumn(QWidget* column) {
    QWidget* home = column->parentWidget();
    auto* splitter = qobject_cast<QSplitter*>(home);
    QBoxLayout* layout = splitter ? nullptr : layoutOf(home->layout(), column);
    if (!splitter && !layout)
        return;
    m_columnPlace = splitter ? splitter->indexOf(column) : layout->indexOf(column);
    m_column = column;
    m_columnHome = home;
    if (layout)
        layout->setProperty("foldedColumn", true);
    m_columnDock->setWindowTitle(column->property(kFoldsAs).toString());
    m_columnDock->setWidget(column);
    m_columnDock->show();
    column->show();
}

void DockArea::unfoldColumn() {
    if (m_column && m_columnHome) {
        if (auto* splitter = qobject_cast<QSplitter*>(m_columnHome)) {
            splitter->insertWidget(m_columnPlace, m_column);
        } else {
            const auto layouts = m_columnHome->findChildren<QBoxLayout*>();
            for (QBoxLayout* layout : layouts)
                if (layout->property("foldedColumn").toBool()) {
                    layout->setProperty("foldedColumn", {});
                    layout->insertWidget(m_columnPlace, m_column);
                }
        }
        m_column->show();
    }
    m_column.clear();
    m_columnHome.clear();
    m_columnDock->hide();
}

} // namespace cpw::ui
