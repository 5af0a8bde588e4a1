// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// One file in a zip archive.
struct ZipMember {
    std::string name; ///< with its folders: "ml-20m/ratings.csv"
    std::uint64_t header = 0; ///< byte of the archive where the member's own header begins
    std::uint64_t packedBytes = 0;
    std::uint64_t plainBytes = 0;
    std::uint32_t checksum = 0; ///< CRC-32 of the plain bytes
    std::uint16_t method = 0;   ///< 0 stored, 8 deflated
    bool isEncrypted = false;
};

/// The files of an archive, in the order of its directory (PKWARE's APPNOTE 6.3, zip64 and comments included). Folders and the
/// resource forks that macOS adds (__MACOSX) are left out. Errors name the byte.
[[nodiscard]] Result<std::vector<ZipMember>> readZipDirectory(std::string_view archive);

/// Where the packed bytes of a member lie in the archive.
[[nodiscard]] Result<std::string_view> packedText(std::string_view archive, const ZipMember& member);

} // namespace cpw::data
