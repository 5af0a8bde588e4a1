// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/field_ids_file.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"
#include "core/base/hash.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace cpw::data {
namespace {

constexpr char kMagic[8] = {'C', 'P', 'W', 'I', 'D', 'S', '\0', '\0'};
constexpr std::uint32_t kIdsVersion = 1; // raise when the layout changes
constexpr std::uint32_t kOrderMark = 0x01020304;
constexpr std::size_t kBlocksGivenBack = 512;

struct Header {
    char magic[8];
    std::uint32_t version;
    std::uint32_t orderMark;
    FieldIdsKey key;
    std::uint64_t reserved[2];
    std::uint64_t hash; ///< of all above
};
static_assert(sizeof(Header) == 64);

std::uint64_t hashOf(const Header& header) {
    return hash64(&header, offsetof(Header, hash));
}

Header headerOf(const FieldIdsKey& key) {
    Header header{};
    std::memcpy(header.magic, kMagic, sizeof kMagic);
    header.version = kIdsVersion;
    header.orderMark = kOrderMark;
    header.key = key;
    header.hash = hashOf(header);
    return header;
}

std::uint64_t addBlock(std::span<const std::int32_t> ids, std::uint64_t hash) {
    return hash64(ids.data(), ids.size_bytes(), hash);
}

bool areEqual(const FieldIdsKey& one, const FieldIdsKey& other) {
    return one.rows == other.rows && one.fields == other.fields && one.encoding == other.encoding;
}

/// Bytes of a whole file; nothing where no file can be so large.
std::optional<std::size_t> fileBytes(const FieldIdsKey& key) {
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / sizeof(std::int32_t) - sizeof(Header);
    if (key.fields > 0 && key.rows > kMost / key.fields)
        return std::nullopt;
    return sizeof(Header) + key.rows * key.fields * sizeof(std::int32_t) + sizeof(std::uint64_t);
}

/// True where the file holds ids of this key.
Result<bool> readHeader(std::span<const std::byte> bytes, const FieldIdsKey& key) {
    Header header{};
    if (bytes.size() < sizeof header)
        return badInput("it is only {} bytes long", bytes.size());
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0)
        return badInput("it is not a file of ids");
    if (header.orderMark != kOrderMark)
        return badInput("it was written on a machine with the other byte order");
    if (header.version != kIdsVersion)
        return badInput("it has version {}, this program uses {}", header.version, kIdsVersion);
    if (header.hash != hashOf(header))
        return badInput("its header is damaged");
    const auto expected = fileBytes(header.key);
    if (!expected || *expected != bytes.size())
        return badInput("it is {} bytes long, expected {}", bytes.size(), expected.value_or(0));
    return areEqual(header.key, key);
}

/// Ids of whole rows, each of its field. Unsigned, so that one comparison finds both ends.
bool areOfTheirFields(std::span<const std::int32_t> ids, std::span<const EncodedField> fields) {
    bool areFine = true;
    for (std::size_t field = 0; field < fields.size(); ++field) {
        const auto offset = static_cast<std::uint32_t>(fields[field].offset);
        const auto size = static_cast<std::uint32_t>(fields[field].size);
        for (auto i = field; i < ids.size(); i += fields.size())
            areFine &= static_cast<std::uint32_t>(ids[i]) - offset < size;
    }
    return areFine;
}

Result<void> verifyIds(const Numbers<std::int32_t>& numbers, std::span<const EncodedField> fields, std::uint64_t expectedHash) {
    const auto ids = numbers.span();
    const auto block = kIdBlockRows * fields.size();
    std::uint64_t hash = 0;
    std::size_t checked = 0;
    for (std::size_t begin = 0; begin < ids.size(); begin += block) {
        const auto part = ids.subspan(begin, std::min(block, ids.size() - begin));
        hash = addBlock(part, hash);
        if (!areOfTheirFields(part, fields))
            return badInput("it holds ids that no field has");
        if (begin + part.size() - checked < kBlocksGivenBack * block)
            continue;
        numbers.giveBack(checked, begin + part.size()); // checking needed them once
        checked = begin + part.size();
    }
    numbers.giveBack(checked, ids.size());
    if (hash != expectedHash)
        return badInput("its ids are damaged");
    return {};
}

} // namespace

Result<void> writeFieldIds(const std::filesystem::path& path, const FieldIdsKey& key, const FillFieldIds& fill) {
    return writeAtomically(path, [&](FileWriter& writer) -> Result<void> {
        const auto header = headerOf(key);
        CPW_TRY_VOID(writer.write(std::as_bytes(std::span(&header, 1))));
        std::vector<std::int32_t> block(kIdBlockRows * key.fields);
        std::uint64_t hash = 0;
        for (std::size_t begin = 0; begin < key.rows; begin += kIdBlockRows) {
            const auto end = std::min<std::size_t>(begin + kIdBlockRows, key.rows);
            const auto ids = std::span(block).first((end - begin) * key.fields);
            fill(begin, end, ids);
            hash = addBlock(ids, hash);
            CPW_TRY_VOID(writer.write(std::as_bytes(ids)));
        }
        return writer.write(std::as_bytes(std::span(&hash, 1)));
    });
}

Result<std::optional<Numbers<std::int32_t>>> openFieldIds(const std::filesystem::path& path, const FieldIdsKey& key,
                                                          std::span<const EncodedField> fields) {
    expects(key.fields == fields.size(), "ids of {} fields for {}", key.fields, fields.size());
    CPW_TRY(file, MappedFile::open(path));
    const auto bytes = file->bytes();
    CPW_TRY(isWanted, readHeader(bytes, key));
    if (!isWanted)
        return std::optional<Numbers<std::int32_t>>();
    std::uint64_t hash = 0;
    std::memcpy(&hash, bytes.data() + bytes.size() - sizeof hash, sizeof hash);
    const auto* first = reinterpret_cast<const std::int32_t*>(bytes.data() + sizeof(Header));
    Numbers<std::int32_t> ids(std::span(first, key.rows * key.fields), std::move(file));
    CPW_TRY_VOID(verifyIds(ids, fields, hash));
    return std::optional(std::move(ids));
}

} // namespace cpw::data
