// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/run_feed.h"
#include "ui/widgets/stage_strip.h"

#include <vector>

namespace cpw::ui {

/// The cells of a stage strip; cells[stageOffset + i] is stage i.
struct StripContent {
    std::vector<StageCellContent> cells;
    int stageOffset = 0;
};

/// Data, template, stages and evaluation of a run as it stands.
[[nodiscard]] StripContent stripOf(const RunFeed& feed);
/// The same road for a preset that has not been run: all stages of its arms, each once.
[[nodiscard]] StripContent stripOf(const std::vector<api::RunSpec>& arms);

} // namespace cpw::ui
