// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// How a text holds several values: "Action|Comedy".
struct ValueListRule {
    std::string separator = "|"; ///< not empty
    int maximum = 0;             ///< the first values that count; 0: all

    /// The values in their order, without blanks around them; empty ones and repeated ones are left out.
    [[nodiscard]] std::vector<std::string_view> split(std::string_view text) const;
    /// For sentences: "Action, Comedy".
    [[nodiscard]] std::string joined(std::string_view text) const;
};

} // namespace cpw::data
