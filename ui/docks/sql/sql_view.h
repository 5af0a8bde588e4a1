// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/query_result_model.h"
#include "ui/session/engine_session.h"
#include "ui/session/query_session.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QTreeView>
#include <QWidget>

namespace cpw::ui {

class ElidedLabel;
class SqlEditor;

/// Questions in SQL about the open file: its tables on the left, the query in the middle, the rows on the right. A query runs on a
/// worker with a connection that cannot write, and a new one stops the one before it. What was run is kept in the file's settings.
/// Owned by the docks; costs nothing while it is hidden.
class SqlView : public QWidget {
    Q_OBJECT
public:
    SqlView(const Theme& theme, EngineSession& session, QuerySession& queries, QWidget* parent = nullptr);

    [[nodiscard]] SqlEditor& editor() { return *m_editor; }
    [[nodiscard]] QueryResultModel& result() { return m_result; }
    [[nodiscard]] QTreeView& tables() { return *m_tables; }
    [[nodiscard]] QTableView& table() { return *m_table; }
    [[nodiscard]] QComboBox& limitBox() { return *m_limit; }
    [[nodiscard]] QPushButton& runButton() { return *m_run; }
    [[nodiscard]] QPushButton& stopButton() { return *m_stop; }
    [[nodiscard]] QPushButton& saveButton() { return *m_save; }
    /// What stands over the rows: their number and time, or why there are none.
    [[nodiscard]] QString facts() const;
    [[nodiscard]] QString fault() const { return m_fault->text(); }
    [[nodiscard]] bool isRunning() const { return m_slot.isBusy(); }

    void run();
    void stop();
    void copyRows();
    /// False and a fault where it cannot be written.
    bool saveCsv(const QString& path);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeTables(QWidget* parent);
    QWidget* makeQueryPart(QWidget* parent);
    QWidget* makeResultPart(QWidget* parent);
    void makeMenus();
    void readTables();
    void showTables(const std::vector<api::QueryTable>& tables);
    void insertName(const QModelIndex& index);
    void takeRows(api::QueryRows rows);
    void showEnd(const api::QueryEnd& end);
    void showFault(const api::QueryFault& fault);
    void updateButtons();
    void chooseFile();

    const Theme& m_theme;
    EngineSession& m_session;
    QuerySession& m_queries;
    QueryResultModel m_result;
    QStandardItemModel m_schema;
    SqlEditor* m_editor = nullptr;
    QTreeView* m_tables = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_hint = nullptr; ///< in its place before the first query
    QComboBox* m_limit = nullptr;
    QPushButton* m_run = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_history = nullptr;
    QPushButton* m_examples = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_save = nullptr;
    QLabel* m_fault = nullptr;
    ElidedLabel* m_facts = nullptr;
    bool m_isFilled = false; ///< tables and history were asked for
    QuerySlot m_slot;        ///< last: they end before what they fill
    QuerySlot m_schemaSlot;
};

} // namespace cpw::ui
