// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/compare_panel.h"
#include "ui/session/scoring_pace.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/score_chart.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

class QPushButton;

namespace cpw::ui {

class SegmentedButtons;

/// Ranking and calibration of the chosen runs on the test rows, from their best checkpoints: every row is scored, on the inspector's
/// threads and only when asked for. It may be stopped inside a run, whose scores so far the inspector keeps. Answers are kept while the
/// page lives. GUI thread.
class ScorePanel : public ComparePanel {
    Q_OBJECT
public:
    /// `inspect` null: there is nobody to ask.
    ScorePanel(const Theme& theme, InspectSession* inspect, QWidget* parent = nullptr);

    void show(const std::vector<ComparedGroup>& groups, const QString& baseline) override;
    [[nodiscard]] std::vector<Figure*> figures() override { return {m_chart}; }
    [[nodiscard]] TableContent table() const override;
    [[nodiscard]] ScoreChart& chart() { return *m_chart; }
    /// "Score the test rows", "Stop" while it does, "Go on" once stopped.
    [[nodiscard]] QPushButton& scoreButton() { return *m_score; }
    [[nodiscard]] QString facts() const { return m_facts->fullText(); }
    /// Scores what is chosen and not scored yet, one run after the other.
    void score();
    void stop();

private:
    struct Wanted {
        api::RunId run;
        QString name;
        RunLook look;
    };
    void askNext();
    void draw();
    void updateState();
    void updateButton(bool isAnyLeft);
    [[nodiscard]] QString progressText(qsizetype done) const;
    [[nodiscard]] bool isWanted(api::RunId run) const;
    [[nodiscard]] std::optional<Wanted> nextUnknown() const;

    const Theme& m_theme;
    InspectSession* m_inspect;
    std::unique_ptr<InspectSlot> m_slot; ///< null without an inspector
    std::vector<Wanted> m_wanted;
    std::size_t m_leftOut = 0; ///< chosen runs beyond those that are drawn
    bool m_isFirstOfMore = false; ///< a chosen group has more runs than the one that is scored
    std::map<std::int64_t, api::ScoreCurves> m_known;
    std::map<std::int64_t, QString> m_problems;
    std::optional<api::RunId> m_scored; ///< that is being scored, or was when it was stopped
    bool m_isScoring = false;
    ScoringPace m_pace; ///< of m_scored
    SegmentedButtons* m_kind;
    ElidedLabel* m_facts;
    QPushButton* m_score;
    ScoreChart* m_chart;
};

} // namespace cpw::ui
