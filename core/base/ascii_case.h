// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace cpw {

/// A small letter for each of A to Z; every other byte stays, those of UTF-8 included. No locale is asked.
[[nodiscard]] constexpr char lowered(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

[[nodiscard]] inline std::string lowered(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        c = lowered(c);
    return small;
}

/// True for an empty part.
[[nodiscard]] inline bool containsIgnoringCase(std::string_view text, std::string_view part) {
    const auto isSame = [](char a, char b) { return lowered(a) == lowered(b); };
    return part.empty() || std::search(text.begin(), text.end(), part.begin(), part.end(), isSame) != text.end();
}

} // namespace cpw
