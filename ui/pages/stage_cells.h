// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/run_branches.h"
#include "ui/session/run_feed.h"
#include "ui/widgets/stage_strip.h"

#include <vector>

namespace cpw::ui {

/// What a click on a cell shows.
struct StripPlace {
    std::optional<api::RunId> run; ///< none: the cell shows nothing
    int stage = 0;
    bool operator==(const StripPlace&) const = default;
};

/// The cells of a stage strip, and the place behind each.
struct StripContent {
    std::vector<StageCellContent> cells;
    std::vector<StripPlace> places;
    void add(StageCellContent cell, StripPlace place = {});
    /// -1: there is none.
    [[nodiscard]] int cellOf(const StripPlace& place) const;
};

/// Data, template, stages and evaluation of a run as it stands; the branches beside it stand beside its own first stage after
/// PA-MLM, in the order of their kinds.
[[nodiscard]] StripContent stripOf(const RunFeed& feed, const std::vector<RunBranch>& branches, const EngineSession& session);
/// The same road for a preset that has not been run: all stages of its arms, each once.
[[nodiscard]] StripContent stripOf(const std::vector<api::RunSpec>& arms);

} // namespace cpw::ui
