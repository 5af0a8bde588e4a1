// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_context.h"
#include "app/cli/spec_assembly.h"

#include <vector>

namespace cpw::cli {

/// `train --dry-run`: for each arm (its first seed stands for all) what the run would read, its problems, its parameters, and
/// what each stage needs of memory and time. Starts no run and writes nothing to the project file.
[[nodiscard]] Result<void> estimateAndReport(const std::vector<PlannedRun>& runs, CommandContext& context);

} // namespace cpw::cli
