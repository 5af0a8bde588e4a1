// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/value_column.h"
#include "ui/models/run_grouping.h"
#include "ui/widgets/choice_button.h"

#include <string>
#include <vector>

namespace cpw::ui {

/// The runs that fit the filter, as charts of many runs take them.
struct ShownRuns {
    RunList runs;
    std::vector<compare::ComparedRun> compared; ///< borrowed from `runs` and `settings`
    std::shared_ptr<const SettingsBook> settings;
    std::vector<std::string> keys; ///< results, facts and differing settings that they have
};
[[nodiscard]] ShownRuns shownRuns(const GroupingQuestion& question, const std::vector<RunGroup>& groups);

/// The keys to choose from, by title.
[[nodiscard]] std::vector<Choice> keyChoices(const std::vector<std::string>& keys);

} // namespace cpw::ui
