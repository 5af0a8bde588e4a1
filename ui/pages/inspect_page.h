// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/engine_session.h"
#include "ui/session/inspect_session.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedLayout;

namespace cpw::ui {

class CheckpointLine;
class ContributionBars;
class EmptyState;
class HeadGrid;
class PageHeader;
class PromptMap;
class TokenChips;

/// One row of the current run's data under the weights of a checkpoint, or of the run in training: what the model makes of it, where its
/// heads look, what its soft prompts are, what each field adds, and what an edit changes. The step cursor chooses the checkpoint. Owned by
/// the window; GUI thread; asks the inspector on workers, and answers to questions that were replaced are dropped.
class InspectPage : public QWidget {
    Q_OBJECT
public:
    InspectPage(const Theme& theme, EngineSession& session, InspectSession& inspector, Selection& selection, QWidget* parent = nullptr);
    ~InspectPage() override;

    [[nodiscard]] std::optional<std::uint64_t> row() const { return m_row; }
    /// Places in the order of rows; the row there is shown.
    void showPlace(std::size_t place);
    /// What-if: the value of a field, or as recorded again.
    void edit(int field, const QString& value);
    void resetEdits();
    [[nodiscard]] const std::vector<api::FieldEdit>& edits() const { return m_edits; }
    [[nodiscard]] TokenChips& chips() { return *m_chips; }
    [[nodiscard]] HeadGrid& heads() { return *m_heads; }
    [[nodiscard]] PromptMap& promptMap() { return *m_prompts; }
    [[nodiscard]] ContributionBars& bars() { return *m_bars; }
    [[nodiscard]] CheckpointLine& line() { return *m_line; }
    [[nodiscard]] QComboBox& orderBox() { return *m_order; }
    [[nodiscard]] QComboBox& partBox() { return *m_part; }
    [[nodiscard]] QString recordedText() const;
    [[nodiscard]] QString editedText() const;
    [[nodiscard]] QString stateText() const;

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct FieldRow {
        QComboBox* value = nullptr;
        QLabel* note = nullptr; ///< "unknown id", "was 35-44"
    };
    // inspect_page.cpp
    QWidget* makeLeft();
    QWidget* makeRowCard();
    QWidget* makeEdits();
    QWidget* makeProbability();
    QWidget* makeMiddle();
    QWidget* makeRight();
    void connectParts();
    // inspect_page_answers.cpp
    void openRun();
    void takeCheckpoints(const std::vector<api::CheckpointMark>& marks);
    void makeFieldRows();
    void askRows();
    void showRow(std::uint64_t row);
    void askAll();
    void askAtStep();
    void askOver();
    void askLooks();
    void askAttention();
    void askGrid();
    void askContributions();
    void askPrompt();
    void askSurvey();
    void showLook();
    void showValues(const api::RowLook& recorded);
    void showAttention();
    void showProbabilities();
    void showContributionSum(const api::Contributions& shown);
    void fillValues(int field);
    void fail(const Error& error);
    void updateHeader();
    [[nodiscard]] api::ModelAt model() const;
    [[nodiscard]] api::RowQuestion question(bool isEdited) const;
    [[nodiscard]] bool hasText() const { return m_recorded && m_recorded->layers > 0; }

    struct Slots;

    const Theme& m_theme;
    EngineSession& m_session;
    InspectSession& m_inspector;
    Selection& m_selection;
    std::unique_ptr<Slots> m_slots;
    std::optional<api::RunId> m_run;
    std::vector<api::CheckpointMark> m_marks;
    QStringList m_fields;
    api::RowRanking m_ranking;
    std::optional<std::uint64_t> m_row;
    std::vector<api::FieldEdit> m_edits;
    std::optional<api::RowLook> m_recorded;
    std::optional<api::RowLook> m_edited; ///< none without edits
    std::optional<api::LayerAttention> m_attention;
    std::optional<api::ModelAt> m_surveyed;
    int m_query = -1; ///< token that attends
    bool m_isFilling = false;
    QTimer m_editTimer;

    QStackedLayout* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    PageHeader* m_header = nullptr;
    QComboBox* m_checkpoint = nullptr;
    QComboBox* m_part = nullptr;
    QComboBox* m_order = nullptr;
    QSpinBox* m_placeBox = nullptr;
    QLabel* m_rowText = nullptr;
    QLabel* m_labelText = nullptr;
    QFormLayout* m_form = nullptr;
    std::vector<FieldRow> m_rows;
    QPushButton* m_reset = nullptr;
    QLabel* m_recordedText = nullptr;
    QLabel* m_editedText = nullptr;
    QProgressBar* m_recordedBar = nullptr;
    QProgressBar* m_editedBar = nullptr;
    QLabel* m_logits = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_attentionTitle = nullptr;
    QLabel* m_attentionNote = nullptr;
    TokenChips* m_chips = nullptr;
    QWidget* m_textParts = nullptr;   ///< tokens and heads
    QWidget* m_promptParts = nullptr; ///< soft prompts
    HeadGrid* m_heads = nullptr;
    QLabel* m_headText = nullptr;
    CheckpointLine* m_line = nullptr;
    PromptMap* m_prompts = nullptr;
    QLabel* m_promptText = nullptr;
    QLabel* m_nearText = nullptr;
    QLabel* m_withoutText = nullptr;
    ContributionBars* m_bars = nullptr;
    QComboBox* m_method = nullptr;
    QLabel* m_sumText = nullptr;
};

} // namespace cpw::ui
