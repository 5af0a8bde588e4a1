// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/inspect_view.h"
#include "ui/session/inspect_session.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include <memory>
#include <set>

namespace cpw::ui {

class CheckpointLine;
class ContributionBars;
class HeadGrid;
class HeadPattern;
class PromptMap;
class SegmentedButtons;
class TokenChips;

/// What the model makes of one row: its tokens shaded by attention, filled in where they are masked, or coloured by what they add to the
/// logit; all heads and the chosen one; its probability over checkpoints; its soft prompts and the contributions of its fields.
class RowView : public InspectView {
    Q_OBJECT
public:
    enum class TokenMode { Attention, Mask, Contributions };

    RowView(const Theme& theme, InspectSession& session, QWidget* parent = nullptr);
    ~RowView() override;

    /// The row as recorded and as changed; asks for all else that is shown of it.
    void setLooks(api::RowLook recorded, std::optional<api::RowLook> edited);
    /// Nothing is known of the row yet.
    void clear();
    void setOverCheckpoints(std::vector<api::CheckpointProbability> points, bool isEdited);
    void setTokenMode(TokenMode mode);
    void openHead(); ///< the chosen one, large
    /// Only the tokens that together hold this share of the attention are shaded; 1: all.
    void setMass(double mass);
    [[nodiscard]] TokenChips& chips() { return *m_chips; }
    [[nodiscard]] HeadGrid& heads() { return *m_heads; }
    [[nodiscard]] HeadPattern& pattern() { return *m_pattern; }
    [[nodiscard]] PromptMap& promptMap() { return *m_prompts; }
    [[nodiscard]] ContributionBars& bars() { return *m_bars; }
    [[nodiscard]] CheckpointLine& line() { return *m_line; }
    [[nodiscard]] const ShownTable& predictions() const { return m_predictions.table(); }
    [[nodiscard]] QString tokenTitle() const { return m_tokenTitle->fullText(); }
    [[nodiscard]] QString tokenNote() const { return m_tokenNote->text(); }
    [[nodiscard]] QComboBox& massBox() { return *m_massBox; }
    [[nodiscard]] QString headEffect() const { return m_headEffect->text(); }
    [[nodiscard]] QString promptEffect() const { return m_promptEffect->text(); }
    [[nodiscard]] std::vector<ShownTable> tables() const override;
    [[nodiscard]] QWidget& figure() override { return *this; }

Q_SIGNALS:
    void maskToggled(int layer, int head);
    void stepChosen(qint64 step);

protected:
    void ask() override;

private:
    // row_view.cpp
    QWidget* makeMiddle();
    QWidget* makeTokens(QWidget* parent);
    QWidget* makeHeads(QWidget* parent);
    QWidget* makeHeadFacts(QWidget* parent);
    QWidget* makeRight();
    QWidget* makePrompts(QWidget* parent);
    QWidget* makeContributions(QWidget* parent);
    void connectParts();
    // row_view_answers.cpp
    void askParts();
    void askAttention();
    void askGrid();
    void askHeadEffect();
    void askContributions();
    void askPrompt();
    void askPromptEffect();
    void askSurvey();
    void askMasked();
    void showTokens();
    void showAttention();
    void shadeAttention(int query);
    [[nodiscard]] std::vector<float> attentionFrom(int query) const;
    [[nodiscard]] bool hasAttention() const;
    void showMasked();
    void showTokenContributions();
    void showHead();
    void showContributionSum();
    void tokenClicked(int token);
    void tokenHovered(int token);
    [[nodiscard]] const api::RowLook& shown() const { return m_edited ? *m_edited : *m_recorded; }
    [[nodiscard]] api::RowQuestion recordedQuestion() const;
    [[nodiscard]] bool hasText() const { return m_recorded && m_recorded->layers > 0; }
    [[nodiscard]] bool isMasked(int layer, int head) const;
    [[nodiscard]] QString effectText(double probability) const;
    [[nodiscard]] ShownTable tokenTable() const;

    struct Slots;
    struct BothContributions {
        api::Contributions recorded;
        std::optional<api::Contributions> edited;
    };

    const Theme& m_theme;
    std::unique_ptr<Slots> m_slots;
    std::optional<std::uint64_t> m_row; ///< that the looks are of
    std::optional<api::RowLook> m_recorded;
    std::optional<api::RowLook> m_edited; ///< none without changes
    bool m_areAsked = false;              ///< the parts of these looks
    std::optional<api::LayerAttention> m_attention;
    int m_attendedLayer = -1; ///< of m_attention
    std::optional<BothContributions> m_contributions;
    std::optional<api::ModelAt> m_surveyed;
    TokenMode m_mode = TokenMode::Attention;
    int m_query = 0;             ///< token that attends
    double m_mass = 1;           ///< see setMass()
    std::set<int> m_maskedTokens; ///< positions
    ShownTableModel m_predictions;

    QWidget* m_textParts = nullptr;   ///< tokens and heads
    QWidget* m_promptParts = nullptr; ///< soft prompts
    ElidedLabel* m_tokenTitle = nullptr;
    SegmentedButtons* m_modes = nullptr;
    QComboBox* m_massBox = nullptr;
    TokenChips* m_chips = nullptr;
    QLabel* m_tokenNote = nullptr;
    QTableView* m_predictionTable = nullptr;
    HeadGrid* m_heads = nullptr;
    QLabel* m_headTitle = nullptr;
    HeadPattern* m_pattern = nullptr;
    QLabel* m_headFacts = nullptr;
    QLabel* m_headEffect = nullptr;
    QPushButton* m_mask = nullptr;
    CheckpointLine* m_line = nullptr;
    PromptMap* m_prompts = nullptr;
    QLabel* m_promptText = nullptr;
    QLabel* m_nearText = nullptr;
    QLabel* m_promptEffect = nullptr;
    ContributionBars* m_bars = nullptr;
    QComboBox* m_method = nullptr;
    QLabel* m_sumText = nullptr;
};

} // namespace cpw::ui
