// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/rating_log.h"
#include "core/spec/data_spec.h"

#include <algorithm>
#include <string>
#include <vector>

namespace cpw::data {

/// Which ratings of a log become rows, by the options that the sources of the big logs share.
struct RatingRules {
    Repeats repeats = Repeats::Exact;
    CoreRule core;
    CoreCounts counts = CoreCounts::All;
};

template <class Visitor>
void describe(Visitor& visit, RatingRules& o) {
    visit(o.repeats, repeatsInfo());
    visit(o.core.users, {.key = "core_users", .title = "Ratings of a user", .help = "Users with fewer are left out, and items with fewer, until nothing changes; 0 or 1: no filter.", .minimum = 0, .maximum = 1e6});
    visit(o.core.items, {.key = "core_items", .title = "Ratings of an item", .help = "Items with fewer are left out, and users with fewer, until nothing changes; 0 or 1: no filter.", .minimum = 0, .maximum = 1e6});
    visit(o.counts, coreCountsInfo());
}

/// Leaves out repeated ratings, what is outside the core, what the label rule drops, and what is over spec.maximumRows, in this
/// order (the label rule before the core where CoreCounts::Labelled). Tells each in the report. A log of which nothing is left is
/// an error that says what took the rows; `name` is the file's.
[[nodiscard]] Result<void> applyRules(RatingLog& log, const RatingRules& rules, const spec::DataSpec& spec, const std::string& name, ImportReport& report);

[[nodiscard]] inline bool isLook(const ReadContext& context) {
    return context.mostLines > 0;
}
/// A look sees too few ratings for a core.
[[nodiscard]] inline RatingRules rulesFor(RatingRules rules, const ReadContext& context) {
    if (isLook(context))
        rules.core = {};
    return rules;
}
[[nodiscard]] inline bool isNoneSet(const std::vector<bool>& flags) {
    return std::find(flags.begin(), flags.end(), true) == flags.end();
}

} // namespace cpw::data
