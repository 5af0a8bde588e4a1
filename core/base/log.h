// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <spdlog/spdlog.h>

#include <filesystem>
#include <memory>
#include <string>

namespace cpw {

struct LogOptions {
    std::filesystem::path file; ///< rotating: 3 files of 5 MB; empty writes no file
    spdlog::level::level_enum consoleLevel = spdlog::level::info;
    spdlog::level::level_enum fileLevel = spdlog::level::debug;
};

/// One logger for a program: coloured standard error and a rotating file. Programs make it and hand it down; no library code
/// uses a global logger. A file that cannot be opened is a warning on the console, not an error.
[[nodiscard]] std::shared_ptr<spdlog::logger> makeLogger(const std::string& name, const LogOptions& options);

} // namespace cpw
