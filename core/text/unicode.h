// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Code points and their properties as the BERT normaliser needs them. The properties come from ICU, cut to the Unicode version of
/// the tables in Hugging Face's tokenizers (8.0 for categories, 9.0 for decompositions), so that newer code points are treated as the
/// published vocabularies saw them: as plain letters.
namespace cpw::text {

struct CodePoint {
    char32_t value = 0;
    std::uint32_t bytes = 0; ///< length in the input
};

/// The code point at `position` (must be inside). Broken UTF-8 gives U+FFFD for each maximal subpart, as the W3C and the Unicode
/// standard recommend.
[[nodiscard]] CodePoint decodeUtf8(std::string_view text, std::size_t position);
void appendUtf8(std::string& text, char32_t codePoint);
[[nodiscard]] bool isValidUtf8(std::string_view text);

/// Unicode property White_Space.
[[nodiscard]] bool isWhiteSpace(char32_t c);
/// ASCII 33-47, 58-64, 91-96, 123-126 (so "$" and "+" count) and the categories P*.
[[nodiscard]] bool isPunctuation(char32_t c);
/// What BERT's clean-up removes: U+0000, U+FFFD, controls other than tab, line feed and carriage return, format characters,
/// private use.
[[nodiscard]] bool isRemovedControl(char32_t c);
/// Category Mn: what is stripped as an accent after decomposition.
[[nodiscard]] bool isNonSpacingMark(char32_t c);
/// The ideograph blocks that BERT surrounds with blanks; neither kana nor Hangul.
[[nodiscard]] bool isIdeograph(char32_t c);
/// Canonical combining class; 0 for marks that the tables do not know.
[[nodiscard]] std::uint8_t combiningClass(char32_t c);
/// Lower case of one code point without context. U+0130 alone has a lower case of two code points; it gives "i" here.
[[nodiscard]] char32_t lowerCase(char32_t c);

/// Full canonical decomposition of one code point, at most four of them.
struct Decomposition {
    char32_t values[4] = {};
    std::size_t count = 0;
};
[[nodiscard]] Decomposition decompose(char32_t c);

/// Without White_Space at both ends; inner blanks stay.
[[nodiscard]] std::string_view strippedBlanks(std::string_view text);

} // namespace cpw::text
