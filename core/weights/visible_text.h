// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace cpw::weights {

/// The text with '?' for every byte that is no visible letter of ASCII: foreign bytes must not steer a terminal.
[[nodiscard]] inline std::string visibleText(std::string_view text) {
    std::string visible(text);
    for (auto& letter : visible)
        if (letter <= ' ' || letter > '~')
            letter = '?';
    return visible;
}

} // namespace cpw::weights
