// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/checkpoint.h"

#include <filesystem>

namespace cpw::train {

/// Weights that a stage has no use for and a later stage of the run takes up again: of the language side, while the CTR model is
/// trained alone. They are files in the run's folder, so that a resume and a fork find them.

/// Writes those of `weights` that `model` does not have, under the stage of the manifest. Nothing when there are none.
[[nodiscard]] Result<void> putWaiting(const std::filesystem::path& runFolder, const Manifest& manifest,
                                      const plm::NamedTensors& weights, const clickprompt::ClickPromptModel& model);
/// Adds what the last stage before `stage` that put something put, names that are there already left as they are.
[[nodiscard]] Result<void> addWaiting(const std::filesystem::path& runFolder, int stage, plm::NamedTensors& weights);
/// Takes over what stages up to `stage` of another run put.
[[nodiscard]] Result<void> linkWaiting(const std::filesystem::path& source, const std::filesystem::path& target, int stage);

} // namespace cpw::train
