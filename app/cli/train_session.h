// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_context.h"
#include "app/cli/result_report.h"
#include "app/cli/spec_assembly.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cpw::cli {

/// Trains the runs one after the other in this process, prints their table and writes the picture of the curves when `curves`
/// is not empty. Runs after a stop or a failure are not started; what was finished is printed all the same.
[[nodiscard]] Result<void> trainAndReport(const std::vector<PlannedRun>& runs, const std::filesystem::path& curves, CommandContext& context);

/// Goes on with a stopped or interrupted run and prints its line.
[[nodiscard]] Result<void> resumeAndReport(api::RunId run, const std::filesystem::path& curves, CommandContext& context);

struct ForkRequest {
    api::RunId parent;
    std::optional<std::int64_t> step;  ///< none: the last checkpoint
    std::vector<std::string> settings; ///< "a.b=value"
    std::string name;
};
/// Trains a new run from a checkpoint of another one and prints its line.
[[nodiscard]] Result<void> forkAndReport(const ForkRequest& request, const std::filesystem::path& curves, CommandContext& context);

/// Fails unless the name ends in .svg.
[[nodiscard]] Result<void> checkCurvesPath(const std::filesystem::path& path);

/// Loss of each kind of stage and validation AUC over the epochs of a stage.
[[nodiscard]] Result<std::string> curvesPicture(const std::vector<ArmResult>& results, const api::RunStore& store);

} // namespace cpw::cli
