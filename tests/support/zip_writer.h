// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/pickle_writer.h"

#include <zlib.h>

#include <functional>

namespace cpw::testing {

/// What one entry of an archive says of itself; a test changes it to something wrong.
struct ZipHeader {
    std::uint16_t flags = 0, method = 0;
    std::uint32_t checksum = 0, packed = 0, plain = 0, offset = 0;
    std::string localName, name, extra;
};
using ZipChange = std::function<void(ZipHeader&)>;

/// An archive of stored files, as a sequence of names and contents.
inline std::string zipOf(const std::vector<std::pair<std::string, std::string>>& files, const ZipChange& change = {}) {
    using pickle::bytesOf;
    std::string archive, directory;
    for (const auto& [name, content] : files) {
        ZipHeader header;
        header.localName = header.name = name;
        header.checksum = static_cast<std::uint32_t>(::crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size())));
        header.packed = header.plain = static_cast<std::uint32_t>(content.size());
        header.offset = static_cast<std::uint32_t>(archive.size());
        if (change)
            change(header);
        const auto facts = bytesOf(header.flags) + bytesOf(header.method) + std::string(4, '\0') + bytesOf(header.checksum) + bytesOf(header.packed) +
                           bytesOf(header.plain);
        archive += "PK\x03\x04" + bytesOf<std::uint16_t>(20) + facts + bytesOf(static_cast<std::uint16_t>(header.localName.size())) +
                   bytesOf<std::uint16_t>(0) + header.localName + content;
        directory += "PK\x01\x02" + bytesOf<std::uint16_t>(20) + bytesOf<std::uint16_t>(20) + facts +
                     bytesOf(static_cast<std::uint16_t>(header.name.size())) + bytesOf(static_cast<std::uint16_t>(header.extra.size())) +
                     std::string(10, '\0') + bytesOf(header.offset) + header.name + header.extra;
    }
    const auto count = bytesOf(static_cast<std::uint16_t>(files.size()));
    return archive + directory + "PK\x05\x06" + std::string(4, '\0') + count + count + bytesOf(static_cast<std::uint32_t>(directory.size())) +
           bytesOf(static_cast<std::uint32_t>(archive.size())) + std::string(2, '\0');
}

/// What torch.save writes around a pickle and its storages ("data/0", ...).
inline std::string torchArchive(const std::string& pickle, std::vector<std::pair<std::string, std::string>> more = {}) {
    std::vector<std::pair<std::string, std::string>> files = {{"model/data.pkl", pickle}, {"model/byteorder", "little"}, {"model/version", "3\n"}};
    for (auto& [name, content] : more)
        files.emplace_back("model/" + name, std::move(content));
    return zipOf(files);
}

} // namespace cpw::testing
