// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "ui/session/inspect_session.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QString>

#include <chrono>
#include <cstdint>
#include <utility>

namespace cpw::ui {

/// How far the scoring of a part is, and how long the rest will take at the pace since the first word: rows that were scored before the
/// question count for nothing. GUI thread.
class ScoringPace {
public:
    void start();
    /// This long after start().
    void take(std::uint64_t scored, std::uint64_t rows, double seconds);
    [[nodiscard]] std::uint64_t scored() const { return m_scored; }
    [[nodiscard]] std::uint64_t rows() const { return m_rows; }
    [[nodiscard]] double seconds() const { return static_cast<double>(m_clock.elapsed()) / 1000; }
    /// "12 s"; empty: not known yet.
    [[nodiscard]] QString timeLeft() const;

private:
    QElapsedTimer m_clock;
    std::uint64_t m_first = 0; ///< rows that the first word told of: some may have been known
    double m_firstSeconds = 0;
    std::uint64_t m_scored = 0;
    std::uint64_t m_rows = 0;
    double m_seconds = 0;
};

/// For a question on its thread: what it tells its progress to. show(scored, rows) runs on the GUI thread, ten times a second at most,
/// and not once the question was stopped; `owner` was taken on the GUI thread.
template <class Show>
[[nodiscard]] api::ScoringProgress scoringTeller(InspectSession& session, QPointer<QObject> owner, std::stop_token stop, Show show) {
    const auto post = InspectSlot::partial(session, std::move(owner), std::move(stop),
                                           [show = std::move(show)](const std::pair<std::uint64_t, std::uint64_t>& told) { show(told.first, told.second); });
    return [post, last = std::chrono::steady_clock::time_point()](std::uint64_t scored, std::uint64_t rows) mutable {
        static constexpr std::chrono::milliseconds kBetweenWords{100};
        const auto now = std::chrono::steady_clock::now();
        if (now - last < kBetweenWords && scored < rows)
            return;
        last = now;
        post(std::pair(scored, rows));
    };
}

} // namespace cpw::ui
