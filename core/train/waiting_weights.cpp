// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/waiting_weights.h"

namespace cpw::train {
namespace fs = std::filesystem;
namespace {

fs::path folderOf(const fs::path& runFolder, int stage) {
    return runFolder / "waiting" / fmt::format("stage-{}", stage + 1);
}

bool isThere(const fs::path& folder) {
    std::error_code code;
    return fs::is_directory(folder, code);
}

} // namespace

Result<void> putWaiting(const fs::path& runFolder, const Manifest& manifest, const plm::NamedTensors& weights,
                        const clickprompt::ClickPromptModel& model) {
    auto waiting = weights;
    for (const auto& item : model->named_parameters())
        waiting.erase(item.key());
    for (const auto& item : model->named_buffers())
        waiting.erase(item.key());
    if (waiting.empty())
        return {};
    return writeCheckpoint(folderOf(runFolder, manifest.stage), manifest, waiting, nullptr);
}

Result<void> addWaiting(const fs::path& runFolder, int stage, plm::NamedTensors& weights) {
    while (--stage >= 0 && !isThere(folderOf(runFolder, stage))) {
    }
    if (stage < 0)
        return {};
    CPW_TRY(waiting, readCheckpoint(folderOf(runFolder, stage), /*withOptimizer=*/false));
    weights.merge(waiting.model);
    return {};
}

Result<void> linkWaiting(const fs::path& source, const fs::path& target, int stage) {
    for (int i = 0; i <= stage; ++i) {
        if (!isThere(folderOf(source, i)))
            continue;
        CPW_TRY(manifest, readManifest(folderOf(source, i)));
        CPW_TRY_VOID(linkCheckpoint(folderOf(source, i), folderOf(target, i), manifest));
    }
    return {};
}

} // namespace cpw::train
