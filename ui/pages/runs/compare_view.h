// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_tree_model.h"
#include "ui/models/settings_difference_model.h"
#include "ui/session/selection.h"
#include "ui/widgets/compare_chart.h"
#include "ui/widgets/paired_view.h"

#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <QTimer>
#include <QWidget>

#include <array>
#include <map>
#include <set>
#include <vector>

class QSlider;

namespace cpw::ui {

class ElidedLabel;
class SegmentedButtons;

/// One of the things compared: a group, or a run by itself.
struct ComparedGroup {
    std::string key;
    QString name;
    int color = 0;
    std::vector<api::RunId> runs;
    const compare::Settings* settings = nullptr; ///< of its first run; borrowed until the next show()
    std::vector<compare::SeedDifference> differences;
    bool isBaseline = false;
};

/// Below the table of runs: curves of the chosen groups (mean and band, or every seed) with one cursor, the settings in which they
/// differ, and the paired differences from the baseline. Reads curves through the session and keeps them. Owned by the runs page.
class CompareView : public QWidget {
    Q_OBJECT
public:
    CompareView(const Theme& theme, EngineSession& session, Selection& selection, QWidget* parent = nullptr);

    void show(std::vector<ComparedGroup> groups, const QString& baseline);
    /// Points of the run have come: its curves are read again soon if they are shown.
    void refresh(api::RunId run);
    [[nodiscard]] const std::array<CompareChart*, 2>& charts() const { return m_charts; }
    [[nodiscard]] SettingsDifferenceModel& differences() { return m_differences; }
    [[nodiscard]] PairedView& paired() { return *m_paired; }
    void exportFigure();
    void exportPoints(bool isVisibleOnly);

Q_SIGNALS:
    void problemFound(const QString& text);

private:
    QWidget* makeChartCard();
    QWidget* makeChartBar(QWidget* parent);
    QWidget* makeDifferenceCard();
    void requestCurves();
    void takeCurves(api::RunId run, RunCurves curves);
    void draw();
    void updateMetrics();
    void updateFacts();
    [[nodiscard]] std::vector<CompareLine> linesOf(const std::string& metric) const;
    [[nodiscard]] std::string metric(std::size_t chart) const;

    const Theme& m_theme;
    EngineSession& m_session;
    Selection& m_selection;
    std::vector<ComparedGroup> m_groups;
    std::map<std::int64_t, RunCurves> m_curves;
    std::set<std::int64_t> m_reading;
    std::set<std::string> m_names; ///< metrics of the chosen runs
    SettingsDifferenceModel m_differences;
    std::array<CompareChart*, 2> m_charts{};
    std::array<QComboBox*, 2> m_metrics{};
    SegmentedButtons* m_axis = nullptr;
    SegmentedButtons* m_kind = nullptr;
    QSlider* m_smoothing = nullptr;
    ElidedLabel* m_chartFacts = nullptr;
    ElidedLabel* m_differenceFacts = nullptr;
    QLabel* m_pairedTitle = nullptr;
    QTableView* m_table = nullptr;
    PairedView* m_paired = nullptr;
    QTimer m_drawTimer;
    QTimer m_readTimer;
};

} // namespace cpw::ui
