// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace cpw {

/// The number that the whole of `text` writes as std::from_chars reads it: no blanks, no plus sign, decimal, in the range of
/// Number.
template <class Number>
[[nodiscard]] std::optional<Number> exactNumber(std::string_view text) {
    Number value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace cpw
