// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_context.h"

#include "core/base/exact_number.h"
#include "core/base/file_io.h"
#include "core/base/log.h"

#include <cstdio>
#include <ctime>

namespace cpw::cli {
namespace fs = std::filesystem;
namespace {

spdlog::level::level_enum consoleLevel(const CommonOptions& common) {
    return common.isQuiet ? spdlog::level::err : spdlog::level::from_str(common.logLevel);
}

void addCommonOptions(CLI::App& app, CommonOptions& common) {
    static constexpr const char* kGroup = "Common options";
    app.add_flag("--json", common.isJson, "One JSON document on standard output and nothing else there")->group(kGroup);
    app.add_flag("--quiet", common.isQuiet, "Only errors on standard error, no progress")->group(kGroup);
    app.add_option("--log-level", common.logLevel, "trace, debug, info, warn, error or off")
        ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}))->group(kGroup);
    app.add_option("--threads", common.threads, "Threads for computing; 0: as the spec says, else all cores but one when there are more than two")
        ->check(CLI::Range(0, 1024))->group(kGroup);
    app.add_option("--project", common.project, "File with runs and data sets; clickprompt.cpw when not given")
        ->type_name("FILE.cpw")->group(kGroup);
}

Result<std::uint64_t> parseCount(std::string_view text, std::string_view whole) {
    const auto value = exactNumber<std::uint64_t>(text);
    if (!value)
        return fail(ErrorCode::Usage, "\"{}\" is not a range of rows; expected two numbers as FIRST:END, such as 0:100", whole);
    return *value;
}

} // namespace

void CommandContext::start() {
    m_log = makeLogger("clickprompt", {.file = {}, .consoleLevel = consoleLevel(common), .fileLevel = spdlog::level::off});
}

Result<void> CommandContext::expectProject() const {
    std::error_code ignored;
    if (fs::is_regular_file(common.project, ignored))
        return {};
    if (fs::is_directory(common.project, ignored))
        return fail(ErrorCode::Store, "{} is a folder, expected a project file; give one with --project FILE.cpw", common.project.string());
    return fail(ErrorCode::Store,
                "there is no project file {}; make one with \"clickprompt train sample --project {}\" or name another with --project",
                common.project.string(), common.project.string());
}

void CommandContext::startFileLog() {
    auto file = common.project;
    file.replace_extension(".log");
    m_log = makeLogger("clickprompt", {.file = file, .consoleLevel = consoleLevel(common), .fileLevel = spdlog::level::debug});
    if (m_log->sinks().size() < 2)
        return;
    m_fileLog = std::make_shared<spdlog::logger>("engine", m_log->sinks().back());
    m_fileLog->set_level(spdlog::level::debug);
    m_fileLog->flush_on(spdlog::level::info);
}

Result<std::unique_ptr<db::SqliteStore>> CommandContext::openForWriting() {
    return db::SqliteStore::open(common.project, db::OpenMode::ReadWrite);
}

Result<std::unique_ptr<db::SqliteStore>> CommandContext::openForReading() {
    CPW_TRY_VOID(expectProject());
    return db::SqliteStore::open(common.project, db::OpenMode::ReadOnly);
}

Result<std::unique_ptr<db::SqliteStore>> CommandContext::openExisting() {
    CPW_TRY_VOID(expectProject());
    return openForWriting();
}

Result<void> CommandContext::print(const nlohmann::json& json, const std::function<std::string()>& text) {
    auto output = common.isJson ? json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) : text();
    if (!output.empty() && output.back() != '\n')
        output += '\n';
    const bool isWritten = std::fwrite(output.data(), 1, output.size(), stdout) == output.size() && std::fflush(stdout) == 0;
    if (!isWritten)
        return tl::unexpected(systemError("write", "standard output"));
    return {};
}

CLI::App* CommandRegistrar::group(CLI::App& parent, const std::string& name, const std::string& description) const {
    auto* app = parent.add_subcommand(name, description);
    app->require_subcommand(1);
    return app;
}

CLI::App* CommandRegistrar::command(CLI::App& parent, const std::string& name, const std::string& description,
                                    const std::string& examples, Action action) const {
    auto* app = parent.add_subcommand(name, description);
    addCommonOptions(*app, m_context.common);
    app->footer("Examples:\n" + examples);
    app->callback([&chosen = m_chosen, action = std::move(action)] { chosen = action; });
    return app;
}

Result<api::RunId> parseRunId(std::string_view text) {
    if (const auto id = api::runIdFromText(text))
        return *id;
    return fail(ErrorCode::Usage, "\"{}\" is not the number of a run; expected r-0001 or 1, see \"clickprompt runs list\"", text);
}

Result<RowRange> parseRowRange(std::string_view text) {
    const auto colon = std::min(text.find(':'), text.size());
    CPW_TRY(first, parseCount(text.substr(0, colon), text));
    CPW_TRY(end, parseCount(text.substr(std::min(colon + 1, text.size())), text));
    if (first >= end)
        return fail(ErrorCode::Usage, "\"{}\" holds no row; expected the first row and the row after the last, such as 0:100", text);
    return RowRange{first, end};
}

Result<Assignment> parseAssignment(std::string_view text) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return fail(ErrorCode::Usage, "--set \"{}\" has no value; expected KEY=VALUE, such as stages.0.epochs=1", text);
    return Assignment{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

std::string timeText(std::chrono::system_clock::time_point time) {
    const auto seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    localtime_r(&seconds, &parts);
    char text[32];
    const auto length = std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts);
    return {text, length};
}

} // namespace cpw::cli
