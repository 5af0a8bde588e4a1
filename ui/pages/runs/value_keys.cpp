// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/value_keys.h"

#include "ui/widgets/value_axis.h"

#include <set>

namespace cpw::ui {

ShownRuns shownRuns(const GroupingQuestion& question, const std::vector<RunGroup>& groups) {
    ShownRuns shown;
    shown.settings = question.settings;
    std::set<std::string> results;
    for (const auto& group : groups)
        for (const int row : group.rows) {
            shown.runs.push_back(question.runs[static_cast<std::size_t>(row)]);
            const auto& summary = shown.runs.back()->summary;
            shown.compared.push_back({&summary, question.settingsOf(summary)});
            for (const auto& [name, value] : summary.results)
                results.insert(name);
        }
    shown.keys.assign(results.begin(), results.end());
    for (const char* fact : {"backbone", "dataset", "stages", "seed", "step", "seconds"})
        shown.keys.emplace_back(fact);
    shown.keys.insert(shown.keys.end(), question.differing.begin(), question.differing.end());
    return shown;
}

std::vector<Choice> keyChoices(const std::vector<std::string>& keys) {
    std::vector<Choice> choices;
    for (const auto& key : keys)
        choices.push_back({keyTitle(key), key, false});
    return choices;
}

} // namespace cpw::ui
