// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/character_class.h"

#include "core/text/unicode.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <vector>

namespace cpw::text {

namespace {

/// Found by comparing every code point with tokenizers 0.23.
constexpr std::uint8_t kPatternVersion = 16;

struct Range {
    char32_t first;
    char32_t last;
};

/// Assigned in Unicode 15.1 and 16.0.
constexpr Range kNewLetters[] = {
    {0x1C89, 0x1C8A},   {0xA7CB, 0xA7CD},   {0xA7DA, 0xA7DC},   {0x105C0, 0x105F3}, {0x10D4A, 0x10D65}, {0x10D6F, 0x10D85},
    {0x10EC2, 0x10EC4}, {0x11380, 0x11389}, {0x1138B, 0x1138B}, {0x1138E, 0x1138E}, {0x11390, 0x113B5}, {0x113B7, 0x113B7},
    {0x113D1, 0x113D1}, {0x113D3, 0x113D3}, {0x11BC0, 0x11BE0}, {0x13460, 0x143FA}, {0x16100, 0x1611D}, {0x16D40, 0x16D6C},
    {0x18CFF, 0x18CFF}, {0x1E5D0, 0x1E5ED}, {0x1E5F0, 0x1E5F0}, {0x2EBF0, 0x2EE5D}};
constexpr Range kNewNumbers[] = {{0x10D40, 0x10D49}, {0x116D0, 0x116E3}, {0x11BF0, 0x11BF9}, {0x16130, 0x16139},
                                 {0x16D70, 0x16D79}, {0x1CCF0, 0x1CCF9}, {0x1E5F1, 0x1E5FA}};
/// Marks and vowel signs of the same versions, which \w counts too.
constexpr Range kNewMarks[] = {{0x897, 0x897},     {0x10D69, 0x10D6D}, {0x10EFC, 0x10EFC}, {0x113B8, 0x113C0}, {0x113C2, 0x113C2},
                               {0x113C5, 0x113C5}, {0x113C7, 0x113CA}, {0x113CC, 0x113D0}, {0x113D2, 0x113D2}, {0x113E1, 0x113E2},
                               {0x11F5A, 0x11F5A}, {0x1611E, 0x1612F}, {0x1E5EE, 0x1E5EF}};

template <std::size_t Count>
bool isIn(const Range (&ranges)[Count], char32_t c) {
    const Range* after =
        std::upper_bound(std::begin(ranges), std::end(ranges), c, [](char32_t value, const Range& r) { return value < r.first; });
    return after != std::begin(ranges) && c <= after[-1].last;
}

bool isAssigned(char32_t c) {
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(c), age);
    return age[0] >= 1 && age[0] <= kPatternVersion;
}

CharacterClass classFromTables(char32_t c) {
    if (isWhiteSpace(c))
        return CharacterClass::Blank;
    const std::uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(c));
    if (isIn(kNewLetters, c) || ((category & U_GC_L_MASK) != 0 && isAssigned(c)))
        return CharacterClass::Letter;
    if (isIn(kNewNumbers, c) || ((category & U_GC_N_MASK) != 0 && isAssigned(c)))
        return CharacterClass::Number;
    return CharacterClass::Other;
}

/// Scripts in use lie below this; what is above is looked up one by one.
constexpr char32_t kTableEnd = 0x10000;

std::vector<CharacterClass> makeTable() {
    std::vector<CharacterClass> table(kTableEnd);
    for (char32_t c = 0; c < kTableEnd; ++c)
        table[c] = classFromTables(c);
    return table;
}

} // namespace

CharacterClass classOf(char32_t c) {
    static const std::vector<CharacterClass> kTable = makeTable();
    return c < kTableEnd ? kTable[c] : classFromTables(c);
}

ClassifiedCharacter classifiedBeyondAscii(std::string_view text, std::size_t position) {
    const CodePoint c = decodeUtf8(text, position);
    return {classOf(c.value), c.bytes};
}

bool isWordCharacter(char32_t c) {
    if (c == 0x200C || c == 0x200D)
        return true;
    if (isIn(kNewLetters, c) || isIn(kNewNumbers, c) || isIn(kNewMarks, c))
        return true;
    const std::uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(c));
    const bool isWord = (category & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) != 0 ||
                        u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_ALPHABETIC) != 0;
    return isWord && isAssigned(c);
}

} // namespace cpw::text
