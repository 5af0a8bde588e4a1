// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/spec_form.h"
#include "ui/pages/experiment/problem_fixes.h"
#include "ui/session/engine_session.h"
#include "ui/session/experiment_draft.h"
#include "ui/session/model_folders.h"
#include "ui/session/run_queue.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;
class QMenu;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace cpw::ui {

class EstimateCard;
class OptionForm;
class PageHeader;
class QueueView;
class RunsCard;
class StepStrip;

/// Prepares runs: the draft's options as generated forms, its problems while typing, what it will cost, seeds and values to try,
/// and the queue. Every change goes to the draft and can be undone.
class ExperimentPage : public QWidget {
    Q_OBJECT
public:
    ExperimentPage(const Theme& theme, EngineSession& session, RunQueue& queue, ExperimentDraft& draft, ModelFolders& models, Selection& selection, QWidget* parent = nullptr);

    /// Shows the option and puts the cursor there.
    void goTo(const std::string& path);
    void chooseSection(const std::string& section);
    /// The seeds and values make more than one run: they are queued, and the first starts when nothing trains.
    void start();
    void addToQueue();
    [[nodiscard]] const std::vector<Problem>& problems() const { return m_problems; }
    [[nodiscard]] OptionForm& form() { return *m_form; }
    [[nodiscard]] StepStrip& strip() { return *m_strip; }
    [[nodiscard]] RunsCard& runsCard() { return *m_runs; }
    [[nodiscard]] QueueView& queueView() { return *m_queueView; }
    [[nodiscard]] EstimateCard& estimateCard() { return *m_estimate; }
    [[nodiscard]] QPushButton& startButton() { return *m_start; }
    [[nodiscard]] QPushButton& queueButton() { return *m_queueButton; }
    [[nodiscard]] QLineEdit& finder() { return *m_find; }
    [[nodiscard]] QPushButton& saveEntryButton() { return *m_saveEntry; }
    [[nodiscard]] QListWidget& groups() { return *m_groups; }

Q_SIGNALS:
    void started();
    void problemFound(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// What stands in an editor and is no value.
    struct Typed {
        QString text;
        std::string message;
        OptionValue value; ///< of the draft meanwhile
    };

    // experiment_page.cpp
    QWidget* makeStripRow();
    QWidget* makeGroupList();
    QWidget* makeMiddle();
    QWidget* makeRight();
    QWidget* makeEditingBar();
    void makeActions();
    void fillPresets(QMenu& menu);
    // experiment_page_draft.cpp
    void showDraft();
    void showSection();
    void showGroups();
    void showProblems();
    void showChanges();
    void askCheck();
    void takeProblems(std::vector<Problem> problems);
    void edit(const std::string& path, const std::string& value);
    void forgetOldTyping();
    void showTyping();
    void reset(const std::string& path);
    void resetAll();
    void addStage(spec::StageKind kind);
    void removeStage();
    void applyFix(const ProblemFix& fix);
    [[nodiscard]] std::vector<ProblemFix> fixesFor(const Problem& problem) const;
    void suggestModels();
    void find(const QString& text);
    void walkProblems(int by);
    void copyCommand();
    void editEntry(std::int64_t id, const api::RunSpec& spec);
    void saveEntry();
    void updateButtons();
    [[nodiscard]] std::vector<Problem> allProblems() const;
    [[nodiscard]] QString blockReason() const;

    const Theme& m_theme;
    EngineSession& m_session;
    RunQueue& m_queue;
    ExperimentDraft& m_draft;
    ModelFolders& m_models;
    Selection& m_selection;
    api::FormGroup m_tree;
    std::vector<Problem> m_checked;       ///< by the engine
    std::map<std::string, Typed> m_typed; ///< by path
    std::vector<Problem> m_problems;      ///< both
    std::vector<api::SpecDifference> m_changes;
    std::uint64_t m_checkTicket = 0;
    std::size_t m_problemPlace = 0; ///< where F8 went last
    std::string m_problemPath;      ///< of that one; empty: it went nowhere yet
    std::int64_t m_editedEntry = 0; ///< of the queue; 0: none
    QTimer m_checkTimer;
    PageHeader* m_header = nullptr;
    QPushButton* m_queueButton = nullptr;
    QPushButton* m_start = nullptr;
    StepStrip* m_strip = nullptr;
    QPushButton* m_removeStage = nullptr;
    QLineEdit* m_find = nullptr;
    QListWidget* m_groups = nullptr;
    QWidget* m_right = nullptr;
    QStackedWidget* m_middle = nullptr;
    OptionForm* m_form = nullptr;
    QueueView* m_queueView = nullptr;
    QWidget* m_editingBar = nullptr;
    QLabel* m_editingText = nullptr;
    QPushButton* m_saveEntry = nullptr;
    QLabel* m_problemsTitle = nullptr;
    QVBoxLayout* m_problemLines = nullptr;
    RunsCard* m_runs = nullptr;
    EstimateCard* m_estimate = nullptr;
    QLabel* m_changesTitle = nullptr;
    QVBoxLayout* m_changeLines = nullptr;
};

} // namespace cpw::ui
