// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cpw::data {

/// "Wed Mar 22 11:37:04 -0700 2017" as seconds since 1970 in UTC; the day of the week is not looked at. Years from 1 to 9999.
[[nodiscard]] std::optional<std::int64_t> secondsOfDate(std::string_view text);

} // namespace cpw::data
