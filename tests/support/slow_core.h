// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace cpw::testing {

/// A rating as a look-alike wrote it.
struct MadeRating {
    std::string user, item;
    int rating = 0;
    long long time = 0;
};

/// The k-core the slow way: counts everything anew until no row goes, users and items at the same time.
inline std::vector<MadeRating> slowCore(std::vector<MadeRating> rows, std::size_t userRows, std::size_t itemRows) {
    for (;;) {
        std::map<std::string, std::size_t> users, items;
        for (const auto& row : rows) {
            ++users[row.user];
            ++items[row.item];
        }
        std::vector<MadeRating> kept;
        for (const auto& row : rows)
            if (users[row.user] >= userRows && items[row.item] >= itemRows)
                kept.push_back(row);
        if (kept.size() == rows.size())
            return rows;
        rows = std::move(kept);
    }
}

/// Without rows that are equal to an earlier one.
inline std::vector<MadeRating> withoutEqual(const std::vector<MadeRating>& rows) {
    std::set<std::tuple<std::string, std::string, int, long long>> seen;
    std::vector<MadeRating> kept;
    for (const auto& row : rows)
        if (seen.emplace(row.user, row.item, row.rating, row.time).second)
            kept.push_back(row);
    return kept;
}

} // namespace cpw::testing
