// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <string>

namespace cpw::cli {

/// What a progress line says at one moment.
struct ProgressState {
    std::string what;   ///< "PA-MLM"; a new one gives a new line at once
    std::string detail; ///< "epoch 3"
    double share = 0;      ///< 0 to 1
    double rowsPerSecond = 0;
    double secondsLeft = -1; ///< below 0: not known
};

enum class ProgressStyle { None, Lines, Bar };

/// Progress on standard error: one line drawn over itself on a terminal, else a plain line for each new step of the work
/// and every ten seconds.
/// Call clear() before other messages are printed. Main thread only.
class ProgressBar {
public:
    explicit ProgressBar(ProgressStyle style) : m_style(style) {}
    ~ProgressBar() { clear(); }
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// Bar on a terminal, Lines elsewhere, None when `isQuiet`.
    [[nodiscard]] static ProgressStyle styleFor(bool isQuiet);

    void show(const ProgressState& state);
    /// Takes the drawn line away.
    void clear();

private:
    void drawBar(const ProgressState& state);
    void printLine(const ProgressState& state);

    ProgressStyle m_style;
    bool m_isDrawn = false;
    std::string m_lastWhat;
    std::chrono::steady_clock::time_point m_lastLine;
};

} // namespace cpw::cli
