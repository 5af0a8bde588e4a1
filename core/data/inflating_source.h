// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mapped_file.h"
#include "core/data/byte_source.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace cpw::data {

/// Deflated bytes of a mapped file, and what is known of them.
struct PackedText {
    std::shared_ptr<const MappedFile> file;
    std::string_view bytes;               ///< of the file
    bool isGzip = false;                  ///< RFC 1952, one or more members; else a bare deflate stream
    std::optional<std::uint64_t> plainBytes; ///< of a zip member
    std::uint32_t checksum = 0;              ///< of a zip member: CRC-32 of the plain bytes
};

/// Unpacks through zlib, a window at a time; the first window is there when it returns.
[[nodiscard]] Result<std::unique_ptr<ByteSource>> openPacked(PackedText packed, std::string name);

} // namespace cpw::data
