// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/stored_zip.h"

#include "core/weights/byte_reader.h"

#include <zlib.h>

#include <algorithm>
#include <set>

// Layout: for each file a local header, its name, an extra field and the bytes; then the directory, one header for each file;
// then, where 16 or 32 bits do not suffice, the zip64 end record and its locator; last the end record of 22 bytes.

namespace cpw::weights {
namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50, kDirectoryHeader = 0x02014b50, kEndRecord = 0x06054b50;
constexpr std::uint32_t kZip64EndRecord = 0x06064b50, kZip64Locator = 0x07064b50;
constexpr std::size_t kLocalHeaderBytes = 30, kDirectoryHeaderBytes = 46, kEndBytes = 22, kLocatorBytes = 20, kZip64EndBytes = 56;
constexpr std::uint16_t kAll16 = 0xffff;
constexpr std::uint32_t kAll32 = 0xffffffff; ///< the number stands in a zip64 field

struct Directory {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
    std::uint64_t entries = 0;
};

Result<Directory> readZip64End(const ByteReader& archive) {
    const std::uint64_t locator = archive.size() - kEndBytes - kLocatorBytes;
    const auto record = archive.number<std::uint64_t>(locator + 8);
    if (archive.number<std::uint32_t>(locator + 4) != 0 || archive.number<std::uint32_t>(locator + 16) != 1)
        return badInput("the archive has several volumes, expected one file");
    if (record > locator || locator - record < kZip64EndBytes || archive.number<std::uint32_t>(record) != kZip64EndRecord)
        return badInput("the zip64 end record is not at byte {}; the file is damaged", record);
    const auto recordSize = archive.number<std::uint64_t>(record + 4); // without the 12 bytes up to here
    const Directory directory{archive.number<std::uint64_t>(record + 48), archive.number<std::uint64_t>(record + 40),
                              archive.number<std::uint64_t>(record + 32)};
    const bool isOneVolume = archive.number<std::uint32_t>(record + 16) == 0 && archive.number<std::uint32_t>(record + 20) == 0 &&
                             archive.number<std::uint64_t>(record + 24) == directory.entries;
    if (!isOneVolume)
        return badInput("the archive has several volumes, expected one file");
    if (recordSize != locator - record - 12 || directory.begin > record || directory.size != record - directory.begin)
        return badInput("the directory of {} bytes at byte {} does not end where the zip64 end record begins ({}); the file is damaged",
                        directory.size, directory.begin, record);
    return directory;
}

Result<Directory> readEnd(const ByteReader& archive) {
    if (archive.size() < kEndBytes || archive.number<std::uint32_t>(archive.size() - kEndBytes) != kEndRecord)
        return badInput("the file does not end with a zip directory; it is cut short, or bytes were appended");
    const auto end = archive.size() - kEndBytes;
    const auto volume = archive.number<std::uint16_t>(end + 4), directoryVolume = archive.number<std::uint16_t>(end + 6);
    const auto entriesHere = archive.number<std::uint16_t>(end + 8), entries = archive.number<std::uint16_t>(end + 10);
    const auto size = archive.number<std::uint32_t>(end + 12), begin = archive.number<std::uint32_t>(end + 16);
    if (archive.number<std::uint16_t>(end + 20) != 0)
        return badInput("the archive has a comment, which torch.save does not write; save the weights again");
    const bool isZip64 = end >= kLocatorBytes && archive.number<std::uint32_t>(end - kLocatorBytes) == kZip64Locator;
    if (isZip64)
        return readZip64End(archive);
    if (volume != 0 || directoryVolume != 0 || entriesHere != entries)
        return badInput("the archive has several volumes, expected one file");
    if (entries == kAll16 || size == kAll32 || begin == kAll32)
        return badInput("the zip64 end record is missing; the file is damaged");
    if (begin > end || size != end - begin)
        return badInput("the directory of {} bytes at byte {} does not end where the end record begins ({}); the file is damaged", size,
                        begin, end);
    return Directory{begin, size, entries};
}

/// What a directory header says of one file, before zip64 numbers are put in.
struct Sizes {
    std::uint64_t plain = 0;
    std::uint64_t packed = 0;
    std::uint64_t header = 0;
};

/// The zip64 extra field holds, in this order, those of the numbers that did not fit.
Result<Sizes> withZip64(Sizes sizes, const ByteReader& extra, std::string_view name) {
    constexpr std::uint16_t kZip64Field = 1;
    std::uint64_t* const wanted[] = {&sizes.plain, &sizes.packed, &sizes.header};
    if (std::none_of(std::begin(wanted), std::end(wanted), [](const auto* number) { return *number == kAll32; }))
        return sizes;
    for (std::uint64_t at = 0; extra.holds(at, 4);) {
        const auto kind = extra.number<std::uint16_t>(at), length = extra.number<std::uint16_t>(at + 2);
        if (!extra.holds(at + 4, length))
            break;
        std::uint64_t next = at + 4;
        at = next + length;
        if (kind != kZip64Field)
            continue;
        for (auto* number : wanted) {
            if (*number != kAll32)
                continue;
            if (next + 8 > at)
                return badInput("entry \"{}\" has a zip64 field of {} bytes, which is too short", name, length);
            *number = extra.number<std::uint64_t>(next);
            next += 8;
        }
        return sizes;
    }
    return badInput("entry \"{}\" has no zip64 field, although its sizes need one", name);
}

/// Finds the bytes behind the header that stands in front of them.
Result<ZipEntry> locate(const ByteReader& archive, ZipEntry entry, std::uint64_t directoryBegin) {
    const auto header = entry.header;
    if (header > directoryBegin || directoryBegin - header < kLocalHeaderBytes ||
        archive.number<std::uint32_t>(header) != kLocalHeader)
        return badInput("entry \"{}\" is not at byte {} where the directory says; the file is damaged", entry.name, header);
    const auto nameLength = archive.number<std::uint16_t>(header + 26), extraLength = archive.number<std::uint16_t>(header + 28);
    entry.begin = header + kLocalHeaderBytes + nameLength + extraLength;
    if (entry.begin > directoryBegin || directoryBegin - entry.begin < entry.size)
        return badInput("entry \"{}\" takes {} bytes at byte {}, but the directory begins at {}; the file is damaged", entry.name,
                        entry.size, entry.begin, directoryBegin);
    if (archive.number<std::uint16_t>(header + 8) != 0 || archive.text(header + kLocalHeaderBytes, nameLength) != entry.name)
        return badInput("entry \"{}\" has another name or form in front of its bytes than in the directory; the file is damaged",
                        entry.name);
    return entry;
}

/// Of ASCII; bytes of UTF-8 are none.
bool isControl(char letter) {
    const auto code = static_cast<unsigned char>(letter);
    return code < 0x20 || code == 0x7f;
}

struct DirectoryStep {
    ZipEntry entry;
    std::uint64_t bytes = 0; ///< of the directory
};

Result<DirectoryStep> readDirectoryHeader(const ByteReader& archive, std::uint64_t at, std::uint64_t end, std::uint64_t directoryBegin) {
    if (end - at < kDirectoryHeaderBytes || archive.number<std::uint32_t>(at) != kDirectoryHeader)
        return badInput("the directory holds no entry at byte {}; the file is damaged", at);
    const std::uint64_t nameLength = archive.number<std::uint16_t>(at + 28), extraLength = archive.number<std::uint16_t>(at + 30);
    const std::uint64_t bytes = kDirectoryHeaderBytes + nameLength + extraLength + archive.number<std::uint16_t>(at + 32);
    if (end - at < bytes)
        return badInput("the directory entry at byte {} is longer than the directory; the file is damaged", at);
    ZipEntry entry;
    entry.name = archive.text(at + kDirectoryHeaderBytes, nameLength);
    entry.checksum = archive.number<std::uint32_t>(at + 16);
    if (entry.name.empty() || std::any_of(entry.name.begin(), entry.name.end(), isControl))
        return badInput("the directory entry at byte {} has no visible name; the file is damaged", at);
    if ((archive.number<std::uint16_t>(at + 8) & 1U) != 0)
        return badInput("entry \"{}\" is encrypted, which torch.save does not write", entry.name);
    if (archive.number<std::uint16_t>(at + 10) != 0)
        return badInput("entry \"{}\" is compressed, expected stored bytes as torch.save writes them; save the weights again", entry.name);
    const Sizes written{archive.number<std::uint32_t>(at + 24), archive.number<std::uint32_t>(at + 20),
                        archive.number<std::uint32_t>(at + 42)};
    CPW_TRY(sizes, withZip64(written, archive.part(at + kDirectoryHeaderBytes + nameLength, extraLength), entry.name));
    if (sizes.plain != sizes.packed)
        return badInput("entry \"{}\" takes {} bytes for {}, expected the same number for stored bytes", entry.name, sizes.packed,
                        sizes.plain);
    entry.header = sizes.header;
    entry.size = sizes.plain;
    CPW_TRY(located, locate(archive, entry, directoryBegin));
    return DirectoryStep{located, bytes};
}

Result<void> checkApart(std::vector<ZipEntry> entries) {
    std::sort(entries.begin(), entries.end(), [](const ZipEntry& a, const ZipEntry& b) { return a.header < b.header; });
    for (std::size_t i = 1; i < entries.size(); ++i)
        if (entries[i].header < entries[i - 1].begin + entries[i - 1].size)
            return badInput("entries \"{}\" and \"{}\" overlap; the file is damaged", entries[i - 1].name, entries[i].name);
    return {};
}

} // namespace

Result<std::vector<ZipEntry>> readStoredZip(std::span<const std::byte> bytes) {
    const ByteReader archive(bytes);
    CPW_TRY(directory, readEnd(archive));
    const auto end = directory.begin + directory.size;
    std::vector<ZipEntry> entries;
    std::set<std::string_view> names;
    std::uint64_t at = directory.begin;
    while (at < end) {
        CPW_TRY(step, readDirectoryHeader(archive, at, end, directory.begin));
        if (!names.insert(step.entry.name).second)
            return badInput("the archive holds \"{}\" twice; the file is damaged", step.entry.name);
        entries.push_back(step.entry);
        at += step.bytes;
    }
    if (entries.size() != directory.entries)
        return badInput("the directory holds {} entries, expected {}; the file is damaged", entries.size(), directory.entries);
    CPW_TRY_VOID(checkApart(entries));
    return entries;
}

Result<void> checkEntry(const ZipEntry& entry, std::span<const std::byte> archive) {
    if (entry.checksum == 0) // torch.serialization.set_crc32_options(False) writes none
        return {};
    const auto bytes = archive.subspan(entry.begin, entry.size);
    const auto found = ::crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
    if (found != entry.checksum)
        return badInput("entry \"{}\" has the checksum {:08x}, expected {:08x}; the file is damaged, download it again", entry.name, found,
                        entry.checksum);
    return {};
}

} // namespace cpw::weights
