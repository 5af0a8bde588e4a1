// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/start_weights.h"

#include "core/engine/model_session.h"
#include "core/train/checkpoint.h"

namespace cpw::engine {
namespace {

Result<std::filesystem::path> folderOf(const std::string& start, const api::RunStore& store) {
    const auto run = api::runIdFromText(start);
    if (!run)
        return std::filesystem::path(start);
    CPW_TRY_VOID(store.run(*run));
    return findCheckpoint(store.runFolder(*run), CheckpointChoice::Best);
}

} // namespace

Result<std::filesystem::path> resolveStart(const api::RunSpec& spec, const api::RunStore& store) {
    const auto& start = spec.initialisation.startFrom;
    if (start.empty())
        return std::filesystem::path();
    CPW_TRY(folder, folderOf(start, store));
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(folder / "manifest.json", ignored))
        return badInput("\"{}\" is neither a run (r-0012) nor a checkpoint folder with a manifest.json; give one of them", start);
    CPW_TRY_VOID(train::readManifest(folder));
    return folder;
}

} // namespace cpw::engine
