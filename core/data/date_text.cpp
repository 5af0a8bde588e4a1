// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/date_text.h"

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

/// Digits alone; four at most.
std::optional<int> digits(std::string_view text) {
    int number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
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
