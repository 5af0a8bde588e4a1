// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/byte_source.h"

#include "core/base/expects.h"
#include "core/base/mapped_file.h"
#include "core/data/inflating_source.h"
#include "core/data/raw_files.h"
#include "core/data/zip_directory.h"

#include <zlib.h>

#include <algorithm>

#include <unistd.h>

namespace cpw::data {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGzipMark = "\x1f\x8b";
constexpr std::string_view kZipMark = "PK\x03\x04";
constexpr std::string_view kEmptyZipMark = "PK\x05\x06";

/// Text that lies in memory as it is, or in a mapped file: of a large one a part after the other, because readers look through whole
/// windows.
class PlainSource final : public ByteSource {
public:
    PlainSource(std::shared_ptr<const MappedFile> file, std::string_view text, std::string name)
        : ByteSource(std::move(name)), m_file(std::move(file)), m_text(text) {
        show(m_file ? kMappedWindow : text.size());
    }

    Result<void> advance(std::size_t used) override {
        expects(!m_isLast && used <= m_window.size(), "{} bytes used of the window of {}", used, name());
        giveBack(used);
        m_begin += used;
        show(m_window.size() - used + kMappedWindow);
        return {};
    }
    std::uint64_t bytesDone(std::size_t used) const override { return m_begin + used; }
    std::uint64_t bytesTotal() const override { return m_text.size(); }
    void giveBack(std::size_t used) override;

private:
    static constexpr std::size_t kMappedWindow = kLongestRecord;

    void show(std::size_t most) {
        m_window = m_text.substr(m_begin, most);
        m_isLast = m_begin + m_window.size() == m_text.size();
    }

    std::shared_ptr<const MappedFile> m_file;
    std::string_view m_text;
    std::size_t m_begin = 0;     // of the window
    std::size_t m_givenBack = 0; // of the file, whole pages
};

void PlainSource::giveBack(std::size_t used) {
    if (!m_file)
        return; // memory of others
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const char* const begin = m_file->text().data();
    const auto end = static_cast<std::size_t>(m_window.data() + used - begin) / page * page;
    if (end <= m_givenBack)
        return;
    m_file->giveBack(m_file->bytes().subspan(m_givenBack, end - m_givenBack));
    m_givenBack = end;
}

std::string listed(const std::vector<ZipMember>& members) {
    static constexpr std::size_t kShown = 8;
    std::string names;
    for (std::size_t i = 0; i < std::min(kShown, members.size()); ++i)
        names += (i == 0 ? "" : ", ") + members[i].name;
    return members.empty() ? "nothing" : names + (members.size() > kShown ? ", ..." : "");
}

Result<ZipMember> findMember(const std::vector<ZipMember>& members, const std::string& wanted) {
    if (wanted.empty()) {
        if (members.size() == 1)
            return members.front();
        return badInput("the archive holds {} files, expected one; put the name of the file behind the path, as in "
                        "archive.zip/ratings.csv; it holds {}",
                        members.size(), listed(members));
    }
    for (const auto& member : members)
        if (member.name == wanted)
            return member;
    return badInput("the archive holds no \"{}\"; it holds {}", wanted, listed(members));
}

Result<void> checkStored(const ZipMember& member, std::string_view text) {
    const auto found = ::crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size());
    if (member.plainBytes != text.size() || found != member.checksum)
        return badInput("\"{}\" is damaged: {} bytes with the checksum {:08x}, expected {} with {:08x}; download the archive again",
                        member.name, text.size(), found, member.plainBytes, member.checksum);
    return {};
}

Result<std::unique_ptr<ByteSource>> openMember(std::shared_ptr<const MappedFile> file, const std::string& wanted) {
    CPW_TRY(members, readZipDirectory(file->text()));
    CPW_TRY(member, findMember(members, wanted));
    CPW_TRY(packed, packedText(file->text(), member));
    auto name = fs::path(member.name).filename().string();
    if (member.method != 0)
        return openPacked({std::move(file), packed, false, member.plainBytes, member.checksum}, std::move(name));
    CPW_TRY_VOID(checkStored(member, packed));
    return std::make_unique<PlainSource>(std::move(file), packed, std::move(name));
}

} // namespace

std::unique_ptr<ByteSource> ByteSource::ofText(std::string_view text, std::string name) {
    return std::make_unique<PlainSource>(nullptr, text, std::move(name));
}

Result<std::unique_ptr<ByteSource>> ByteSource::open(const fs::path& path) {
    const auto place = splitRawPath(path);
    CPW_TRY(file, MappedFile::open(place.file));
    auto name = place.file.filename().string();
    const auto text = file->text();
    if (text.starts_with(kZipMark) || text.starts_with(kEmptyZipMark)) {
        auto source = openMember(file, place.member);
        if (!source)
            return withContext(std::move(source.error()), name);
        return source;
    }
    if (!place.member.empty())
        return badInput("{} is no zip archive, so it holds no \"{}\"", place.file.string(), place.member);
    if (text.starts_with(kGzipMark))
        return openPacked({file, text, true, std::nullopt, 0}, std::move(name));
    return std::make_unique<PlainSource>(file, text, std::move(name));
}

} // namespace cpw::data
