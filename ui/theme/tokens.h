// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>

namespace cpw::ui {

/// Every colour of the window. The palette, the style sheet, delegates and charts take colours from here and nowhere else.
struct Tokens {
    bool isDark = false;
    QColor chrome; ///< menu bar, sidebar, status bar
    QColor page;
    QColor raised; ///< cards and fields
    QColor inset;
    QColor hover;
    QColor border;
    QColor borderStrong; ///< around controls
    QColor text, text2, text3;
    QColor grid, axis; ///< of charts
    QColor accent, accentText, accentSoft;
    QColor selection;
    QColor ok, okSoft;
    QColor warn, warnSoft;
    QColor err, errSoft;
    std::array<QColor, 8> runs; ///< lines, in fixed order
};

[[nodiscard]] Tokens lightTokens();
[[nodiscard]] Tokens darkTokens();
/// Black on white and white on black: all words at 7 : 1 or more, all borders of controls at 4.5 : 1 or more.
[[nodiscard]] Tokens lightContrastTokens();
[[nodiscard]] Tokens darkContrastTokens();

/// As WCAG 2 defines it: 1 to 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

/// A share of `top` over `ground`, opaque.
[[nodiscard]] QColor blend(const QColor& ground, const QColor& top, double share);

/// Distances of the 4/8 grid and heights of controls, in pixels at scale 1.
namespace metric {
constexpr int kGap = 8;
constexpr int kCardGap = 12;
constexpr int kMargin = 16;
constexpr int kPageMargin = 24;
constexpr int kCardRadius = 6;
constexpr int kControlRadius = 4;
constexpr int kControlHeight = 28;
constexpr int kRowHeight = 26;
constexpr int kHeaderHeight = 28;
constexpr int kMenuBarHeight = 40;
constexpr int kSidebarWidth = 200;
constexpr int kSidebarCollapsedWidth = 48;
constexpr int kStatusBarHeight = 25;
} // namespace metric

} // namespace cpw::ui
