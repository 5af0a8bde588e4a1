// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/date_text.h"

#include <charconv>
#include <chrono>

namespace cpw::data {
namespace {

constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";

/// From 1.
std::optional<unsigned> monthOf(std::string_view name) {
    for (unsigned month = 0; month < 12; ++month)
        if (kMonths.substr(std::size_t{3} * month, 3) == name)
            return month + 1;
    return std::nullopt;
}

/// Digits alone.
std::optional<int> digits(std::string_view text) {
    std::uint16_t number = 0; // a number without sign has none in its text either
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional<int>(number) : std::nullopt;
}

} // namespace

std::optional<std::int64_t> secondsOfDate(std::string_view text) {
    // Wed Mar 22 11:37:04 -0700 2017
    // 0   4   8  11 14 17 20    26
    if (text.size() != 30 || text[13] != ':' || text[16] != ':' || (text[20] != '-' && text[20] != '+'))
        return std::nullopt;
    const auto month = monthOf(text.substr(4, 3));
    const auto day = digits(text.substr(8, 2)), hour = digits(text.substr(11, 2)), minute = digits(text.substr(14, 2)), second = digits(text.substr(17, 2)),
               zoneHour = digits(text.substr(21, 2)), zoneMinute = digits(text.substr(23, 2)), year = digits(text.substr(26, 4));
    if (!month || !day || !hour || !minute || !second || !zoneHour || !zoneMinute || !year)
        return std::nullopt;
    using namespace std::chrono;
    const year_month_day date{std::chrono::year(*year), std::chrono::month(*month), std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    const std::int64_t zone = (*zoneHour * 60 + *zoneMinute) * 60;
    const std::int64_t local = std::int64_t{sys_days(date).time_since_epoch().count()} * 86400 + (*hour * 60 + *minute) * 60 + *second;
    return text[20] == '-' ? local + zone : local - zone;
}

} // namespace cpw::data
