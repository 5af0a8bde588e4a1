// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace cpw::exchange {

/// CRC-32C (Castagnoli) of the bytes, as in RFC 3720.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes);
/// As record files hold it: turned and shifted, because a checksum of bytes that hold checksums says little.
[[nodiscard]] std::uint32_t maskedCrc32c(std::string_view bytes);

} // namespace cpw::exchange
