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

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

class QAction;
class QFrame;
class QStackedLayout;

namespace cpw::ui {

class ChoiceButton;
class CompareView;
class EmptyState;
class FilterLine;
class InspectSession;
class PageHeader;

/// All runs of the file as groups of seeds: filtered, sorted, held against a baseline; below them the curves and differences of
/// those selected. Names, tags and notes are edited in place, double click shows a run. Owned by the window; reads the store through
/// the session.
class RunsPage : public QWidget {
    Q_OBJECT
public:
    /// `inspect` null: there is nobody to ask for scores.
    RunsPage(const Theme& theme, EngineSession& session, Selection& selection, InspectSession* inspect, QWidget* parent = nullptr);

    [[nodiscard]] RunsModel& model() { return m_model; }
    [[nodiscard]] RunTreeModel& tree() { return m_tree; }
    [[nodiscard]] RunTree& table() { return *m_table; }
    [[nodiscard]] QLineEdit& filter();
    [[nodiscard]] QString filterFault() const { return m_faultText->text(); }
    [[nodiscard]] ChoiceButton& groupChoice() { return *m_groupChoice; }
    [[nodiscard]] QComboBox& baselineBox() { return *m_baselineBox; }
    [[nodiscard]] CompareView& compareView() { return *m_compare; }
    /// The settings of every run are known.
    [[nodiscard]] bool hasAllSettings() const { return m_isRead && !m_isReadingSettings && m_unknownSettings.empty(); }
    /// The group of the first selected row, or none when it is the baseline already.
    void makeSelectedBaseline();
    /// One of kRunColors to the groups of the selected rows.
    void colorSelected(int color);
    /// Selects exactly these.
    void chooseRuns(const std::vector<api::RunId>& runs);
    [[nodiscard]] QPushButton& deleteButton() { return *m_delete; }
    [[nodiscard]] QPushButton& confirmDeleteButton() { return *m_confirm; }

Q_SIGNALS:
    void runOpened(cpw::api::RunId run);
    /// Its settings are to be the next experiment's.
    void duplicateRequested(cpw::api::RunId run);
    void forkRequested(cpw::api::RunId run);
    /// The selected runs are to be written as one document.
    void exportRequested();
    /// Runs of other programs are to be taken in.
    void importRequested();
    void countChanged(int runs);
    void trainSampleRequested();
    void problemFound(const QString& text);

private:
    QWidget* makeTableCard();
    QWidget* makeFilterBar(QWidget* parent);
    void makeActions();
    void makeColumnMenu(QPushButton& button);
    void connectFilter();
    void takeRuns(const RunList& runs, bool isWhole);
    void collectUnknownSettings();
    void readSettings();
    void takeSettings(const std::vector<KnownSettings>& settings);
    void restorePlaces();
    [[nodiscard]] QItemSelection selectionOf(const std::set<std::int64_t>& runs) const;
    void updateGroupChoice();
    void updateWords();
    void updateBaselineBox();
    void updateComparison();
    void toggleCircle(const QModelIndex& index);
    void setHidden(const std::vector<api::RunId>& runs, bool isHidden);
    void chooseBaseline(const std::string& key);
    void showContextMenu(const QPoint& place);
    void changeRuns(const std::vector<api::RunId>& runs, const std::function<void(api::RunSummary&)>& change);
    void updateActions();
    void requestSparks();
    void editCell(int column);
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
    std::unordered_set<std::string> m_hashesAsked;                          ///< settings that were read or will be
    std::vector<std::pair<std::string, api::RunId>> m_unknownSettings;      ///< to be read, the last one first
    std::set<std::string> m_expanded; ///< keys of groups that are open, also while the filter hides them
    std::set<std::int64_t> m_chosen; ///< by the user, whether the filter shows it or not
    std::map<std::int64_t, std::int64_t> m_sparksAsked; ///< run to the step that it had then
    bool m_isRestoring = false;
    bool m_isReadingSettings = false;
    QTimer m_sparkTimer;
    PageHeader* m_header;
    QPushButton* m_open;
    QPushButton* m_delete;
    QStackedLayout* m_stack = nullptr;
    FilterLine* m_filter = nullptr;
    QLabel* m_faultText = nullptr;
    ChoiceButton* m_groupChoice = nullptr;
    QComboBox* m_baselineBox = nullptr;
    CompareView* m_compare = nullptr;
    QLabel* m_matches = nullptr;
    QFrame* m_question = nullptr;
    QLabel* m_questionText = nullptr;
    QPushButton* m_confirm = nullptr;
    RunTree* m_table = nullptr;
    std::map<QString, QAction*> m_actions; ///< that need a selection, by id
    bool m_isRead = false;
};

} // namespace cpw::ui
