// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/shared/kernel_cache.h"
#include "app/shared/one_heap.h"
#include "app/shared/passive_threads.h"
#include "app/shared/reference_kernels.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <string_view>

namespace {

using namespace cpw;
using namespace cpw::cli;

constexpr const char* kExitCodes =
    "Exit codes: 0 done, 2 wrong usage, 3 bad input, 4 the run failed, 5 the project file cannot be used, 130 stopped.\n"
    "\"clickprompt COMMAND --help\" shows the options and examples of a command.";

/// "\"shwo\" is not a command; known: list, show", or nothing when the fault is another.
std::string unknownCommand(const CLI::App& app) {
    const auto rest = app.remaining(true);
    const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
    if (commands.empty() || rest.empty() || rest.front().starts_with('-'))
        return {};
    std::string known;
    for (const auto* command : commands)
        known += (known.empty() ? "" : ", ") + command->get_name();
    return fmt::format("\"{}\" is not a command; known: {}", rest.front(), known);
}

int reportUsage(const CLI::App& program, const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) // --help and --version
        return program.exit(error);
    std::string command = "clickprompt";
    const auto* deepest = &program;
    for (auto chosen = program.get_subcommands(); !chosen.empty(); chosen = deepest->get_subcommands()) {
        deepest = chosen.front();
        command += " " + deepest->get_name();
    }
    auto message = unknownCommand(*deepest);
    if (message.empty())
        message = error.what();
    while (!message.empty() && (message.back() == '\n' || message.back() == '.'))
        message.pop_back();
    fmt::print(stderr, "error: {}; see \"{} --help\"\n", message, command);
    return exitCode(ErrorCode::Usage);
}

int runAction(CommandContext& context, const Action& action) {
    try {
        context.start();
        const auto result = action();
        if (result)
            return 0;
        if (!result.error().message.empty())
            context.log().error("{}", result.error().text());
        if (!result.error().details.empty())
            context.log().debug("{}", result.error().details);
        return exitCode(result.error().code);
    } catch (const std::exception& error) {
        fmt::print(stderr, "error: the program failed ({}); please report it with the command line\n", error.what());
        return exitCode(ErrorCode::RunFailed);
    }
}

/// Commands that compute with torch for long enough to care how its threads wait.
bool isComputing(int argc, char** argv) {
    static constexpr std::string_view kCommands[] = {"train", "resume", "fork", "evaluate", "predict", "forward", "bench", "inspect", "prompts", "errors"};
    return std::any_of(argv + std::min(1, argc), argv + argc, [](const char* argument) {
        return std::find(std::begin(kCommands), std::end(kCommands), argument) != std::end(kCommands);
    });
}

} // namespace

int main(int argc, char** argv) {
    if (isComputing(argc, argv))
        app::restartWithPassiveThreads(argv);
    app::useOneHeap();
    app::boundKernelCache();
    app::readReferenceKernels();
    CommandContext context;
    Action action;
    CLI::App program("ClickPrompt: click models and language models that train each other", "clickprompt");
    program.set_version_flag("--version", CPW_VERSION);
    program.require_subcommand(1);
    program.footer(kExitCodes);
    const CommandRegistrar registrar(context, action);
    addDataCommands(program, registrar);
    addTextCommands(program, registrar);
    addPlmCommands(program, registrar);
    addTrainCommands(program, registrar);
    addRunCommands(program, registrar);
    addEvaluateCommand(program, registrar);
    addModelCommands(program, registrar);
    addPredictCommand(program, registrar);
    addInspectCommands(program, registrar);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return reportUsage(program, error);
    }
    return runAction(context, action);
}
