// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/inspect_view.h"
#include "ui/session/engine_session.h"
#include "ui/session/inspect_session.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure_presets.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <array>
#include <memory>
#include <optional>
#include <vector>

class QAction;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedLayout;
class QToolButton;

namespace cpw::ui {

class EmbeddingView;
class EmptyState;
class ErrorsView;
class PageHeader;
class PromptLab;
class RowView;
class ScoringNote;
class SegmentedButtons;
class VariantsView;

/// One row of the current run's data under the weights of a checkpoint, or of the run in training. On the left the row, what of it is
/// changed and its probability; beside it one of the views: the row in the model, the row beside what is pinned as B, errors and slices,
/// soft prompts, embeddings. The step cursor chooses the checkpoint. Owned by the window; GUI thread; asks the inspector on workers, and
/// answers to questions that were replaced are dropped.
class InspectPage : public QWidget {
    Q_OBJECT
public:
    enum class View { Row, Variants, Errors, Prompts, Embeddings };

    InspectPage(const Theme& theme, EngineSession& session, InspectSession& inspector, Selection& selection, QWidget* parent = nullptr);
    ~InspectPage() override;

    [[nodiscard]] std::optional<std::uint64_t> row() const { return m_row; }
    /// Places in the order of rows; the row there is shown.
    void showPlace(std::size_t place);
    void showRow(std::uint64_t row);
    /// What-if: the value of a field, on one side of it or both, or as recorded again.
    void edit(int field, const QString& value, api::EditSide side = api::EditSide::Both);
    /// Apart, a field has one value for its id and one for the text; together the text follows the id.
    void setApart(int field, bool isApart);
    void toggleHead(int layer, int head);
    /// Takes every change of the row back.
    void resetEdits();
    [[nodiscard]] const std::vector<api::FieldEdit>& edits() const { return m_edits; }
    [[nodiscard]] const std::vector<api::HeadMask>& maskedHeads() const { return m_maskedHeads; }
    /// Keeps what is shown now, to compare with.
    void pin();
    void unpin();
    void compareWith(const api::ModelAt& model, const QString& name);
    void showView(View view);
    [[nodiscard]] View view() const;
    /// Only rows with a value (any that contain `text` where `field` is -1), or of a tail cell; nothing: all.
    void filterRows(int field, const QString& text);
    void filterTailCell(int cell);

    [[nodiscard]] RowView& rowView() { return *m_rowView; }
    [[nodiscard]] VariantsView& variantsView() { return *m_variants; }
    [[nodiscard]] ErrorsView& errorsView() { return *m_errors; }
    [[nodiscard]] PromptLab& promptLab() { return *m_lab; }
    [[nodiscard]] EmbeddingView& embeddingView() { return *m_embeddings; }
    [[nodiscard]] QComboBox& orderBox() { return *m_order; }
    [[nodiscard]] QComboBox& partBox() { return *m_part; }
    /// How far the order of the rows is, where it needs their scores.
    [[nodiscard]] ScoringNote& scoringNote() { return *m_scoring; }
    [[nodiscard]] QComboBox& checkpointBox() { return *m_checkpoint; }
    [[nodiscard]] QComboBox& secondBox() { return *m_secondBox; }
    [[nodiscard]] QString recordedText() const;
    [[nodiscard]] QString editedText() const;
    [[nodiscard]] QString secondText() const;
    [[nodiscard]] QString stateText() const;
    [[nodiscard]] bool isMarkedUntrained() const;
    /// Of the view that is shown and of the row.
    [[nodiscard]] std::vector<ShownTable> tables() const;
    /// By the ending: .csv, else JSON. False: it cannot be written.
    bool writeData(const QString& path) const;
    /// Where presets of figures are kept; without it there are none.
    void usePresets(QSettings& settings) { m_presets.emplace(settings); }

Q_SIGNALS:
    void problemFound(const QString& text);
    /// From the page without a run, or with one that has no checkpoint.
    void runsRequested();
    void liveRequested();
    void trainSampleRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct FieldRow {
        QComboBox* value = nullptr;    ///< of the id, and of the text where they are together
        QLineEdit* words = nullptr;    ///< of the text, apart
        QToolButton* apart = nullptr;
        QLabel* note = nullptr; ///< "unknown id", "was 35-44"
    };
    /// What the row is compared with; the row of the question is the page's.
    struct Second {
        api::RowQuestion question;
        QString name;
    };
    // inspect_page.cpp
    QWidget* makeLeft();
    QWidget* makeRowCard();
    QWidget* makeFilter(QWidget* card);
    QWidget* makeEdits();
    QWidget* makeProbability();
    QWidget* makeViews();
    void makeHeader(QWidget* body);
    void connectParts();
    void connectFilter();
    void connectViews();
    // inspect_page_row.cpp: the run, its rows, fields and edits
    void makeEmpty();
    void showEmpty();
    void openRun();
    void forgetRow();
    void takeCheckpoints(const std::vector<api::CheckpointMark>& marks);
    void showCheckpoints();
    void refreshCheckpoints();
    void makeFieldRows();
    FieldRow makeFieldRow(int field);
    void fillValues(int field);
    void askRows();
    void askRanking();
    void stopScoring();
    void rankAgain();
    void takeRanking(Result<api::RowRanking> ranking);
    [[nodiscard]] QString orderWords() const;
    void showValues();
    void showFieldRow(std::size_t field);
    [[nodiscard]] std::optional<QString> edited(std::size_t field, api::EditSide side) const;
    // inspect_page_answers.cpp: what the model makes of the row
    void askAll();
    void askAtStep();
    void askOver();
    void askLooks();
    void askSecond();
    void showLook();
    void showProbabilities();
    void showSecond();
    void showSecondLine(bool isShown);
    void fail(const Error& error);
    void updateHeader();
    void tellViews();
    [[nodiscard]] api::ModelAt model() const;
    /// The step cursor stands before the first checkpoint, which is shown then.
    [[nodiscard]] bool isBeforeCheckpoints() const;
    void showTime();
    [[nodiscard]] QString checkpointText(const api::ModelStamp& stamp) const;
    [[nodiscard]] api::RowQuestion question(bool isEdited) const;
    [[nodiscard]] bool isChanged() const { return !m_edits.empty() || !m_maskedHeads.empty(); }
    [[nodiscard]] bool hasLearntClicks() const;
    /// A checkpoint that is the best by a metric of clicks.
    [[nodiscard]] bool hasBest() const;
    [[nodiscard]] QString variantName() const;
    [[nodiscard]] InspectView& currentView() const;
    // inspect_page_actions.cpp: what it is compared with, commands, export
    void makeActions();
    QAction* addCommand(const char* id, const QString& text, const QKeySequence& keys, void (InspectPage::*slot)());
    void fillSecondBox();
    void nextRow();
    void previousRow();
    void maskChosenHead();
    void exportFigure();
    void exportData();
    void showTables();

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
    std::optional<api::ModelAt> m_rankedAt; ///< whose scores the order was asked for
    bool m_keepsRow = false;                ///< the next order leaves the row that is shown
    bool m_areScored = true;                ///< the rows of the order
    int m_stoppedOrder = 0;                 ///< of the box, when scoring was stopped
    std::optional<int> m_tailCell; ///< filter
    std::optional<std::uint64_t> m_row;
    std::vector<api::FieldEdit> m_edits;
    std::vector<bool> m_apart; ///< by field
    std::vector<api::HeadMask> m_maskedHeads;
    std::optional<api::RowLook> m_recorded;
    std::optional<api::RowQuestion> m_recordedOf; ///< what m_recorded answers
    std::optional<api::RowLook> m_edited; ///< none without changes
    std::optional<Second> m_second;
    std::optional<api::RowLook> m_secondLook;
    std::optional<int> m_wantedOrder; ///< of the box, where a PA-MLM stage does not have it
    bool m_isFilling = false;
    QTimer m_editTimer, m_filterTimer;
    std::optional<FigurePresets> m_presets;

    QStackedLayout* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    std::vector<QPushButton*> m_waysToRun; ///< on it: of a file in which no run is chosen
    QPushButton* m_wayToCheckpoint = nullptr;
    PageHeader* m_header = nullptr;
    SegmentedButtons* m_viewButtons = nullptr;
    QComboBox* m_checkpoint = nullptr;
    QComboBox* m_secondBox = nullptr;
    QStackedLayout* m_views = nullptr;
    RowView* m_rowView = nullptr;
    VariantsView* m_variants = nullptr;
    ErrorsView* m_errors = nullptr;
    PromptLab* m_lab = nullptr;
    EmbeddingView* m_embeddings = nullptr;
    QComboBox* m_part = nullptr;
    QComboBox* m_order = nullptr;
    QComboBox* m_filterField = nullptr;
    QLineEdit* m_filterText = nullptr;
    QSpinBox* m_placeBox = nullptr;
    ScoringNote* m_scoring = nullptr;
    QLabel* m_rowText = nullptr;
    QLabel* m_labelText = nullptr;
    QFormLayout* m_form = nullptr;
    std::vector<FieldRow> m_rows;
    QPushButton* m_reset = nullptr;
    QLabel* m_untrained = nullptr;
    QLabel* m_recordedText = nullptr;
    QLabel* m_editedText = nullptr;
    QLabel* m_secondName = nullptr;
    QLabel* m_secondText = nullptr;
    QProgressBar* m_recordedBar = nullptr;
    QProgressBar* m_editedBar = nullptr;
    QProgressBar* m_secondBar = nullptr;
    QLabel* m_logits = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_pin = nullptr;
};

} // namespace cpw::ui
