// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_tree_model.h"
#include "ui/models/runs_model.h"
#include "ui/session/engine_session.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/run_tree.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

#include <set>
#include <unordered_map>
#include <vector>

class QStackedLayout;
class QFrame;

namespace cpw::ui {

class CompareView;
class EmptyState;
class FilterLine;
class PageHeader;

/// All runs of the file as groups of seeds: filtered, sorted, held against a baseline; below them the curves and differences of
/// those selected. Names, tags and notes are edited in place, double click shows a run. Owned by the window; reads the store through
/// the session.
class RunsPage : public QWidget {
    Q_OBJECT
public:
    RunsPage(const Theme& theme, EngineSession& session, Selection& selection, QWidget* parent = nullptr);

    [[nodiscard]] RunsModel& model() { return m_model; }
    [[nodiscard]] RunTreeModel& tree() { return m_tree; }
    [[nodiscard]] RunTree& table() { return *m_table; }
    [[nodiscard]] QLineEdit& filter();
    [[nodiscard]] QString filterFault() const { return m_faultText->text(); }
    [[nodiscard]] QComboBox& groupBox() { return *m_groupBox; }
    [[nodiscard]] QComboBox& baselineBox() { return *m_baselineBox; }
    [[nodiscard]] CompareView& compareView() { return *m_compare; }
    [[nodiscard]] QPushButton& deleteButton() { return *m_delete; }
    [[nodiscard]] QPushButton& confirmDeleteButton() { return *m_confirm; }

Q_SIGNALS:
    void runOpened(cpw::api::RunId run);
    void countChanged(int runs);
    void trainSampleRequested();
    void problemFound(const QString& text);

private:
    QWidget* makeTableCard();
    QWidget* makeFilterBar(QWidget* parent);
    void makeActions();
    void makeColumnMenu(QPushButton& button);
    void connectFilter();
    void readDetails(const std::vector<api::RunId>& runs);
    void keepPlaces();
    void restorePlaces();
    void updateGroupBox();
    void updateBaselineBox();
    void updateComparison();
    void toggleCircle(const QModelIndex& index);
    void requestSparks();
    void editCell(int column);
    [[nodiscard]] bool fitsWords(const api::RunSummary& run, const QStringList& words);
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
    RunTreeModel m_tree{m_model};
    std::unordered_map<std::int64_t, QString> m_searchTexts; ///< what plain words are looked for in
    std::set<std::string> m_hidden;   ///< groups whose circle was clicked away
    std::set<std::string> m_expanded; ///< kept over a rebuild
    std::set<std::int64_t> m_chosen;
    std::set<std::int64_t> m_sparksAsked;
    bool m_isRestoring = false;
    QTimer m_sparkTimer;
    PageHeader* m_header;
    QPushButton* m_open;
    QPushButton* m_delete;
    QStackedLayout* m_stack = nullptr;
    FilterLine* m_filter = nullptr;
    QLabel* m_faultText = nullptr;
    QComboBox* m_groupBox = nullptr;
    QComboBox* m_baselineBox = nullptr;
    CompareView* m_compare = nullptr;
    QLabel* m_matches = nullptr;
    QFrame* m_question = nullptr;
    QLabel* m_questionText = nullptr;
    QPushButton* m_confirm = nullptr;
    RunTree* m_table = nullptr;
    bool m_isRead = false;
};

} // namespace cpw::ui
