// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/compare_panel.h"
#include "ui/pages/runs/value_keys.h"
#include "ui/widgets/parallel_view.h"

namespace cpw::ui {

class ElidedLabel;

/// All runs that fit the filter as lines over some of their options and results. Brushes choose runs.
class ParallelPanel : public ComparePanel {
    Q_OBJECT
public:
    explicit ParallelPanel(const Theme& theme, QWidget* parent = nullptr);

    void show(const std::vector<ComparedGroup>& groups, const QString& baseline) override;
    void showRuns(const ShownRuns& runs) override;
    [[nodiscard]] std::vector<Figure*> figures() override { return {m_view}; }
    [[nodiscard]] TableContent table() const override;
    [[nodiscard]] ParallelView& view() { return *m_view; }
    [[nodiscard]] ChoiceButton& axes() { return *m_axes; }

private:
    void draw();

    ShownRuns m_runs;
    ChoiceButton* m_axes;
    ElidedLabel* m_facts;
    ParallelView* m_view;
};

} // namespace cpw::ui
