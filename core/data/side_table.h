// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/value_dictionary.h"

#include <string_view>
#include <vector>

namespace cpw::data {

/// What a side file says of users or items: facts by id. Filled by one thread.
template <class Facts>
struct SideTable {
    ValueDictionary ids;
    std::vector<Facts> facts;

    /// False when the id is there already; the facts of the first stay.
    bool add(std::string_view id, Facts more) {
        const auto known = ids.size();
        if (ids.add(id) < static_cast<std::int32_t>(known))
            return false;
        facts.push_back(std::move(more));
        return true;
    }
    /// Null when the id was never added.
    [[nodiscard]] const Facts* find(std::string_view id) const {
        const auto code = ids.find(id);
        return code < 0 ? nullptr : &facts[static_cast<std::size_t>(code)];
    }
};

} // namespace cpw::data
