// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table_file.h"

#include "core/base/file_io.h"
#include "core/base/hash.h"
#include "core/base/hash_stream.h"
#include "core/data/row_pages.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <functional>

namespace cpw::data {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kMagic[8] = {'C', 'P', 'W', 'T', 'A', 'B', 'L', 'E'};
constexpr std::uint32_t kTableVersion = 1; // raise when the layout, or what any source reads, changes
constexpr std::uint32_t kOrderMark = 0x01020304;
constexpr std::size_t kAlignment = 64; // a cache line; more than any element needs

enum class Kind : std::uint32_t { Meta, ValueOffsets, ValueBytes, Codes, Labels, Order, Parts, Truth };

struct Header {
    char magic[8];
    std::uint32_t version;
    std::uint32_t orderMark;
    std::uint64_t sectionCount;
    std::uint64_t fileBytes;
    std::uint64_t sectionsHash;
    std::uint64_t reserved[3];
};
static_assert(sizeof(Header) == kAlignment);

struct Section {
    Kind kind;
    std::uint32_t column;
    std::uint64_t begin;
    std::uint64_t bytes;
    std::uint64_t hash;
    std::uint64_t reserved;
};
static_assert(sizeof(Section) == 40);

std::size_t aligned(std::size_t position) {
    return (position + kAlignment - 1) / kAlignment * kAlignment;
}

/// Collects the sections of a table, then writes them in one go.
class SectionWriter {
public:
    template <class T>
    void add(Kind kind, std::size_t column, std::span<const T> values) {
        const auto bytes = std::as_bytes(values);
        m_sections.push_back({kind, static_cast<std::uint32_t>(column), 0, bytes.size(), hash64(bytes.data(), bytes.size()), 0});
        m_contents.push_back(bytes);
    }

    /// `afterSection` is called when each is written.
    Result<void> write(FileWriter& writer, const std::function<void()>& afterSection) {
        std::size_t position = sizeof(Header) + m_sections.size() * sizeof(Section);
        for (auto& section : m_sections) {
            section.begin = aligned(position);
            position = section.begin + section.bytes;
        }
        Header header{};
        std::memcpy(header.magic, kMagic, sizeof kMagic);
        header.version = kTableVersion;
        header.orderMark = kOrderMark;
        header.sectionCount = m_sections.size();
        header.fileBytes = position;
        const auto sections = std::as_bytes(std::span(m_sections));
        header.sectionsHash = hash64(sections.data(), sections.size());
        CPW_TRY_VOID(writer.write(std::as_bytes(std::span(&header, 1))));
        CPW_TRY_VOID(writer.write(sections));
        position = sizeof(Header) + sections.size();
        for (std::size_t i = 0; i < m_sections.size(); ++i) {
            CPW_TRY_VOID(writer.write(std::string(m_sections[i].begin - position, '\0')));
            CPW_TRY_VOID(writer.write(m_contents[i]));
            position = m_sections[i].begin + m_sections[i].bytes;
            afterSection();
        }
        return {};
    }

private:
    std::vector<Section> m_sections;
    std::vector<std::span<const std::byte>> m_contents;
};

/// Checks and hands out the sections of a mapped file.
class SectionReader {
public:
    explicit SectionReader(std::shared_ptr<const MappedFile> file) : m_file(std::move(file)), m_bytes(m_file->bytes()) {}

    /// The header and the section table.
    Result<void> verifyHead() {
        Header header{};
        if (m_bytes.size() < sizeof header)
            return badInput("it is only {} bytes long", m_bytes.size());
        std::memcpy(&header, m_bytes.data(), sizeof header);
        if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0)
            return badInput("it is not a table file");
        if (header.orderMark != kOrderMark)
            return badInput("it was written on a machine with the other byte order");
        if (header.version != kTableVersion)
            return badInput("it has version {}, this program uses {}", header.version, kTableVersion);
        if (header.reserved[0] != 0 || header.reserved[1] != 0 || header.reserved[2] != 0)
            return badInput("its header is damaged");
        if (header.fileBytes != m_bytes.size())
            return badInput("it is {} bytes long, expected {}", m_bytes.size(), header.fileBytes);
        if (header.sectionCount > (m_bytes.size() - sizeof header) / sizeof(Section))
            return badInput("its section table is damaged");
        m_sections.resize(header.sectionCount);
        const auto tableBytes = m_bytes.subspan(sizeof header, m_sections.size() * sizeof(Section));
        if (hash64(tableBytes.data(), tableBytes.size()) != header.sectionsHash)
            return badInput("its section table is damaged");
        if (!m_sections.empty())
            std::memcpy(m_sections.data(), tableBytes.data(), tableBytes.size());
        return {};
    }

    Result<void> verifySections() const {
        std::size_t position = sizeof(Header) + m_sections.size() * sizeof(Section);
        for (std::size_t i = 0; i < m_sections.size(); ++i) {
            CPW_TRY_VOID(verifySection(i, position));
            position = m_sections[i].begin + m_sections[i].bytes;
        }
        return {};
    }

    /// The description is the first section.
    Result<void> verifyMeta() const {
        if (m_sections.empty() || m_sections.front().kind != Kind::Meta)
            return badInput("it has no description");
        return verifySection(0, sizeof(Header) + m_sections.size() * sizeof(Section));
    }

    /// Empty when there is no such section.
    template <class T>
    [[nodiscard]] std::span<const T> values(Kind kind, std::size_t column) const {
        for (const auto& section : m_sections)
            if (section.kind == kind && section.column == column)
                return {reinterpret_cast<const T*>(m_bytes.data() + section.begin), section.bytes / sizeof(T)};
        return {};
    }

    template <class T>
    [[nodiscard]] Numbers<T> numbers(Kind kind, std::size_t column = 0) const {
        return Numbers<T>(values<T>(kind, column), m_file);
    }

    [[nodiscard]] std::string_view text(Kind kind, std::size_t column = 0) const {
        const auto bytes = values<char>(kind, column);
        return {bytes.data(), bytes.size()};
    }

    [[nodiscard]] const std::shared_ptr<const MappedFile>& file() const { return m_file; }

private:
    /// `position` is where the one before it ends.
    Result<void> verifySection(std::size_t index, std::size_t position) const {
        const auto& section = m_sections[index];
        const bool isInside = section.begin == aligned(position) && section.begin <= m_bytes.size() &&
                              section.bytes <= m_bytes.size() - section.begin;
        if (!isInside || hashOf(m_bytes.subspan(section.begin, section.bytes)) != section.hash)
            return badInput("section {} is damaged", index);
        const auto gap = m_bytes.subspan(position, section.begin - position);
        if (std::ranges::any_of(gap, [](std::byte b) { return b != std::byte{}; }))
            return badInput("the gap before section {} is damaged", index);
        return {};
    }

    /// A piece at a time, because of a column at full size not everything should be in memory at once.
    [[nodiscard]] std::uint64_t hashOf(std::span<const std::byte> bytes) const {
        static constexpr std::size_t kPiece = std::size_t{16} << 20U;
        HashStream hash;
        for (std::size_t begin = 0; begin < bytes.size(); begin += kPiece) {
            const auto piece = bytes.subspan(begin, std::min(kPiece, bytes.size() - begin));
            hash.add(piece);
            m_file->giveBack(piece); // checking needed it once
        }
        return hash.value();
    }

    std::shared_ptr<const MappedFile> m_file;
    std::span<const std::byte> m_bytes;
    std::vector<Section> m_sections;
};

Result<Column> readColumn(const SectionReader& reader, std::size_t index, std::string name, std::size_t rows) {
    const auto offsets = reader.values<std::uint64_t>(Kind::ValueOffsets, index);
    const auto bytes = reader.text(Kind::ValueBytes, index);
    Column column{std::move(name), StringPool(offsets, bytes, reader.file()), reader.numbers<std::int32_t>(Kind::Codes, index)};
    const bool areOffsetsFine =
        !offsets.empty() && offsets.front() == 0 && offsets.back() == bytes.size() && std::ranges::is_sorted(offsets);
    // Unsigned, so that one comparison finds negative codes too.
    std::uint32_t largest = 0;
    visitCodes(column, [&largest](std::int32_t code) { largest = std::max(largest, static_cast<std::uint32_t>(code)); });
    column.codes.giveBack(0, column.codes.size());
    if (!areOffsetsFine || column.codes.size() != rows || (rows > 0 && largest >= column.values.size()))
        return badInput("column {} does not fit together", index);
    return column;
}

bool isNoneOrAll(std::size_t count, std::size_t rows) {
    return count == 0 || count == rows;
}

Result<Json> readMeta(const SectionReader& reader) {
    auto json = Json::parse(reader.text(Kind::Meta), nullptr, false);
    if (json.is_discarded())
        return badInput("its description is not JSON");
    return json;
}

Result<TableFile> readTable(const SectionReader& reader) {
    CPW_TRY(json, readMeta(reader));
    auto table = std::make_shared<Table>();
    table->title = json.at("title");
    table->fingerprint = json.at("fingerprint");
    table->labels = reader.numbers<float>(Kind::Labels);
    table->order = reader.numbers<std::int64_t>(Kind::Order);
    table->sourceParts = reader.numbers<std::uint8_t>(Kind::Parts);
    table->truth = reader.numbers<double>(Kind::Truth);
    const auto rows = table->rows();
    if (!isNoneOrAll(table->order.size(), rows) || !isNoneOrAll(table->sourceParts.size(), rows) ||
        !isNoneOrAll(table->truth.size(), rows))
        return badInput("its columns have different lengths");
    for (const auto& name : json.at("columns")) {
        CPW_TRY(column, readColumn(reader, table->columns.size(), name, rows));
        table->columns.push_back(std::move(column));
    }
    return TableFile{std::move(table), json.at("caller")};
}

} // namespace

Result<void> writeTableFile(const std::filesystem::path& path, const Table& table, const std::string& callerText) {
    const Json json = {
        {"title", table.title}, {"fingerprint", table.fingerprint}, {"columns", table.columnNames()}, {"caller", callerText}};
    const auto meta = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    SectionWriter sections;
    sections.add(Kind::Meta, 0, std::span<const char>(meta));
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        sections.add(Kind::ValueOffsets, i, table.columns[i].values.offsets());
        sections.add(Kind::ValueBytes, i, std::span<const char>(table.columns[i].values.bytes()));
        sections.add(Kind::Codes, i, table.columns[i].codes.span());
        table.columns[i].codes.giveBack(0, table.columns[i].codes.size()); // hashing needed it once
    }
    sections.add(Kind::Labels, 0, table.labels.span());
    sections.add(Kind::Order, 0, table.order.span());
    sections.add(Kind::Parts, 0, table.sourceParts.span());
    sections.add(Kind::Truth, 0, table.truth.span());
    return writeAtomically(path, [&sections, &table](FileWriter& writer) { return sections.write(writer, [&table] { table.giveBackRows(); }); });
}

Result<TableFileHead> readTableFileHead(const std::filesystem::path& path) {
    CPW_TRY(file, MappedFile::open(path));
    SectionReader reader(std::move(file));
    CPW_TRY_VOID(reader.verifyHead());
    CPW_TRY_VOID(reader.verifyMeta());
    CPW_TRY(json, readMeta(reader));
    try {
        return TableFileHead{json.at("title"), json.at("fingerprint"), json.at("caller")};
    } catch (const nlohmann::json::exception&) {
        return badInput("its description lacks an entry");
    }
}

Result<TableFile> openTableFile(const std::filesystem::path& path) {
    CPW_TRY(file, MappedFile::open(path));
    SectionReader reader(std::move(file));
    CPW_TRY_VOID(reader.verifyHead());
    CPW_TRY_VOID(reader.verifySections());
    try {
        return readTable(reader);
    } catch (const nlohmann::json::exception&) {
        return badInput("its description lacks an entry");
    }
}

} // namespace cpw::data
