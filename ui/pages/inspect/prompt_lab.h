// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/inspect/inspect_view.h"
#include "ui/pages/inspect/prompt_effects.h"
#include "ui/session/inspect_session.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedLayout>
#include <QTableView>

#include <memory>

class QGridLayout;

namespace cpw::ui {

class CellMap;
class EmptyState;
class PointMap;
class SegmentedButtons;

/// Soft prompts beyond one row: a survey over many rows (norm, share of the text's attention), their drift over checkpoints, the rows in
/// the plane of their prompts and the cosines between groups, and what this row's probability becomes when prompts are left out,
/// replaced by the average or by those of another row.
class PromptLab : public InspectView {
    Q_OBJECT
public:
    PromptLab(const Theme& theme, InspectSession& session, QWidget* parent = nullptr);
    ~PromptLab() override;

    [[nodiscard]] CellMap& keyMap() { return *m_keys; }
    [[nodiscard]] CellMap& cosineMap() { return *m_cosines; }
    [[nodiscard]] PointMap& scatter() { return *m_scatter; }
    [[nodiscard]] const ShownTable& effects() const { return m_effects.table(); }
    [[nodiscard]] QSpinBox& swapBox() { return *m_swap; }
    [[nodiscard]] SegmentedButtons& measures() { return *m_measures; }
    [[nodiscard]] std::vector<ShownTable> tables() const override;
    [[nodiscard]] QWidget& figure() override { return *this; }

Q_SIGNALS:
    void rowShown(quint64 row);

protected:
    void ask() override;

private:
    enum Measure { Norm, Attention, Drift };
    QWidget* makeSurvey();
    QWidget* makeScatter();
    QWidget* makeEffects();
    QWidget* makeCosines();
    void connectParts();
    void fillBoxes();
    void askSurvey();
    void clearSurvey();
    void askDrift();
    void askEffects();
    void showSurvey();
    void showMeasure();
    void showDrift();
    void showGroups();
    void showEffects(const PromptEffects& effects);
    void showChosenCell(const CellMap& map);
    [[nodiscard]] QStringList layerTitles(int layers) const;

    struct Slots;
    const Theme& m_theme;
    std::unique_ptr<Slots> m_slots;
    std::optional<api::ModelAt> m_surveyAsked;
    std::optional<api::RunId> m_driftAsked;
    std::optional<PromptEffectsQuestion> m_effectsAsked;
    std::optional<api::PromptSurvey> m_survey;
    std::optional<api::PromptDrift> m_drift;
    ShownTableModel m_effects;
    QStackedLayout* m_stack = nullptr;
    QWidget* m_cards = nullptr;
    EmptyState* m_empty = nullptr; ///< of a model without prompts
    SegmentedButtons* m_measures = nullptr;
    QComboBox* m_step = nullptr;
    CellMap* m_keys = nullptr;
    CellMap* m_values = nullptr;
    QLabel* m_cellText = nullptr;
    QLabel* m_surveyNote = nullptr;
    QComboBox* m_group = nullptr;
    PointMap* m_scatter = nullptr;
    QLabel* m_pointText = nullptr;
    QPushButton* m_showRow = nullptr;
    QComboBox* m_layer = nullptr;
    QSpinBox* m_swap = nullptr;
    QLabel* m_effectNote = nullptr;
    QTableView* m_effectTable = nullptr;
    CellMap* m_cosines = nullptr;
    QLabel* m_cosineNote = nullptr;
};

} // namespace cpw::ui
