// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/byte_alphabet.h"

#include "core/text/unicode.h"

#include <array>

namespace cpw::text {

namespace {

constexpr char32_t kFirstSubstitute = 0x100;
constexpr std::size_t kSubstitutes = 68;

struct Alphabet {
    std::array<char32_t, 256> letters{};
    std::array<std::uint8_t, kSubstitutes> substituted{}; ///< the byte behind U+0100 + index
};

constexpr bool isPrintable(std::size_t byte) {
    return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

constexpr Alphabet makeAlphabet() {
    Alphabet alphabet;
    std::size_t next = 0;
    for (std::size_t byte = 0; byte < 256; ++byte) {
        if (isPrintable(byte)) {
            alphabet.letters[byte] = static_cast<char32_t>(byte);
            continue;
        }
        alphabet.letters[byte] = static_cast<char32_t>(kFirstSubstitute + next);
        alphabet.substituted[next++] = static_cast<std::uint8_t>(byte);
    }
    return alphabet;
}

constexpr Alphabet kAlphabet = makeAlphabet();

} // namespace

char32_t letterOfByte(std::uint8_t byte) {
    return kAlphabet.letters[byte];
}

std::optional<std::string> bytesOfPiece(std::string_view piece) {
    std::string bytes;
    for (std::size_t at = 0; at < piece.size();) {
        const CodePoint c = decodeUtf8(piece, at);
        at += c.bytes;
        if (c.value >= kFirstSubstitute && c.value < kFirstSubstitute + kSubstitutes)
            bytes += static_cast<char>(kAlphabet.substituted[c.value - kFirstSubstitute]);
        else if (c.value < kFirstSubstitute && isPrintable(c.value))
            bytes += static_cast<char>(static_cast<std::uint8_t>(c.value));
        else
            return std::nullopt;
    }
    return bytes;
}

} // namespace cpw::text
