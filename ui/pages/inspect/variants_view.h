// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/inspect_view.h"
#include "ui/session/inspect_session.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QStackedLayout>
#include <QTableView>

#include <memory>

namespace cpw::ui {

class CellMap;
class ContributionBars;
class EmptyState;
class HeadGrid;
class SegmentedButtons;
class TokenChips;

/// Two answers about the same row.
struct VariantLooks {
    api::RowLook first;
    api::RowLook second;
};

/// Looks at the row under both; an error where two runs do not have the same row there. On a worker.
[[nodiscard]] Result<VariantLooks> variantLooks(const api::Inspector& inspector, const api::RowQuestion& first, const api::RowQuestion& second,
                                                std::stop_token stop);

/// The row as it is looked at (A) beside what is pinned (B): another checkpoint, another run or another change of the row. Numbers,
/// tokens shaded by a head, heads, prompts and contributions, each with the difference.
class VariantsView : public InspectView {
    Q_OBJECT
public:
    VariantsView(const Theme& theme, InspectSession& session, QWidget* parent = nullptr);
    ~VariantsView() override;

    [[nodiscard]] const ShownTable& numbers() const { return m_numbers.table(); }
    [[nodiscard]] HeadGrid& heads() { return *m_heads; }
    [[nodiscard]] TokenChips& firstChips() { return *m_chips[0]; }
    [[nodiscard]] TokenChips& secondChips() { return *m_chips[1]; }
    [[nodiscard]] CellMap& promptMap() { return *m_prompts; }
    [[nodiscard]] QString note() const { return m_note->text(); }
    /// 0: A, 1: B, 2: the difference.
    void setHeadMode(int mode);
    [[nodiscard]] std::vector<ShownTable> tables() const override;
    [[nodiscard]] QWidget& figure() override { return *this; }

Q_SIGNALS:
    void pinRequested();

protected:
    void ask() override;

private:
    QWidget* makeNumbers();
    QWidget* makeTokens();
    QWidget* makeHeads();
    QWidget* makePrompts();
    void askLooks();
    void askGrids();
    void askAttention();
    void askContributions();
    void clear(const QString& note);
    void showLooks();
    void showNumbers();
    void showGrids();
    void showAttention();
    void showPrompts();

    struct Slots;
    struct Grids {
        api::AttentionGrid first, second;
    };
    struct Attentions {
        api::LayerAttention first, second;
        int layer = 0;
    };

    const Theme& m_theme;
    std::unique_ptr<Slots> m_slots;
    std::optional<std::pair<api::RowQuestion, api::RowQuestion>> m_asked;
    std::optional<VariantLooks> m_looks;
    std::optional<Grids> m_grids;
    std::optional<Attentions> m_attention;
    int m_query = 0; ///< token that attends
    ShownTableModel m_numbers;
    QStackedLayout* m_stack = nullptr;
    EmptyState* m_empty = nullptr; ///< before there is a B
    QWidget* m_cards = nullptr;
    QLabel* m_note = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_tokenTitle = nullptr;
    QLabel* m_chipTitles[2] = {nullptr, nullptr};
    TokenChips* m_chips[2] = {nullptr, nullptr};
    SegmentedButtons* m_modes = nullptr;
    HeadGrid* m_heads = nullptr;
    QLabel* m_headText = nullptr;
    CellMap* m_prompts = nullptr;
    QLabel* m_promptText = nullptr;
    ContributionBars* m_bars = nullptr;
    QLabel* m_barText = nullptr;
};

} // namespace cpw::ui
