// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/model_opening.h"

#include "core/api/spec_json.h"

namespace cpw::cli {
namespace fs = std::filesystem;
namespace {

Result<fs::path> checkpointFolder(const ModelChoice& choice, const fs::path& runFolder) {
    if (choice.checkpoint == "best")
        return engine::findCheckpoint(runFolder, engine::CheckpointChoice::Best);
    if (choice.checkpoint == "last")
        return engine::findCheckpoint(runFolder, engine::CheckpointChoice::Last);
    std::error_code ignored;
    if (!fs::is_directory(choice.checkpoint, ignored))
        return badInput("--checkpoint {} is not a folder; expected best, last or the folder of a checkpoint", choice.checkpoint);
    return fs::path(choice.checkpoint);
}

} // namespace

void addModelOptions(CLI::App& app, ModelChoice& choice) {
    app.add_option("run", choice.run, "The run")->required();
    app.add_option("--checkpoint", choice.checkpoint, "best, last or the folder of a checkpoint of this run")->type_name("best|last|PATH");
    app.add_option("--device", choice.device, "cpu, cuda or cuda:1; that of the run when not given");
}

Result<std::unique_ptr<engine::ModelSession>> openModel(const ModelChoice& choice, CommandContext& context) {
    CPW_TRY(id, parseRunId(choice.run));
    CPW_TRY(store, context.openForReading());
    CPW_TRY(spec, store->spec(id));
    auto folder = checkpointFolder(choice, store->runFolder(id));
    if (!folder)
        return withContext(folder.error(), api::toText(id));
    CPW_TRY(session, engine::ModelSession::open(*folder, {choice.device, context.common.threads, store->cacheFolder()}));
    if (const auto found = api::specHash(session->spec()), expected = api::specHash(spec); found != expected)
        return badInput("{} is a checkpoint of another spec ({}, expected {} of {}); give the run it belongs to", folder->string(), found, expected,
                        api::toText(id));
    return session;
}

} // namespace cpw::cli
