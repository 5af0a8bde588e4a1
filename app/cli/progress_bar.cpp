// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_bar.h"

#include "app/cli/table_printer.h"
#include "core/base/text_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cpw::cli {
namespace {

constexpr std::chrono::seconds kLineInterval{10};
constexpr std::size_t kBarCells = 24;

std::size_t terminalWidth() {
    winsize size{};
    const bool isKnown = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return isKnown ? size.ws_col : 80;
}

std::string numbers(const ProgressState& state) {
    auto text = fmt::format("{:3.0f} %", std::floor(std::clamp(state.share, 0.0, 1.0) * 100));
    if (state.rowsPerSecond > 0)
        text += fmt::format("  {} rows/s", withThousands(std::llround(state.rowsPerSecond)));
    if (state.secondsLeft >= 0)
        text += fmt::format("  {} left", durationText(state.secondsLeft));
    return text;
}

std::string title(const ProgressState& state) {
    return state.detail.empty() ? state.what : state.what + ", " + state.detail;
}

/// Eighths of a cell, so that the bar moves evenly.
std::string bar(double share) {
    static constexpr const char* kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const auto filled = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * kBarCells * 8);
    std::string text;
    for (std::size_t i = 0; i < filled / 8; ++i)
        text += "█";
    text += kEighths[filled % 8];
    return text + std::string(kBarCells - std::min(kBarCells, displayWidth(text)), ' ');
}

} // namespace

ProgressStyle ProgressBar::styleFor(bool isQuiet) {
    if (isQuiet)
        return ProgressStyle::None;
    return ::isatty(STDERR_FILENO) != 0 ? ProgressStyle::Bar : ProgressStyle::Lines;
}

void ProgressBar::show(const ProgressState& state) {
    if (m_style == ProgressStyle::Bar)
        drawBar(state);
    else if (m_style == ProgressStyle::Lines)
        printLine(state);
}

void ProgressBar::clear() {
    if (!m_isDrawn)
        return;
    fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
    m_isDrawn = false;
}

void ProgressBar::drawBar(const ProgressState& state) {
    const auto tail = numbers(state);
    const auto width = terminalWidth() - 1;
    auto line = title(state) + "  " + tail;
    if (displayWidth(line) + kBarCells + 4 <= width)
        line = fmt::format("{}  |{}| {}", title(state), bar(state.share), tail);
    if (displayWidth(line) > width)
        line = tail.substr(0, width);
    fmt::print(stderr, "\r{}\x1b[K", line);
    std::fflush(stderr);
    m_isDrawn = true;
}

void ProgressBar::printLine(const ProgressState& state) {
    const auto now = std::chrono::steady_clock::now();
    if (state.what == m_lastWhat && now - m_lastLine < kLineInterval)
        return;
    m_lastWhat = state.what;
    m_lastLine = now;
    fmt::print(stderr, "{}  {}\n", title(state), numbers(state));
}

} // namespace cpw::cli
