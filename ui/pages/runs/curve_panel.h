// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/compare_panel.h"
#include "ui/pages/runs/compared_curves.h"
#include "ui/session/engine_session.h"
#include "ui/session/selection.h"
#include "ui/widgets/compare_chart.h"
#include "ui/widgets/labels.h"

#include <QTimer>

#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

class QSlider;

namespace cpw::ui {

class ChoiceButton;
class SegmentedButtons;

/// Two metrics of the chosen groups over the training: mean and band, or every seed, with one cursor and one x axis. Reads curves on
/// the session's thread and keeps them while they are shown.
class CurvePanel : public ComparePanel {
    Q_OBJECT
public:
    CurvePanel(const Theme& theme, EngineSession& session, Selection& selection, QWidget* parent = nullptr);

    void show(const std::vector<ComparedGroup>& groups, const QString& baseline) override;
    /// Points of the run have come: its curves are read again soon if they are shown.
    void refresh(api::RunId run) override;
    [[nodiscard]] std::vector<Figure*> figures() override { return {m_charts[0], m_charts[1]}; }
    [[nodiscard]] TableContent table() const override;

    [[nodiscard]] const std::array<CompareChart*, 2>& charts() const { return m_charts; }
    void setXAxis(CompareAxis axis);
    void setMetric(std::size_t chart, const std::string& metric);
    void setEverySeed(bool isEverySeed);
    /// What the lines are, and which are left out.
    [[nodiscard]] QString facts() const { return m_facts->fullText(); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Cached {
        CurveAnswer answer;
        bool isStale = false;
    };
    QWidget* makeBar();
    QWidget* makeSecondBar();
    void connectCharts();
    void requestCurves();
    void takeCurves(const CurveQuestion& question, CurveAnswer answer);
    void draw();
    void updateMetrics();
    void updateFacts();
    void forgetUnused();
    [[nodiscard]] CurveQuestion question(const ComparedGroup& group, std::size_t chart) const;
    [[nodiscard]] std::vector<CompareLine> linesOf(std::size_t chart) const;
    [[nodiscard]] int leftOut(std::size_t chart) const;
    /// There is no place on the axis for it.
    [[nodiscard]] bool isLeftOut(const LineData& line) const { return m_charts[0]->xAxis() == CompareAxis::Epoch && !line.hasEpochs(); }

    const Theme& m_theme;
    EngineSession& m_session;
    Selection& m_selection;
    std::vector<ComparedGroup> m_groups;
    std::map<CurveQuestion, Cached> m_curves;
    std::set<CurveQuestion> m_reading;
    std::set<std::string> m_names; ///< metrics of the chosen runs
    std::array<std::string, 2> m_metrics = {"valid/auc", "valid/log_loss"};
    std::array<CompareChart*, 2> m_charts{};
    std::array<ChoiceButton*, 2> m_choices{};
    ChoiceButton* m_axis = nullptr;
    SegmentedButtons* m_kind = nullptr;
    QSlider* m_smoothing = nullptr;
    QLabel* m_smoothingText = nullptr; ///< where there is room
    ElidedLabel* m_facts = nullptr;
    QTimer m_drawTimer;
    QTimer m_readTimer;
};

} // namespace cpw::ui
