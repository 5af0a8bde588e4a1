// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace cpw {

/// "1,234,567".
[[nodiscard]] std::string withThousands(std::int64_t value);
/// "4 min 12 s", "1 h 05 min", "0.8 s".
[[nodiscard]] std::string durationText(double seconds);
/// "318 MB", "1.2 GB"; powers of 1000.
[[nodiscard]] std::string bytesText(std::uint64_t bytes);

} // namespace cpw
