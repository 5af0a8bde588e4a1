// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/compare_panel.h"
#include "ui/pages/runs/value_keys.h"
#include "ui/widgets/run_scatter.h"

#include <QLabel>

namespace cpw::ui {

class ElidedLabel;

/// All runs that fit the filter over two of their options or results, coloured by a third.
class ScatterPanel : public ComparePanel {
    Q_OBJECT
public:
    explicit ScatterPanel(const Theme& theme, QWidget* parent = nullptr);

    void show(const std::vector<ComparedGroup>& groups, const QString& baseline) override;
    void showRuns(const ShownRuns& runs) override;
    [[nodiscard]] std::vector<Figure*> figures() override { return {m_view}; }
    [[nodiscard]] TableContent table() const override;
    [[nodiscard]] RunScatter& view() { return *m_view; }
    [[nodiscard]] ChoiceButton& x() { return *m_x; }
    [[nodiscard]] ChoiceButton& y() { return *m_y; }
    [[nodiscard]] ChoiceButton& color() { return *m_color; }

private:
    void draw();

    ShownRuns m_runs;
    ChoiceButton* m_x;
    ChoiceButton* m_y;
    ChoiceButton* m_color;
    ElidedLabel* m_facts;
    RunScatter* m_view;
};

} // namespace cpw::ui
