// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/data_reading.h"
#include "app/cli/dry_run.h"
#include "app/cli/table_printer.h"
#include "app/cli/train_session.h"
#include "core/api/spec_json.h"
#include "core/engine/catalog_builder.h"

namespace cpw::cli {
namespace {

using nlohmann::json;

struct TrainOptions {
    SpecRequest request;
    std::string dataset;
    std::filesystem::path curves;
    bool isDryRun = false;
};

void addTrain(CLI::App& program, const CommandRegistrar& registrar) {
    auto options = std::make_shared<TrainOptions>();
    auto& context = registrar.context();
    auto* app = registrar.command(program, "train", "Train a spec or every arm of a preset",
                                  "  clickprompt train sample\n"
                                  "  clickprompt train sample --arm with_plm --seeds 1-5 --curves curves.svg\n"
                                  "  clickprompt train my_run.json --set stages.0.epochs=2 --project runs.cpw\n"
                                  "  clickprompt train my_run.json --dry-run",
                                  [options, &context]() -> Result<void> {
                                      auto request = options->request;
                                      request.threads = context.common.threads;
                                      if (!options->dataset.empty()) {
                                          CPW_TRY(data, findData(options->dataset, context));
                                          request.data = data;
                                      }
                                      CPW_TRY(runs, planRuns(request));
                                      if (options->isDryRun)
                                          return estimateAndReport(runs, context);
                                      return trainAndReport(runs, options->curves, context);
                                  });
    auto& request = options->request;
    app->add_option("spec", request.source, "A spec in JSON (PATH.json) or the name of a preset")->required();
    app->add_option("--arm", request.arms, "Only this arm of the preset; may be given several times")->allow_extra_args(false);
    app->add_option("--set", request.settings, "An option by its path, such as stages.0.epochs=1; may be given several times")
        ->type_name("KEY=VALUE")->allow_extra_args(false);
    app->add_option("--seeds", request.seeds, "Seeds to train with: 1,2,3 or 1-5")->type_name("LIST");
    app->add_option("--device", request.device, "cpu, cuda or cuda:1");
    app->add_option("--data", options->dataset, "A data set of the project file instead of the spec's own")->type_name("NAME");
    app->add_option("--data-path", request.dataPath, "Short for --set data.path=PATH")->type_name("PATH");
    app->add_option("--curves", options->curves, "Write a picture of the curves")->type_name("FILE.svg");
    app->add_flag("--dry-run", options->isDryRun, "Train nothing: check the spec, read the data, tell what each stage needs of memory and time");
}

void addResume(CLI::App& program, const CommandRegistrar& registrar) {
    struct Options {
        std::string run;
        std::filesystem::path curves;
    };
    auto options = std::make_shared<Options>();
    auto& context = registrar.context();
    auto* app = registrar.command(program, "resume", "Go on with a stopped or interrupted run from its last checkpoint",
                                  "  clickprompt resume r-0003", [options, &context]() -> Result<void> {
                                      CPW_TRY(run, parseRunId(options->run));
                                      return resumeAndReport(run, options->curves, context);
                                  });
    app->add_option("run", options->run, "The run")->required();
    app->add_option("--curves", options->curves, "Write a picture of the curves")->type_name("FILE.svg");
}

void addFork(CLI::App& program, const CommandRegistrar& registrar) {
    struct Options {
        std::string run;
        ForkRequest request;
        std::filesystem::path curves;
    };
    auto options = std::make_shared<Options>();
    auto& context = registrar.context();
    auto* app = registrar.command(program, "fork", "Train a new run from a checkpoint of another one, with other settings",
                                  "  clickprompt fork r-0003 --set stages.1.optimizer.learning_rate_plm=1e-4\n"
                                  "  clickprompt fork r-0003 --step 840 --set stages.0.epochs=12 --name \"twice as long\"",
                                  [options, &context]() -> Result<void> {
                                      auto request = options->request;
                                      CPW_TRY(run, parseRunId(options->run));
                                      request.parent = run;
                                      return forkAndReport(request, options->curves, context);
                                  });
    app->add_option("run", options->run, "The parent; it may be training in another process")->required();
    app->add_option("--step", options->request.step, "Its checkpoint of this step, or the nearest before it; without it the last one")->type_name("N");
    app->add_option("--set", options->request.settings, "An option by its path, such as stages.0.epochs=9; may be given several times")
        ->type_name("KEY=VALUE")->allow_extra_args(false);
    app->add_option("--name", options->request.name, "Name of the new run");
    app->add_option("--curves", options->curves, "Write a picture of the curves")->type_name("FILE.svg");
}

void addCommand(CLI::App& program, const CommandRegistrar& registrar) {
    struct Options {
        std::string run;
        std::string text;
    };
    auto options = std::make_shared<Options>();
    auto& context = registrar.context();
    auto* app = registrar.command(program, "command", "Send a command to a run of another process",
                                  "  clickprompt command r-0003 pause\n"
                                  "  clickprompt command r-0003 \"set learning_rate_plm 1e-4\"",
                                  [options, &context]() -> Result<void> {
                                      CPW_TRY(id, parseRunId(options->run));
                                      CPW_TRY(command, api::commandFromText(options->text));
                                      CPW_TRY(store, context.openExisting());
                                      CPW_TRY(summary, store->run(id));
                                      using api::RunState;
                                      if (summary.state != RunState::Running && summary.state != RunState::Paused && summary.state != RunState::Waiting)
                                          return badInput("{} is {}, expected a run that is training; see \"clickprompt runs list\"", api::toText(id),
                                                          api::toText(summary.state));
                                      CPW_TRY_VOID(store->postCommand(id, command));
                                      return context.print({{"run", api::toText(id)}, {"command", api::toText(command)}}, [&] {
                                          return fmt::format("{} gets \"{}\" at its next step", api::toText(id), api::toText(command));
                                      });
                                  });
    app->add_option("run", options->run, "The run")->required();
    app->add_option("text", options->text, "The command: pause, resume, step N, set learning_rate_plm N, freeze plm, evaluate, checkpoint, stop ...")
        ->required();
}

Result<void> listPresets(CommandContext& context) {
    auto list = json::array();
    TextTable table({{"preset"}, {"arms"}, {"about"}});
    for (const auto& preset : engine::builtInPresets()) {
        auto arms = json::array();
        std::string names;
        for (const auto& arm : preset.arms) {
            arms.push_back({{"id", arm.id}, {"title", arm.title}});
            names += (names.empty() ? "" : ", ") + arm.id;
        }
        list.push_back({{"id", preset.id}, {"title", preset.title}, {"description", preset.description}, {"arms", std::move(arms)}});
        table.add({preset.id, names, preset.title});
    }
    return context.print(list, [&] { return table.text(); });
}

Result<void> showPreset(const std::string& name, const std::string& wantedArm, CommandContext& context) {
    CPW_TRY(preset, engine::findPreset(name));
    auto arms = json::object();
    for (const auto& arm : preset->arms)
        if (wantedArm.empty() || arm.id == wantedArm)
            arms[arm.id] = api::toJson(arm.spec);
    if (arms.empty())
        return fail(ErrorCode::Usage, "the preset {} has no arm \"{}\"; see \"clickprompt presets list\"", name, wantedArm);
    // One arm alone is a file for `train`.
    const auto document = wantedArm.empty() ? std::move(arms) : json(arms.begin().value());
    return context.print(document, [&] { return document.dump(2); });
}

void addPresets(CLI::App& program, const CommandRegistrar& registrar) {
    struct Options {
        std::string name;
        std::string arm;
    };
    auto options = std::make_shared<Options>();
    auto& context = registrar.context();
    auto* group = registrar.group(program, "presets", "Complete settings to start from");
    registrar.command(*group, "list", "List the presets", "  clickprompt presets list", [&context] { return listPresets(context); });
    auto* show = registrar.command(*group, "show", "Print the specs of a preset as JSON",
                                   "  clickprompt presets show sample\n"
                                   "  clickprompt presets show sample --arm with_plm > my_run.json",
                                   [options, &context] { return showPreset(options->name, options->arm, context); });
    show->add_option("name", options->name, "The preset")->required();
    show->add_option("--arm", options->arm, "One arm alone: the form that train reads");
}

} // namespace

void addTrainCommands(CLI::App& program, const CommandRegistrar& registrar) {
    addTrain(program, registrar);
    addResume(program, registrar);
    addFork(program, registrar);
    addCommand(program, registrar);
    addPresets(program, registrar);
}

} // namespace cpw::cli
