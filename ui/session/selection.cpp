// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/selection.h"

#include <algorithm>
#include <utility>

namespace cpw::ui {

Selection::Selection(QObject* parent) : QObject(parent) {}

void Selection::chooseRun(api::RunId run) {
    m_isFollowing = false;
    setCurrent(run);
}

void Selection::followRun(api::RunId run) {
    m_isFollowing = true;
    setCurrent(run);
}

void Selection::setCurrent(std::optional<api::RunId> run) {
    if (m_current == run)
        return;
    m_current = run;
    m_isCurrentNew = true;
    setStepCursor(std::nullopt);
    setSecondCursor(std::nullopt);
    setStepRange(std::nullopt);
    announceLater();
}

void Selection::setRuns(std::vector<api::RunId> runs) {
    if (m_runs == runs)
        return;
    m_runs = std::move(runs);
    m_areRunsNew = true;
    if (!m_runs.empty() && (!m_current || std::find(m_runs.begin(), m_runs.end(), *m_current) == m_runs.end()))
        chooseRun(m_runs.front());
    announceLater();
}

void Selection::forgetRun(api::RunId run) {
    if (std::erase(m_runs, run) > 0) {
        m_areRunsNew = true;
        announceLater();
    }
    if (m_current == run) {
        m_isFollowing = true;
        setCurrent(std::nullopt);
    }
}

void Selection::setStepCursor(std::optional<std::int64_t> step) {
    if (m_cursor == step)
        return;
    m_cursor = step;
    m_isCursorNew = true;
    announceLater();
}

void Selection::setSecondCursor(std::optional<std::int64_t> step) {
    if (m_second == step)
        return;
    m_second = step;
    m_isCursorNew = true;
    announceLater();
}

void Selection::setStepRange(std::optional<StepRange> range) {
    if (range && range->last < range->first)
        std::swap(range->first, range->last);
    if (m_range == range)
        return;
    m_range = range;
    m_isRangeNew = true;
    announceLater();
}

void Selection::setRangeStart(std::int64_t step) {
    setStepRange(StepRange{step, m_range ? std::max(m_range->last, step) : step});
}

void Selection::setRangeEnd(std::int64_t step) {
    setStepRange(StepRange{m_range ? std::min(m_range->first, step) : step, step});
}

void Selection::announceLater() {
    if (m_isAnnouncing)
        return;
    m_isAnnouncing = true;
    QMetaObject::invokeMethod(this, &Selection::announce, Qt::QueuedConnection);
}

void Selection::announce() {
    m_isAnnouncing = false;
    if (std::exchange(m_isCurrentNew, false))
        Q_EMIT currentRunChanged();
    if (std::exchange(m_areRunsNew, false))
        Q_EMIT runsChanged();
    if (std::exchange(m_isCursorNew, false))
        Q_EMIT stepCursorChanged();
    if (std::exchange(m_isRangeNew, false))
        Q_EMIT stepRangeChanged();
}

} // namespace cpw::ui
