// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_id.h"
#include "core/base/result.h"
#include "db/sqlite_store.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/logger.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace cpw::cli {

/// Options that every command has.
struct CommonOptions {
    bool isJson = false;
    bool isQuiet = false;
    std::string logLevel = "info";
    int threads = 0;
    std::filesystem::path project = "clickprompt.cpw";
};

/// What a command works with: the common options, the messages and the two outputs. Owned by main, used on the main thread.
/// Standard output belongs to results: one JSON document with --json, else text. Everything else goes to standard error.
class CommandContext {
public:
    CommonOptions common;

    /// Called once after the command line is read.
    void start();

    [[nodiscard]] spdlog::logger& log() { return *m_log; }
    /// The rotating file beside the project alone, for the engine; null when there is none.
    [[nodiscard]] std::shared_ptr<spdlog::logger> fileLog() const { return m_fileLog; }

    /// Adds the rotating log file beside the project file: for commands that work long.
    void startFileLog();

    /// The project file for writing; made when absent.
    [[nodiscard]] Result<std::unique_ptr<db::SqliteStore>> openForWriting();
    /// The project file for reading; a missing one is an error that says how to make one.
    [[nodiscard]] Result<std::unique_ptr<db::SqliteStore>> openForReading();
    /// For commands that change what is there: like openForWriting, but a missing file is an error.
    [[nodiscard]] Result<std::unique_ptr<db::SqliteStore>> openExisting();

    /// Prints `json` with --json, else what `text` returns.
    [[nodiscard]] Result<void> print(const nlohmann::json& json, const std::function<std::string()>& text);

private:
    [[nodiscard]] Result<void> expectProject() const;

    std::shared_ptr<spdlog::logger> m_log;
    std::shared_ptr<spdlog::logger> m_fileLog;
};

using Action = std::function<Result<void>()>;

/// Adds a command to `parent` with the common options. `action` runs after the whole command line was read.
class CommandRegistrar {
public:
    CommandRegistrar(CommandContext& context, Action& chosen) : m_context(context), m_chosen(chosen) {}

    CLI::App* group(CLI::App& parent, const std::string& name, const std::string& description) const;
    CLI::App* command(CLI::App& parent, const std::string& name, const std::string& description,
                                    const std::string& examples, Action action) const;
    [[nodiscard]] CommandContext& context() const { return m_context; }

private:
    CommandContext& m_context;
    Action& m_chosen;
};

/// "r-0012" or "12"; the error says what was expected.
[[nodiscard]] Result<api::RunId> parseRunId(std::string_view text);

/// "A:B", rows from A up to and without B.
struct RowRange {
    std::uint64_t first = 0;
    std::uint64_t end = 0;
};
[[nodiscard]] Result<RowRange> parseRowRange(std::string_view text);

/// "a.b=value".
struct Assignment {
    std::string path;
    std::string value;
};
[[nodiscard]] Result<Assignment> parseAssignment(std::string_view text);

/// Local time as "2026-03-01 14:05".
[[nodiscard]] std::string timeText(std::chrono::system_clock::time_point time);

} // namespace cpw::cli
