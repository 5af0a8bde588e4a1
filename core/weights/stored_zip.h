// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace cpw::weights {

/// One file of an archive: its bytes lie as they are at `begin`.
struct ZipEntry {
    std::string_view name;   ///< points into the archive
    std::uint64_t header = 0; ///< byte of the archive where the entry's own header begins
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
    std::uint32_t checksum = 0; ///< CRC-32, not compared yet; 0: none was written
};

/// Directory of a zip archive whose files are stored without compression (zip64 too), as torch.save writes it. Checked: every
/// entry lies in the archive before the directory, none overlaps another, the name in front of the bytes is that of the
/// directory, no name is there twice. Refused: compression, encryption, several volumes, a comment or bytes behind the end.
[[nodiscard]] Result<std::vector<ZipEntry>> readStoredZip(std::span<const std::byte> archive);

/// Compares an entry's bytes with its checksum; reads all of them.
[[nodiscard]] Result<void> checkEntry(const ZipEntry& entry, std::span<const std::byte> archive);

} // namespace cpw::weights
