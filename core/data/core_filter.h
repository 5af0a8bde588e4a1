// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cpw::data {

/// How many rows a user and an item must have; 0 and 1 ask for nothing.
struct CoreRule {
    int users = 0;
    int items = 0;
};

struct CoreRows {
    std::vector<bool> isKept;  ///< [rows]
    std::uint64_t removed = 0; ///< rows
    std::uint64_t rounds = 0;  ///< of which the last removed nothing; 0 when the rule asks for nothing
};

/// The k-core of a log of ratings: rows of users with too few rows are left out, then those of items with too few, again and again
/// until nothing changes. What is left does not depend on the order of the rows. Codes count from 0, one each for each row. Takes a
/// bit for each row and a number for each user and item, whatever the number of rounds.
[[nodiscard]] CoreRows coreRows(std::span<const std::int32_t> users, std::span<const std::int32_t> items, CoreRule rule);

} // namespace cpw::data
