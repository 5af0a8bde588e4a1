// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_context.h"
#include "core/engine/model_session.h"

#include <memory>
#include <string>

namespace cpw::cli {

/// Which trained model a command works with.
struct ModelChoice {
    std::string run;
    std::string checkpoint = "best"; ///< best, last or the path of a checkpoint folder
    std::string device;
};

/// Adds the run, --checkpoint and --device.
void addModelOptions(CLI::App& app, ModelChoice& choice);

/// The model of a run of the project file.
[[nodiscard]] Result<std::unique_ptr<engine::ModelSession>> openModel(const ModelChoice& choice, CommandContext& context);

} // namespace cpw::cli
