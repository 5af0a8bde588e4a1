// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/control_column.h"
#include "ui/pages/page_header.h"
#include "ui/session/engine_session.h"
#include "ui/session/selection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_stack.h"
#include "ui/widgets/log_view.h"
#include "ui/widgets/stage_strip.h"

#include <QStackedLayout>
#include <QWidget>

#include <optional>

namespace cpw::ui {

class EmptyState;

/// Watch and steer the current run of the Selection: stages, charts, log, control column. The stage in training is shown unless
/// another one is clicked. Owned by the window.
class LivePage : public QWidget {
    Q_OBJECT
public:
    LivePage(const Theme& theme, EngineSession& session, Selection& selection, QWidget* parent = nullptr);

    [[nodiscard]] ControlColumn& control() { return *m_control; }
    [[nodiscard]] ChartStack& charts() { return *m_charts; }
    [[nodiscard]] StageStrip& strip() { return *m_strip; }
    [[nodiscard]] LogView& log() { return *m_log; }
    [[nodiscard]] PageHeader& header() { return *m_header; }

Q_SIGNALS:
    void trainSampleRequested();
    void problemFound(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeBody();
    QWidget* makeFailure();
    void connectSession();
    void showRun();
    void refresh(RunChanges changes);
    void updateHeader(const RunFeed& feed);
    void updateStrip(const RunFeed& feed);
    void updateFailure(const RunFeed& feed);
    void showStage(int stage);
    void resumeRun();
    [[nodiscard]] const RunFeed* feed();
    [[nodiscard]] int shownStage(const RunFeed& feed) const;

    const Theme& m_theme;
    EngineSession& m_session;
    Selection& m_selection;
    std::optional<api::RunId> m_run;
    std::optional<int> m_pickedStage; ///< clicked in the strip
    int m_stageOffset = 0;            ///< cells before the first stage
    QStackedLayout* m_stack;
    EmptyState* m_empty;
    PageHeader* m_header = nullptr;
    QPushButton* m_resume = nullptr;
    StageStrip* m_strip = nullptr;
    QWidget* m_failureHolder = nullptr;
    QLabel* m_failureTitle = nullptr;
    QLabel* m_failureText = nullptr;
    QLabel* m_failureKept = nullptr;
    ChartStack* m_charts = nullptr;
    LogView* m_log = nullptr;
    ControlColumn* m_control = nullptr;
};

} // namespace cpw::ui
