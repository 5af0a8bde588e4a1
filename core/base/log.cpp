// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>

namespace cpw {

std::shared_ptr<spdlog::logger> makeLogger(const std::string& name, const LogOptions& options) {
    static constexpr std::size_t kFileBytes = 5U << 20U;
    auto console = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    console->set_level(options.consoleLevel);
    console->set_pattern("%^%l%$: %v");
    auto logger = std::make_shared<spdlog::logger>(name, console);
    logger->set_level(std::min(options.consoleLevel, options.fileLevel));
    if (options.file.empty())
        return logger;
    try {
        auto file = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(options.file.string(), kFileBytes, 3);
        file->set_level(options.fileLevel);
        file->set_pattern("%Y-%m-%d %H:%M:%S.%e [%t] %l: %v");
        logger->sinks().push_back(file);
        logger->flush_on(spdlog::level::warn);
    } catch (const spdlog::spdlog_ex& error) {
        logger->warn("no log file: {}", error.what());
    }
    return logger;
}

} // namespace cpw
