// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/rating_rules.h"

#include <algorithm>

namespace cpw::data {
namespace {

void removeRepeated(RatingLog& log, Repeats repeats, ImportReport& report) {
    const auto removed = log.removeRepeated(repeats);
    const auto* which = repeats == Repeats::Exact ? "and its value and time" : repeats == Repeats::First ? "; the first line counts" : "; the latest counts";
    noteCount(report, removed, "{} ratings repeat one of the same user and item {}; they were left out", which);
}

Result<void> removeOutsideCore(RatingLog& log, const CoreRule& core, const std::string& name, ImportReport& report) {
    const auto before = log.rows();
    const auto removed = log.removeOutsideCore(core);
    noteCount(report, removed, "{} ratings are outside the core of users with {} and items with {} ratings; they were left out", core.users, core.items);
    if (before > 0 && log.rows() == 0)
        return badInput("no rating of {} is left of {}: no user has {} ratings of items that have {}; set source_options.core_users and core_items lower", name, before,
                        std::max(core.users, 1), std::max(core.items, 1));
    return {};
}

} // namespace

Result<void> applyRules(RatingLog& log, const RatingRules& rules, const spec::DataSpec& spec, const std::string& name, ImportReport& report) {
    const LabelFilter filter(spec.label);
    removeRepeated(log, rules.repeats, report);
    if (rules.counts == CoreCounts::Labelled)
        report.rowsDroppedByLabel = log.applyLabels(filter);
    CPW_TRY_VOID(removeOutsideCore(log, rules.core, name, report));
    if (rules.counts == CoreCounts::All)
        report.rowsDroppedByLabel = log.applyLabels(filter);
    if (spec.maximumRows > 0)
        log.cutAfter(static_cast<std::size_t>(spec.maximumRows));
    report.rowsKept = log.rows();
    if (log.rows() == 0)
        return tl::unexpected(noRowsLeft(name, report, spec.label));
    return checkRowCount(log.rows(), name);
}

} // namespace cpw::data
