// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/control_column.h"
#include "ui/pages/failure_card.h"
#include "ui/pages/fork_panel.h"
#include "ui/pages/page_header.h"
#include "ui/pages/stage_cells.h"
#include "ui/session/engine_session.h"
#include "ui/session/run_queue.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_stack.h"
#include "ui/widgets/figure_presets.h"
#include "ui/widgets/log_view.h"
#include "ui/widgets/stage_strip.h"

#include <QStackedLayout>
#include <QWidget>

#include <functional>
#include <optional>

namespace cpw::ui {

class EmptyState;

/// Watch and steer the current run of the Selection: stages, charts, log, control column. The stage in training is shown unless
/// another one is clicked. Owned by the window.
class LivePage : public QWidget {
    Q_OBJECT
public:
    LivePage(const Theme& theme, EngineSession& session, RunQueue& queue, Selection& selection, QWidget* parent = nullptr);

    [[nodiscard]] ControlColumn& control() { return *m_control; }
    [[nodiscard]] ChartStack& charts() { return *m_charts; }
    [[nodiscard]] StageStrip& strip() { return *m_strip; }
    [[nodiscard]] LogView& log() { return *m_log; }
    [[nodiscard]] PageHeader& header() { return *m_header; }
    [[nodiscard]] ForkPanel& forkPanel() { return *m_forkPanel; }
    [[nodiscard]] FailureCard& failure() { return *m_failure; }
    [[nodiscard]] QPushButton& forkButton() { return *m_fork; }
    /// The chart that has the focus takes the whole page, or everything stands again. Nothing happens where no chart has it.
    void setChartAlone(bool isAlone);
    /// Where presets of figures are kept; without it there are none.
    void usePresets(QSettings& settings) { m_presets.emplace(settings); }
    /// Asks in which form and where; `chart` stands first. Null: the one with the focus.
    void exportFigure(MetricPlot* chart = nullptr);
    /// Replaces the dialog that asks for the place of the data; for tests.
    void setPlaceQuestion(std::function<QString(const QString& path)> question) { m_placeQuestion = std::move(question); }

Q_SIGNALS:
    void trainSampleRequested();
    /// Esc in a chart that is alone.
    void fullScreenLeft();
    void problemFound(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeBody();
    void connectForks();
    void connectFigures();
    void askForFork(std::optional<std::int64_t> step, std::function<void(api::RunSpec&, int stage)> edit = {});
    void openForkPanel(api::ForkPoint point);
    void startFork(const api::ForkPoint& point, const api::RunSpec& spec);
    void showFork(const api::Fork& fork);
    void showParent(const RunFeed& feed);
    [[nodiscard]] bool isParent(api::RunId run) const;
    void fixFailure(api::FailureCause cause);
    void fixQueue(api::FailureCause cause);
    void startAgain(api::RunSpec spec);
    void connectSession();
    void showRun();
    void offerLastRuns();
    void refresh(RunChanges changes);
    void updateHeader(const RunFeed& feed);
    void updateStrip(const RunFeed& feed);
    void showCell(int cell);
    void findBranches();
    [[nodiscard]] bool isBranch(api::RunId run) const;
    void resumeRun();
    [[nodiscard]] const RunFeed* feed();
    [[nodiscard]] int shownStage(const RunFeed& feed) const;

    const Theme& m_theme;
    EngineSession& m_session;
    RunQueue& m_queue;
    Selection& m_selection;
    std::optional<api::RunId> m_run;
    std::optional<int> m_pickedStage; ///< clicked in the strip
    StripPlace m_wanted;              ///< clicked there, of a run that is not shown yet
    std::vector<StripPlace> m_places; ///< behind the cells of the strip
    RunBranches m_branchFinder;
    std::vector<RunBranch> m_branches; ///< beside the shown run
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    PageHeader* m_header = nullptr;
    QPushButton* m_resume = nullptr;
    StageStrip* m_strip = nullptr;
    QPushButton* m_fork = nullptr;
    QAction* m_forkAction = nullptr;
    QAction* m_figureAction = nullptr;
    std::optional<FigurePresets> m_presets;
    ForkPanel* m_forkPanel = nullptr;
    FailureCard* m_failure = nullptr;
    std::function<QString(const QString&)> m_placeQuestion;
    std::optional<std::int64_t> m_wantedForkStep;
    std::function<void(api::RunSpec&, int)> m_forkEdit; ///< of the fork that is asked for
    std::optional<api::RunId> m_forkAskedFor;
    ChartStack* m_charts = nullptr;
    LogView* m_log = nullptr;
    ControlColumn* m_control = nullptr;
};

} // namespace cpw::ui
