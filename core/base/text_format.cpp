// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text_format.h"

#include <fmt/format.h>

#include <cmath>

namespace cpw {

std::string withThousands(std::int64_t value) {
    auto digits = std::to_string(value);
    const std::size_t first = value < 0 ? 1 : 0;
    for (std::size_t end = digits.size(); end > first + 3; end -= 3)
        digits.insert(end - 3, 1, ',');
    return digits;
}

std::string durationText(double seconds) {
    if (seconds < 10)
        return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 60)
        return fmt::format("{} s", whole);
    if (whole < 3600)
        return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

std::string bytesText(std::uint64_t bytes) {
    static constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; value >= 999.5 && unit < 4; ++unit)
        value /= 1000;
    return fmt::format("{:.{}f} {}", value, value < 10 && unit > 0 ? 1 : 0, kUnits[unit]);
}

} // namespace cpw
