// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expects.h"
#include "tests/support/zip_writer.h"

#include <zlib.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cpw::testing {

/// `windowBits` as zlib has it: 31 for gzip, -15 for a bare stream.
inline std::string packed(std::string_view text, int windowBits) {
    z_stream stream{};
    expects(::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY) == Z_OK, "zlib does not start");
    std::string bytes(::deflateBound(&stream, text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
    stream.avail_out = static_cast<uInt>(bytes.size());
    expects(::deflate(&stream, Z_FINISH) == Z_STREAM_END, "zlib does not end");
    bytes.resize(stream.total_out);
    ::deflateEnd(&stream);
    return bytes;
}

inline std::string gzipOf(std::string_view text) {
    return packed(text, MAX_WBITS + 16);
}

/// An archive of deflated files, as a sequence of names and texts; `change` sees each header last.
inline std::string deflatedZipOf(const std::vector<std::pair<std::string, std::string>>& files, const ZipChange& change = {}) {
    std::vector<std::pair<std::string, std::string>> contents;
    for (const auto& [name, text] : files)
        contents.emplace_back(name, packed(text, -MAX_WBITS));
    auto next = files.begin();
    return zipOf(contents, [&](ZipHeader& header) {
        const auto& text = (next++)->second;
        header.method = 8;
        header.plain = static_cast<std::uint32_t>(text.size());
        header.checksum = static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size()));
        if (change)
            change(header);
    });
}

} // namespace cpw::testing
