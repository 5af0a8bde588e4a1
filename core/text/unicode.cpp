// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/unicode.h"

#include "core/base/expects.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <cstring>

namespace cpw::text {

namespace {

constexpr char32_t kReplacement = 0xFFFD;
/// Unicode versions of the tables in the Rust crates behind Hugging Face's tokenizers (found by comparing every code point with
/// 0.23): categories, and decompositions with combining classes.
constexpr std::uint8_t kCategoryVersion = 8;
constexpr std::uint8_t kNormalizationVersion = 9;

bool isAssignedBy(char32_t c, std::uint8_t version) {
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(c), age);
    return age[0] >= 1 && age[0] <= version;
}

bool isAsciiAlphanumeric(char32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// How long a sequence a lead byte starts and what its second byte may be (Unicode 15, table 3-7).
struct Lead {
    std::uint32_t length = 1;
    std::uint8_t low = 0x80;
    std::uint8_t high = 0xBF;
};

Lead leadOf(std::uint8_t byte) {
    if (byte >= 0xC2 && byte <= 0xDF)
        return {2, 0x80, 0xBF};
    if (byte >= 0xE0 && byte <= 0xEF)
        return {3, static_cast<std::uint8_t>(byte == 0xE0 ? 0xA0 : 0x80), static_cast<std::uint8_t>(byte == 0xED ? 0x9F : 0xBF)};
    if (byte >= 0xF0 && byte <= 0xF4)
        return {4, static_cast<std::uint8_t>(byte == 0xF0 ? 0x90 : 0x80), static_cast<std::uint8_t>(byte == 0xF4 ? 0x8F : 0xBF)};
    return {};
}

} // namespace

CodePoint decodeUtf8(std::string_view text, std::size_t position) {
    const auto first = static_cast<std::uint8_t>(text[position]);
    if (first < 0x80)
        return {first, 1};
    const Lead lead = leadOf(first);
    if (lead.length == 1)
        return {kReplacement, 1};
    char32_t value = first & (0xFFU >> (lead.length + 1));
    for (std::uint32_t i = 1; i < lead.length; ++i) {
        if (position + i >= text.size())
            return {kReplacement, i};
        const auto byte = static_cast<std::uint8_t>(text[position + i]);
        if (byte < (i == 1 ? lead.low : 0x80) || byte > (i == 1 ? lead.high : 0xBF))
            return {kReplacement, i};
        value = (value << 6) | (byte & 0x3FU);
    }
    return {value, lead.length};
}

void appendUtf8(std::string& text, char32_t c) {
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | (c >> 6));
        text += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0 | (c >> 12));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        text += static_cast<char>(0xF0 | (c >> 18));
        text += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
    }
}

bool isValidUtf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        std::uint64_t eight = 0;
        if (i + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + i, sizeof eight);
            if ((eight & 0x8080808080808080ULL) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        const CodePoint c = decodeUtf8(text, i);
        // A real U+FFFD is the only one that is three bytes long and starts with EF.
        if (c.value == kReplacement && !(c.bytes == 3 && text[i] == '\xEF'))
            return false;
        i += c.bytes;
    }
    return true;
}

bool isWhiteSpace(char32_t c) {
    if (c < 0x80)
        return c == ' ' || (c >= 0x09 && c <= 0x0D);
    return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0;
}

bool isPunctuation(char32_t c) {
    if (c < 0x80)
        return c > 0x20 && c < 0x7F && !isAsciiAlphanumeric(c);
    // Punctuation in Unicode 8.0, a symbol and a mark since.
    if (c == 0x166D || c == 0x111C9)
        return true;
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_P_MASK) != 0 && isAssignedBy(c, kCategoryVersion);
}

bool isRemovedControl(char32_t c) {
    if (c < 0x80)
        return (c < 0x20 || c == 0x7F) && c != '\t' && c != '\n' && c != '\r';
    if (c == kReplacement)
        return true;
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK)) != 0 && isAssignedBy(c, kCategoryVersion);
}

bool isNonSpacingMark(char32_t c) {
    if (c < 0x300)
        return false;
    switch (c) {
    case 0x1734: return true;                                                   // spacing since Unicode 14
    case 0x1885: case 0x1886: case 0xA9BD: case 0x111C9: return false;          // became marks after Unicode 8.0
    default: return u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK && isAssignedBy(c, kCategoryVersion);
    }
}

bool isIdeograph(char32_t c) {
    if (c < 0x3400)
        return false;
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
           (c >= 0x2A700 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x2F800 && c <= 0x2FA1F);
}

std::uint8_t combiningClass(char32_t c) {
    if (c < 0x300)
        return 0;
    const std::uint8_t value = u_getCombiningClass(static_cast<UChar32>(c));
    return value != 0 && isAssignedBy(c, kNormalizationVersion) ? value : std::uint8_t{0};
}

char32_t lowerCase(char32_t c) {
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

Decomposition decompose(char32_t c) {
    Decomposition result;
    result.values[0] = c;
    result.count = 1;
    if (c < 0xC0)
        return result;
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* normalizer = unorm2_getNFDInstance(&status);
    expects(U_SUCCESS(status) != 0, "ICU has no canonical decomposition data: {}", u_errorName(status));
    UChar units[16];
    const std::int32_t length = unorm2_getDecomposition(normalizer, static_cast<UChar32>(c), units, 16, &status);
    if (length < 0 || !isAssignedBy(c, kNormalizationVersion))
        return result;
    expects(U_SUCCESS(status) != 0, "decomposing U+{:04X}: {}", static_cast<std::uint32_t>(c), u_errorName(status));
    result.count = 0;
    for (std::int32_t i = 0; i < length;) {
        UChar32 part = 0;
        U16_NEXT(units, i, length, part);
        expects(result.count < 4, "U+{:04X} decomposes into more than four code points", static_cast<std::uint32_t>(c));
        result.values[result.count++] = static_cast<char32_t>(part);
    }
    return result;
}

std::string_view strippedBlanks(std::string_view text) {
    std::size_t begin = text.size();
    std::size_t end = 0;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint c = decodeUtf8(text, i);
        if (!isWhiteSpace(c.value)) {
            begin = std::min(begin, i);
            end = i + c.bytes;
        }
        i += c.bytes;
    }
    return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

} // namespace cpw::text
