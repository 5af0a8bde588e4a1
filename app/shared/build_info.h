// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cpw::app {

/// What this program was built from, for the history of runs: "ClickPrompt Workbench 0.1.0, commit 1a2b3c4 with changes, GCC 12.2.0".
/// Without git at build time there is no commit in it. Made by cmake/BuildInfo.cmake.
[[nodiscard]] const char* buildInfo();

} // namespace cpw::app
