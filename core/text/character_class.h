// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// The three predicates of the byte-level pattern. Hugging Face's tokenizers match it with tables of Unicode 16.0; newer code
/// points count as "other", the letters and numbers that an older ICU does not know yet are listed here.
namespace cpw::text {

enum class CharacterClass : std::uint8_t { Other, Letter, Number, Blank };

inline constexpr std::array<CharacterClass, 128> kAsciiClasses = [] {
    std::array<CharacterClass, 128> classes{};
    for (std::size_t c = 0; c < classes.size(); ++c) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            classes[c] = CharacterClass::Letter;
        else if (c >= '0' && c <= '9')
            classes[c] = CharacterClass::Number;
        else if (c == ' ' || (c >= 0x09 && c <= 0x0D))
            classes[c] = CharacterClass::Blank;
    }
    return classes;
}();

/// Categories L*, N*, the property White_Space, and the rest.
[[nodiscard]] CharacterClass classOf(char32_t c);
/// The class of the code point at `position` and its length in bytes; invalid bytes are "other", as U+FFFD is.
struct ClassifiedCharacter {
    CharacterClass kind = CharacterClass::Other;
    std::uint32_t bytes = 1;
};
[[nodiscard]] ClassifiedCharacter classifiedBeyondAscii(std::string_view text, std::size_t position);
[[nodiscard]] inline ClassifiedCharacter classifiedAt(std::string_view text, std::size_t position) {
    const auto byte = static_cast<std::uint8_t>(text[position]);
    return byte < 0x80 ? ClassifiedCharacter{kAsciiClasses[byte], 1} : classifiedBeyondAscii(text, position);
}

/// Letters, marks, decimal digits, connectors and joiners: what \w means where added tokens must be single words.
[[nodiscard]] bool isWordCharacter(char32_t c);

} // namespace cpw::text
