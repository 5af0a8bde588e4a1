// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/action_registry.h"
#include "ui/models/event_table_model.h"
#include "ui/models/value_table_model.h"
#include "ui/session/engine_session.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <vector>

class QTableView;

namespace cpw::ui {

class LogView;
class NotesView;

/// Holds the pages and the docks around them: Log, Events, Notes, Value table, and the folded right column of a narrow page. All
/// docks show the current run of the Selection and cost nothing while hidden. Owned by the window.
class DockArea : public QMainWindow {
    Q_OBJECT
public:
    DockArea(const Theme& theme, EngineSession& session, Selection& selection, ActionRegistry& actions,
             QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<QDockWidget*>& docks() const { return m_docks; }
    [[nodiscard]] QDockWidget* dock(const QString& id) const; ///< "log", "events", "notes", "values"; null: unknown
    /// Another dock behind the others; before the layout is restored.
    void addView(const QString& id, const QString& title, QWidget* content);
    /// Moves the right column of a page ("foldsAs" names it) into a dock when the window is narrower than 1100 px, and back.
    void foldColumns(QWidget* page, int windowWidth);

private:
    QDockWidget* addDock(const QString& id, const QString& title, QWidget* content, const QKeySequence& keys);
    QTableView* makeTable(QAbstractItemModel& model, const QString& name);
    void refresh();
    void refreshSoon();
    void foldColumn(QWidget* column);
    void unfoldColumn();
    [[nodiscard]] const RunFeed* feed() const;

    const Theme& m_theme;
    EngineSession& m_session;
    Selection& m_selection;
    ActionRegistry& m_actions;
    EventTableModel m_events;
    ValueTableModel m_values;
    QTimer m_timer; ///< values change at every step, the docks at most four times a second
    std::vector<QDockWidget*> m_docks;
    LogView* m_log;
    NotesView* m_notes;
    QDockWidget* m_columnDock = nullptr;
    QPointer<QWidget> m_column;     ///< folded
    QPointer<QWidget> m_columnHome; ///< the layout's or splitter's widget it came from
    int m_columnPlace = 0;
};

} // namespace cpw::ui
