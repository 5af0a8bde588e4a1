// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

/// The three predicates of the byte-level pattern. Hugging Face's tokenizers match it with tables of Unicode 16.0; newer code
/// points count as "other", the letters and numbers that an older ICU does not know yet are listed here.
namespace cpw::text {

enum class CharacterClass : std::uint8_t { Other, Letter, Number, Blank };

/// Categories L*, N*, the property White_Space, and the rest.
[[nodiscard]] CharacterClass classOf(char32_t c);
/// The class of the code point at `position` and its length in bytes; invalid bytes are "other", as U+FFFD is.
struct ClassifiedCharacter {
    CharacterClass kind = CharacterClass::Other;
    std::uint32_t bytes = 1;
};
[[nodiscard]] ClassifiedCharacter classifiedAt(std::string_view text, std::size_t position);

/// Letters, marks, decimal digits, connectors and joiners: what \w means where added tokens must be single words.
[[nodiscard]] bool isWordCharacter(char32_t c);

} // namespace cpw::text
