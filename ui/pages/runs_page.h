// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/runs_model.h"
#include "ui/session/engine_session.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QWidget>

#include <vector>

class QStackedLayout;
class QFrame;

namespace cpw::ui {

class EmptyState;
class PageHeader;

/// All runs of the file as a sortable table with a text filter; notes are edited in place, double click shows a run. Owned by the
/// window; reads the store through the session.
class RunsPage : public QWidget {
    Q_OBJECT
public:
    RunsPage(const Theme& theme, EngineSession& session, Selection& selection, QWidget* parent = nullptr);

    [[nodiscard]] RunsModel& model() { return m_model; }
    [[nodiscard]] QTableView& table() { return *m_table; }
    [[nodiscard]] QLineEdit& filter() { return *m_filter; }
    [[nodiscard]] QPushButton& deleteButton() { return *m_delete; }
    [[nodiscard]] QPushButton& confirmDeleteButton() { return *m_confirm; }

Q_SIGNALS:
    void runOpened(cpw::api::RunId run);
    void countChanged(int runs);
    void trainSampleRequested();

private:
    QWidget* makeTableCard();
    QWidget* makeQuestion();
    void setUpTable();
    void connectSession();
    void updateCounts();
    void updateSelection();
    void askDelete();
    void deleteSelected();
    void openRow(const QModelIndex& index);
    [[nodiscard]] std::vector<api::RunId> selectedRuns() const;

    const Theme& m_theme;
    EngineSession& m_session;
    Selection& m_selection;
    RunsModel m_model;
    QSortFilterProxyModel m_sorted;
    PageHeader* m_header;
    QPushButton* m_open;
    QPushButton* m_delete;
    QStackedLayout* m_stack = nullptr;
    QLineEdit* m_filter = nullptr;
    QLabel* m_matches = nullptr;
    QFrame* m_question = nullptr;
    QLabel* m_questionText = nullptr;
    QPushButton* m_confirm = nullptr;
    QTableView* m_table = nullptr;
    bool m_isRead = false;
};

} // namespace cpw::ui
