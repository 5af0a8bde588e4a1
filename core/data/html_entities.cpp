// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/html_entities.h"

#include "core/data/utf8_append.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace cpw::data {
namespace {

/// U+00A0 to U+00FF, in order.
constexpr const char* kLatin1Names[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",
    "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",
    "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",
    "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",
    "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

constexpr std::pair<std::string_view, char32_t> kOtherNames[] = {
    {"amp", U'&'},        {"lt", U'<'},         {"gt", U'>'},         {"quot", U'"'},       {"apos", U'\''},      {"ndash", U'\u2013'},
    {"mdash", U'\u2014'}, {"lsquo", U'\u2018'}, {"rsquo", U'\u2019'}, {"ldquo", U'\u201C'}, {"rdquo", U'\u201D'}, {"hellip", U'\u2026'},
    {"bull", U'\u2022'},  {"trade", U'\u2122'}, {"euro", U'\u20AC'},  {"OElig", U'\u0152'}, {"oelig", U'\u0153'}, {"Scaron", U'\u0160'},
    {"scaron", U'\u0161'}};

std::optional<char32_t> numberedCharacter(std::string_view digits) {
    const bool isHexadecimal = digits.starts_with('x') || digits.starts_with('X');
    digits.remove_prefix(isHexadecimal ? 1 : 0);
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, isHexadecimal ? 16 : 10);
    const bool isCharacter = code != 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size() || !isCharacter)
        return std::nullopt;
    return static_cast<char32_t>(code);
}

std::optional<char32_t> namedCharacter(std::string_view name) {
    for (const auto& [known, character] : kOtherNames)
        if (known == name)
            return character;
    const auto found = std::find(std::begin(kLatin1Names), std::end(kLatin1Names), name);
    if (found == std::end(kLatin1Names))
        return std::nullopt;
    return static_cast<char32_t>(0xA0 + (found - std::begin(kLatin1Names)));
}

} // namespace

std::string withoutEntities(std::string_view text) {
    static constexpr std::size_t kLongestName = 10;
    std::string plain;
    for (;;) {
        const auto mark = std::min(text.find('&'), text.size());
        plain.append(text.substr(0, mark));
        text.remove_prefix(mark);
        if (text.empty())
            return plain;
        const auto end = text.substr(0, kLongestName + 2).find(';');
        const auto name = end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
        const auto character = name.starts_with('#') ? numberedCharacter(name.substr(1)) : namedCharacter(name);
        if (character)
            appendUtf8(plain, *character);
        else
            plain.push_back('&');
        text.remove_prefix(character ? end + 1 : 1);
    }
}

} // namespace cpw::data
