// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cpw::text {

/// The letters in which byte-level vocabularies are written: printable bytes (33-126, 161-172, 174-255) stand for themselves, the
/// other 68 for U+0100 and up in their order, so that a space is U+0120.
[[nodiscard]] char32_t letterOfByte(std::uint8_t byte);
/// The bytes that a piece of the vocabulary stands for; nothing when it has a character outside the alphabet.
[[nodiscard]] std::optional<std::string> bytesOfPiece(std::string_view piece);

} // namespace cpw::text
