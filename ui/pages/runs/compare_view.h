// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_grouping.h"
#include "ui/pages/runs/chart_table_model.h"
#include "ui/pages/runs/compare_panel.h"
#include "ui/pages/runs/curve_panel.h"
#include "ui/pages/runs/difference_panel.h"
#include "ui/pages/runs/parallel_panel.h"
#include "ui/pages/runs/scatter_panel.h"
#include "ui/pages/runs/score_panel.h"
#include "ui/session/inspect_session.h"
#include "ui/widgets/figure_presets.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace cpw::ui {

class ChoiceButton;

/// Below the table of runs: one of several charts of what is chosen, or its numbers as a table, and beside it the differences. Owned by
/// the Runs page.
class CompareView : public QWidget {
    Q_OBJECT
public:
    enum View { Curves, Scatter, Parallel, Scores };

    /// `inspect` null: there is nobody to ask for scores.
    CompareView(const Theme& theme, EngineSession& session, Selection& selection, InspectSession* inspect, QWidget* parent = nullptr);

    void show(std::vector<ComparedGroup> groups, const QString& baseline);
    /// All runs that fit the filter, for the charts of many runs.
    void showRuns(const GroupingQuestion& runs, const std::vector<RunGroup>& groups);
    /// The charts of many runs are in sight.
    [[nodiscard]] bool needsRuns() const { return view() == Scatter || view() == Parallel; }
    void refresh(api::RunId run);
    /// A group was shown before its settings were read.
    [[nodiscard]] bool lacksSettings() const { return m_lacksSettings; }
    void setView(View view);
    [[nodiscard]] View view() const { return static_cast<View>(m_stack->currentIndex()); }
    void setTableShown(bool isShown);
    /// Where presets of figures are kept; without it there are none.
    void usePresets(QSettings& settings) { m_presets.emplace(settings); }
    void exportFigure();
    void exportPoints(bool isVisibleOnly);

    [[nodiscard]] CurvePanel& curves() { return *m_curves; }
    [[nodiscard]] ScatterPanel& scatter() { return *m_scatter; }
    [[nodiscard]] ParallelPanel& parallel() { return *m_parallel; }
    [[nodiscard]] ScorePanel& scores() { return *m_scores; }
    [[nodiscard]] const std::array<CompareChart*, 2>& charts() const { return m_curves->charts(); }
    [[nodiscard]] SettingsDifferenceModel& differences() { return m_differencePanel->differences(); }
    [[nodiscard]] PairedView& paired() { return m_differencePanel->paired(); }
    [[nodiscard]] ChartTableModel& tableModel() { return m_tableModel; }
    /// Every chart of the page that can be written, the one in sight first.
    [[nodiscard]] std::vector<Figure*> figures();

Q_SIGNALS:
    void problemFound(const QString& text);
    /// Answered by showRuns().
    void runsNeeded();
    void runsPicked(const std::vector<cpw::api::RunId>& runs);

private:
    QWidget* makeCard(InspectSession* inspect);
    QWidget* makeBar(QWidget* parent);
    void showPanel();
    void updateTable();
    [[nodiscard]] ComparePanel& panel() const { return *m_panels[static_cast<std::size_t>(m_stack->currentIndex())]; }

    const Theme& m_theme;
    EngineSession& m_session;
    Selection& m_selection;
    std::vector<ComparedGroup> m_groups;
    QString m_baseline;
    bool m_lacksSettings = false;
    CurvePanel* m_curves = nullptr;
    ScatterPanel* m_scatter = nullptr;
    ParallelPanel* m_parallel = nullptr;
    ScorePanel* m_scores = nullptr;
    std::vector<ComparePanel*> m_panels; ///< by View
    ChoiceButton* m_viewChoice = nullptr;
    QPushButton* m_tableButton = nullptr;
    QStackedWidget* m_stack = nullptr;
    QStackedWidget* m_chartOrTable = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_tableFacts = nullptr;
    ChartTableModel m_tableModel;
    std::optional<FigurePresets> m_presets;
    DifferencePanel* m_differencePanel = nullptr;
};

} // namespace cpw::ui
