// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_id.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <vector>

namespace cpw::ui {

/// Steps of a run, both ends included.
struct StepRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
    [[nodiscard]] bool contains(std::int64_t step) const { return step >= first && step <= last; }
    bool operator==(const StepRange&) const = default;
};

/// The one place that knows which runs are selected, where the step cursor stands and which steps are looked at; every page reads it and none keeps a copy.
/// Owned by the window, GUI thread. Changes of one turn of the event loop are told once.
class Selection : public QObject {
    Q_OBJECT
public:
    explicit Selection(QObject* parent = nullptr);

    [[nodiscard]] std::optional<api::RunId> currentRun() const { return m_current; }
    [[nodiscard]] const std::vector<api::RunId>& runs() const { return m_runs; }
    /// True until the user chooses a run: the current run is then the one that trains.
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; }
    /// None: the cursor follows the newest step.
    [[nodiscard]] std::optional<std::int64_t> stepCursor() const { return m_cursor; }

    /// The user's choice; stops following. A new current run un-pins the cursor.
    void chooseRun(api::RunId run);
    /// The run that trains now, shown from here on.
    void followRun(api::RunId run);
    /// The user's choice too: where the current run is not among them, the first of them is it.
    void setRuns(std::vector<api::RunId> runs);
    void forgetRun(api::RunId run);
    void setStepCursor(std::optional<std::int64_t> step);
    /// The step that the cursor's is compared with; none: nothing is compared. Belongs to the current run and goes with it.
    [[nodiscard]] std::optional<std::int64_t> secondCursor() const { return m_second; }
    void setSecondCursor(std::optional<std::int64_t> step);
    /// None: all steps. Belongs to the current run and goes with it.
    [[nodiscard]] std::optional<StepRange> stepRange() const { return m_range; }
    void setStepRange(std::optional<StepRange> range);
    /// One end alone; the other stays, or is the same step when there was no range or it would lie on the wrong side.
    void setRangeStart(std::int64_t step);
    void setRangeEnd(std::int64_t step);

Q_SIGNALS:
    void currentRunChanged();
    void runsChanged();
    /// Of either cursor.
    void stepCursorChanged();
    void stepRangeChanged();

private:
    void setCurrent(std::optional<api::RunId> run);
    void announceLater();
    void announce();

    std::optional<api::RunId> m_current;
    std::vector<api::RunId> m_runs;
    std::optional<std::int64_t> m_cursor;
    std::optional<std::int64_t> m_second;
    std::optional<StepRange> m_range;
    bool m_isFollowing = true;
    bool m_isCurrentNew = false;
    bool m_areRunsNew = false;
    bool m_isCursorNew = false;
    bool m_isRangeNew = false;
    bool m_isAnnouncing = false;
};

} // namespace cpw::ui
