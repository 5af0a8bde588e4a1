// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs_page.h"

#include "ui/actions/action_registry.h"
#include "ui/models/run_cells.h"
#include "ui/pages/runs/compare_view.h"
#include "ui/text/format.h"
#include "ui/widgets/color_mark.h"

#include <QAction>
#include <QMenu>

#include <algorithm>

// RunsPage: commands on the selected runs.
namespace cpw::ui {
namespace {

constexpr int kPaletteColors = 7; // as whole lines

} // namespace

void RunsPage::makeActions() {
    const auto add = [this](const char* id, const QString& text, const QKeySequence& keys, auto work) {
        auto* action = new QAction(text, this);
        action->setObjectName(QString::fromLatin1(id));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, work);
        m_actions[action->objectName()] = action;
    };
    const auto first = [this] { return selectedRuns().empty() ? api::RunId{} : selectedRuns().front(); };
    add("runs.rename", tr("Rename run"), QKeySequence(Qt::Key_F2), [this] { editCell(RunTreeModel::Name); });
    add("runs.tags", tr("Edit tags"), {}, [this] { editCell(RunTreeModel::Tags); });
    add("runs.note", tr("Edit note"), {}, [this] { editCell(RunTreeModel::Note); });
    add("runs.duplicate", tr("Duplicate and edit"), QKeySequence(Qt::CTRL | Qt::Key_D), [this, first] { Q_EMIT duplicateRequested(first()); });
    add("runs.fork", tr("Fork from its last checkpoint"), {}, [this, first] { Q_EMIT forkRequested(first()); });
    add("runs.baseline", tr("Use as baseline"), QKeySequence(Qt::Key_B), [this] { makeSelectedBaseline(); });
    add("runs.hide", tr("Hide in charts, or show again"), {}, [this] {
        for (const auto& index : m_table->selectionModel()->selectedRows())
            if (!index.parent().isValid())
                toggleCircle(index);
    });
    add("runs.export_figure", tr("Export figure"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] { m_compare->exportFigure(); });
    add("runs.export_points", tr("Export all points as CSV"), {}, [this] { m_compare->exportPoints(false); });
    add("runs.export_visible", tr("Export visible points as CSV"), {}, [this] { m_compare->exportPoints(true); });
    m_actions[QStringLiteral("runs.baseline")]->setShortcutContext(Qt::WidgetShortcut); // a letter: of the table alone
    m_table->addAction(m_actions[QStringLiteral("runs.baseline")]);
    updateActions();
}

void RunsPage::updateActions() {
    const auto enable = [this](const char* id, bool isEnabled, const QString& reason) {
        if (const auto found = m_actions.find(QString::fromLatin1(id)); found != m_actions.end())
            setActionEnabled(*found->second, isEnabled, reason);
    };
    const auto runs = selectedRuns();
    const QString readOnly = tr("The file is open for reading only");
    const QString one = tr("Select one run");
    const bool canWrite = !m_session.isReadOnly();
    for (const char* id : {"runs.rename", "runs.tags", "runs.note"})
        enable(id, canWrite && runs.size() == 1, canWrite ? one : readOnly);
    enable("runs.duplicate", !runs.empty(), tr("Select a run"));
    enable("runs.fork", canWrite && runs.size() == 1, canWrite ? one : readOnly);
    enable("runs.baseline", !runs.empty(), tr("Select a group"));
    enable("runs.hide", !runs.empty(), tr("Select runs or groups"));
}

void RunsPage::showContextMenu(const QPoint& place) {
    QMenu menu(this);
    for (const char* id : {"runs.duplicate", "runs.fork", "runs.baseline", "runs.hide"})
        menu.addAction(m_actions.at(QString::fromLatin1(id)));
    QMenu* colors = menu.addMenu(tr("Colour"));
    colors->setEnabled(!selectedRuns().empty() && !m_session.isReadOnly());
    for (int color = 0; color < kPaletteColors; ++color)
        colors->addAction(colorMark(m_theme.tokens().runs.at(static_cast<std::size_t>(runLook(color).palette)), devicePixelRatioF()), tr("Colour %1").arg(color + 1), this,
                          [this, color] { colorSelected(color); });
    menu.addSeparator();
    for (const char* id : {"runs.rename", "runs.tags", "runs.note"})
        menu.addAction(m_actions.at(QString::fromLatin1(id)));
    menu.addSeparator();
    menu.addAction(tr("Export as JSON..."), this, &RunsPage::exportRequested);
    QAction* remove = menu.addAction(tr("Delete..."), this, &RunsPage::askDelete);
    remove->setEnabled(m_delete->isEnabled());
    menu.exec(m_table->viewport()->mapToGlobal(place));
}

void RunsPage::changeRuns(const std::vector<api::RunId>& runs, const std::function<void(api::RunSummary&)>& change) {
    for (const auto run : runs)
        if (const int row = m_model.rowOf(run); row >= 0) {
            auto changed = m_model.runAt(row);
            change(changed);
            m_model.putRun(changed);
        }
    m_model.applyUpdates();
}

void RunsPage::setHidden(const std::vector<api::RunId>& runs, bool isHidden) {
    changeRuns(runs, [isHidden](api::RunSummary& run) { run.isHidden = isHidden; });
    if (!m_session.isReadOnly())
        m_session.setHidden(runs, isHidden);
}

/// Of whole groups: their runs share a color.
void RunsPage::colorSelected(int color) {
    std::set<api::RunId> runs;
    for (const auto& index : m_table->selectionModel()->selectedRows())
        for (const int row : m_tree.group(index)->rows)
            runs.insert(m_tree.run(row).id);
    const std::vector<api::RunId> list(runs.begin(), runs.end());
    changeRuns(list, [color](api::RunSummary& run) { run.color = color; });
    m_session.setColor(list, color);
    m_tree.rebuild();
}

void RunsPage::makeSelectedBaseline() {
    const auto rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    const std::string key = m_tree.group(rows.first())->key;
    chooseBaseline(key == m_tree.baseline() ? std::string() : key);
}

void RunsPage::chooseBaseline(const std::string& key) {
    if (key.empty() != m_tree.baseline().empty())
        m_table->setColumnHidden(RunTreeModel::Difference, key.empty());
    m_tree.setBaseline(key);
    updateBaselineBox();
    updateComparison();
}

/// Runs that a chart chose.
void RunsPage::chooseRuns(const std::vector<api::RunId>& runs) {
    m_chosen.clear();
    for (const auto run : runs)
        m_chosen.insert(run.value);
    m_isRestoring = true;
    m_table->selectionModel()->select(selectionOf(m_chosen), QItemSelectionModel::ClearAndSelect);
    m_isRestoring = false;
    updateSelection();
}

void RunsPage::editCell(int column) {
    QModelIndex index = m_table->currentIndex();
    if (!index.isValid())
        return;
    index = index.siblingAtColumn(column);
    m_table->setColumnHidden(column, false);
    if (index.flags().testFlag(Qt::ItemIsEditable)) {
        m_table->setCurrentIndex(index);
        m_table->edit(index);
    }
}

} // namespace cpw::ui
