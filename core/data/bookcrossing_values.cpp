// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/bookcrossing_values.h"

#include "core/base/ascii_case.h"
#include "core/data/html_entities.h"
#include "core/data/row_reading.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::data::bookcrossing {
namespace {

constexpr std::pair<std::string_view, std::string_view> kSpellings[] = {
    {"us", "usa"},
    {"u.s", "usa"},
    {"u.s.a", "usa"},
    {"u.s. of a", "usa"},
    {"us of a", "usa"},
    {"america", "usa"},
    {"united states", "usa"},
    {"united states of america", "usa"},
    {"the united states of america", "usa"},
    {"uk", "united kingdom"},
    {"u.k", "united kingdom"},
    {"great britain", "united kingdom"},
    {"holland", "netherlands"},
    {"the netherlands", "netherlands"},
    {"nederland", "netherlands"},
    {"deutschland", "germany"},
    {"\xC3\xB6sterreich", "austria"},
    {"oesterreich", "austria"},
    {"schweiz", "switzerland"},
    {"suisse", "switzerland"},
    {"svizzera", "switzerland"},
    {"espa\xC3\xB1"
     "a",
     "spain"},
    {"espana", "spain"},
    {"italia", "italy"},
    {"brasil", "brazil"},
    {"m\xC3\xA9xico", "mexico"},
    {"p.r.china", "china"},
    {"p.r. china", "china"},
    {"people's republic of china", "china"},
    {"nz", "new zealand"},
    {"aotearoa", "new zealand"},
    {"belgique", "belgium"},
    {"belgi\xC3\xAB", "belgium"}};

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::string withSingleBlanks(std::string_view text) {
    std::string cleaned;
    for (const char c : text) {
        if (!isBlank(c))
            cleaned.push_back(c);
        else if (!cleaned.empty() && cleaned.back() != ' ')
            cleaned.push_back(' ');
    }
    if (cleaned.ends_with(' '))
        cleaned.pop_back();
    return cleaned;
}

} // namespace

std::string cleanText(std::string_view raw, bool decodesEntities) {
    auto text = withSingleBlanks(decodesEntities ? withoutEntities(raw) : std::string(raw));
    const bool hasOddQuote = text.ends_with('"') && std::count(text.begin(), text.end(), '"') % 2 == 1;
    if (hasOddQuote || text.ends_with('\\'))
        text = withSingleBlanks(std::string_view(text).substr(0, text.size() - 1));
    return text.empty() || text == "NULL" ? kUnknown : text;
}

std::string countryOf(std::string_view cleanLocation) {
    auto part = cleanLocation.substr(cleanLocation.rfind(',') + 1);
    while (!part.empty() && !isLetter(part.front()))
        part.remove_prefix(1);
    while (!part.empty() && !isLetter(part.back()))
        part.remove_suffix(1);
    const auto country = lowered(part);
    return country.empty() || country == "n/a" ? kUnknown : country;
}

std::string_view mergedCountry(std::string_view country) {
    for (const auto& [spelling, name] : kSpellings)
        if (spelling == country)
            return name;
    return country;
}

int yearsOf(std::string_view rawAge) {
    const auto number = numberFromText(rawAge);
    return number && *number >= 0 && *number < 100'000 ? static_cast<int>(std::floor(*number)) : -1;
}

std::string ageBucket(int years) {
    if (years < 0)
        return kUnknown;
    if (years < 18)
        return "under 18";
    if (years < 25)
        return "18-24";
    if (years >= 60)
        return "60+";
    const int first = years / 5 * 5;
    return fmt::format("{}-{}", first, first + 4);
}

std::string cleanIsbn(std::string_view raw) {
    std::string isbn;
    std::copy_if(raw.begin(), raw.end(), std::back_inserter(isbn), [](char c) { return isDigit(c) || (isLetter(c) && static_cast<unsigned char>(c) < 0x80); });
    return isbn;
}

std::string publicationYear(std::string_view raw, int first, int last) {
    auto text = withSingleBlanks(raw);
    if (text.ends_with(".0"))
        text.resize(text.size() - 2);
    if (text.size() != 4 || !std::all_of(text.begin(), text.end(), isDigit))
        return kUnknown;
    const auto year = *wholeNumberFromText(text);
    return year < first || year > last ? kUnknown : text;
}

} // namespace cpw::data::bookcrossing
