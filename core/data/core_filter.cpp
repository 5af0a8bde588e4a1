// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/core_filter.h"

#include "core/base/expects.h"

#include <algorithm>

namespace cpw::data {
namespace {

using Codes = std::span<const std::int32_t>;
using Counts = std::vector<std::uint32_t>;

Counts countsOf(Codes codes) {
    Counts counts(codes.empty() ? 0 : static_cast<std::size_t>(*std::max_element(codes.begin(), codes.end())) + 1);
    for (const auto code : codes)
        ++counts[static_cast<std::size_t>(code)];
    return counts;
}

/// Leaves out the rows whose code has too few; gives how many.
std::uint64_t removeRare(Codes codes, Counts& counts, Codes others, Counts& otherCounts, int minimum, std::vector<bool>& isKept) {
    const auto least = static_cast<std::uint32_t>(std::max(minimum, 0));
    std::uint64_t removed = 0;
    for (std::size_t row = 0; row < codes.size(); ++row) {
        auto& count = counts[static_cast<std::size_t>(codes[row])];
        if (!isKept[row] || count >= least)
            continue;
        isKept[row] = false;
        --count;
        --otherCounts[static_cast<std::size_t>(others[row])];
        ++removed;
    }
    return removed;
}

} // namespace

CoreRows coreRows(Codes users, Codes items, CoreRule rule) {
    expects(users.size() == items.size(), "{} users and {} items", users.size(), items.size());
    CoreRows core;
    core.isKept.assign(users.size(), true);
    if (rule.users <= 1 && rule.items <= 1)
        return core;
    auto userCounts = countsOf(users), itemCounts = countsOf(items);
    for (std::uint64_t removed = 1; removed > 0; ++core.rounds) {
        removed = removeRare(users, userCounts, items, itemCounts, rule.users, core.isKept);
        removed += removeRare(items, itemCounts, users, userCounts, rule.items, core.isKept);
        core.removed += removed;
    }
    return core;
}

} // namespace cpw::data
