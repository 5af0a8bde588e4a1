// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/zip_directory.h"

#include <algorithm>
#include <array>

// Layout: for each file a local header and its bytes; then the directory, one header for each file; then, where 16 or 32 bits do
// not suffice, the zip64 end record and its locator; last the end record of 22 bytes and a comment.

namespace cpw::data {
namespace {

constexpr std::uint64_t kLocalHeader = 0x04034b50, kDirectoryHeader = 0x02014b50, kEndRecord = 0x06054b50;
constexpr std::uint64_t kZip64EndRecord = 0x06064b50, kZip64Locator = 0x07064b50;
constexpr std::size_t kLocalHeaderBytes = 30, kDirectoryHeaderBytes = 46, kEndBytes = 22, kLocatorBytes = 20, kZip64EndBytes = 56;
constexpr std::size_t kLongestComment = 0xffff;
constexpr std::uint64_t kAll16 = 0xffff, kAll32 = 0xffffffff; ///< the number stands in a zip64 field

/// Little-endian; the caller has checked that the bytes are there.
std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t width) {
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

struct Directory {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
    std::uint64_t entries = 0;
};

/// Backwards from the end: a comment of any text may follow the record.
Result<std::size_t> findEndRecord(std::string_view archive) {
    if (archive.size() >= kEndBytes) {
        const auto last = archive.size() - kEndBytes;
        const auto first = last > kLongestComment ? last - kLongestComment : 0;
        for (auto at = last + 1; at-- > first;)
            if (number(archive, at, 4) == kEndRecord && at + kEndBytes + number(archive, at + 20, 2) == archive.size())
                return at;
    }
    return badInput("the archive ends at byte {} without a directory; it is cut short, download it again", archive.size());
}

Result<Directory> readEnd(std::string_view archive) {
    CPW_TRY(end, findEndRecord(archive));
    Directory directory{number(archive, end + 16, 4), number(archive, end + 12, 4), number(archive, end + 10, 2)};
    const bool isZip64 = directory.begin == kAll32 || directory.size == kAll32 || directory.entries == kAll16;
    if (isZip64 && end >= kLocatorBytes && number(archive, end - kLocatorBytes, 4) == kZip64Locator) {
        const auto record = number(archive, end - kLocatorBytes + 8, 8);
        if (end < kZip64EndBytes || record > end - kZip64EndBytes || number(archive, record, 4) != kZip64EndRecord)
            return badInput("the zip64 end record is not at byte {}; the archive is damaged, download it again", record);
        directory = {number(archive, record + 48, 8), number(archive, record + 40, 8), number(archive, record + 32, 8)};
    }
    if (directory.begin > end || directory.size > end - directory.begin)
        return badInput("the directory of {} bytes at byte {} does not fit before byte {}; the archive is damaged, download it again",
                        directory.size, directory.begin, end);
    return directory;
}

/// The zip64 extra field holds, in this order, those of the numbers that did not fit.
Result<void> readZip64Field(std::string_view extra, ZipMember& member) {
    const std::array<std::uint64_t*, 3> wanted = {&member.plainBytes, &member.packedBytes, &member.header};
    if (std::none_of(wanted.begin(), wanted.end(), [](const auto* value) { return *value == kAll32; }))
        return {};
    for (std::size_t at = 0; at + 4 <= extra.size();) {
        const auto length = number(extra, at + 2, 2);
        if (length > extra.size() - at - 4)
            break;
        auto field = extra.substr(at + 4, length);
        if (number(extra, at, 2) == 1) {
            for (auto* value : wanted) {
                if (*value != kAll32 || field.size() < 8)
                    continue;
                *value = number(field, 0, 8);
                field.remove_prefix(8);
            }
            return {};
        }
        at += 4 + length;
    }
    return badInput("\"{}\" has no zip64 sizes although it needs them; the archive is damaged, download it again", member.name);
}

struct DirectoryStep {
    ZipMember member;
    std::size_t bytes = 0; ///< of the directory
};

Result<DirectoryStep> readHeader(std::string_view directory, std::uint64_t begin) {
    if (directory.size() < kDirectoryHeaderBytes || number(directory, 0, 4) != kDirectoryHeader)
        return badInput("the directory holds no entry at byte {}; the archive is damaged, download it again", begin);
    const auto nameLength = number(directory, 28, 2), extraLength = number(directory, 30, 2);
    const auto bytes = kDirectoryHeaderBytes + nameLength + extraLength + number(directory, 32, 2);
    if (bytes > directory.size())
        return badInput("the entry at byte {} is longer than the directory; the archive is damaged, download it again", begin);
    ZipMember member;
    member.name = directory.substr(kDirectoryHeaderBytes, nameLength);
    member.isEncrypted = (number(directory, 8, 2) & 1) != 0;
    member.method = static_cast<std::uint16_t>(number(directory, 10, 2));
    member.checksum = static_cast<std::uint32_t>(number(directory, 16, 4));
    member.packedBytes = number(directory, 20, 4);
    member.plainBytes = number(directory, 24, 4);
    member.header = number(directory, 42, 4);
    CPW_TRY_VOID(readZip64Field(directory.substr(kDirectoryHeaderBytes + nameLength, extraLength), member));
    return DirectoryStep{std::move(member), bytes};
}

bool isFile(std::string_view name) {
    return !name.empty() && !name.ends_with('/') && !name.starts_with("__MACOSX/") && name.find("/__MACOSX/") == std::string_view::npos;
}

} // namespace

Result<std::vector<ZipMember>> readZipDirectory(std::string_view archive) {
    CPW_TRY(directory, readEnd(archive));
    std::vector<ZipMember> members;
    auto rest = archive.substr(directory.begin, directory.size);
    for (std::uint64_t entry = 0; entry < directory.entries; ++entry) {
        CPW_TRY(step, readHeader(rest, directory.begin + directory.size - rest.size()));
        rest.remove_prefix(step.bytes);
        if (isFile(step.member.name))
            members.push_back(std::move(step.member));
    }
    return members;
}

Result<std::string_view> packedText(std::string_view archive, const ZipMember& member) {
    if (member.isEncrypted)
        return badInput("\"{}\" is encrypted; unpack the archive and give the folder", member.name);
    if (member.method != 0 && member.method != 8)
        return badInput("\"{}\" is packed by method {}, expected deflate (8) or none (0); unpack the archive and give the folder",
                        member.name, member.method);
    const auto at = member.header;
    if (at > archive.size() || archive.size() - at < kLocalHeaderBytes || number(archive, at, 4) != kLocalHeader)
        return badInput("\"{}\" is not at byte {} where the directory says; the archive is damaged, download it again", member.name, at);
    const auto begin = at + kLocalHeaderBytes + number(archive, at + 26, 2) + number(archive, at + 28, 2);
    if (begin > archive.size() || member.packedBytes > archive.size() - begin)
        return badInput("\"{}\" takes {} bytes at byte {}, but the archive has {}; it is damaged, download it again", member.name,
                        member.packedBytes, begin, archive.size());
    return archive.substr(begin, member.packedBytes);
}

} // namespace cpw::data
