// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/spec/stage_spec.h"

#include <string>
#include <vector>

namespace cpw::engine {

/// Appends what is wrong with the options of a stage against each other; `path` is where the stage is ("stages.0").
void checkStage(const spec::StageSpec& stage, bool hasPrompts, const std::string& path, std::vector<Problem>& problems);

} // namespace cpw::engine
