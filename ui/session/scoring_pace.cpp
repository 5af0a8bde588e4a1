// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/scoring_pace.h"

#include "ui/text/format.h"

namespace cpw::ui {

void ScoringPace::start() {
    *this = {};
    m_clock.start();
}

void ScoringPace::take(std::uint64_t scored, std::uint64_t rows, double seconds) {
    if (m_first == 0) {
        m_first = scored;
        m_firstSeconds = seconds;
    }
    m_scored = scored;
    m_rows = rows;
    m_seconds = seconds;
}

QString ScoringPace::timeLeft() const {
    if (m_scored <= m_first || m_seconds <= m_firstSeconds)
        return {};
    return durationText((m_seconds - m_firstSeconds) * static_cast<double>(m_rows - m_scored) / static_cast<double>(m_scored - m_first));
}

} // namespace cpw::ui
