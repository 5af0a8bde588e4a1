// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/inflating_source.h"

#include "core/base/expects.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

namespace cpw::data {
namespace {

constexpr std::size_t kFirstWindow = std::size_t{1} << 20; ///< fits the second-level cache together with what is packed
constexpr std::size_t kPadding = 64;                      ///< readable bytes behind a window, for readers that look ahead
constexpr std::size_t kLargestInput = std::size_t{1} << 30; ///< zlib counts in 32 bits

class InflatingSource final : public ByteSource {
public:
    InflatingSource(PackedText packed, std::string name) : ByteSource(std::move(name)), m_packed(std::move(packed)) {
        const int windowBits = m_packed.isGzip ? MAX_WBITS + 16 : -MAX_WBITS;
        expects(::inflateInit2(&m_stream, windowBits) == Z_OK, "zlib has no memory for its window");
        m_isLast = false;
    }
    ~InflatingSource() override { ::inflateEnd(&m_stream); }

    Result<void> advance(std::size_t used) override {
        auto size = keep(m_window.substr(used));
        while (size < m_capacity && !m_isLast) {
            CPW_TRY(written, inflateInto(m_buffer.get() + size, m_capacity - size));
            size += written;
        }
        std::memset(m_buffer.get() + size, 0, kPadding);
        m_window = std::string_view(m_buffer.get(), size);
        return {};
    }

    std::uint64_t bytesDone(std::size_t /*used*/) const override { return m_done; }
    std::uint64_t bytesTotal() const override { return m_packed.bytes.size(); }

private:
    /// Moves what is left of the window to the front of a buffer that has at least as much room behind it.
    std::size_t keep(std::string_view rest) {
        if (m_capacity > 0 && rest.size() * 2 <= m_capacity) {
            std::memmove(m_buffer.get(), rest.data(), rest.size());
            return rest.size();
        }
        m_capacity = std::max(kFirstWindow, m_capacity * 2);
        auto larger = std::make_unique_for_overwrite<char[]>(m_capacity + kPadding);
        if (!rest.empty())
            std::memcpy(larger.get(), rest.data(), rest.size());
        m_buffer = std::move(larger);
        return rest.size();
    }

    Result<std::size_t> inflateInto(char* target, std::size_t room) {
        const auto input = m_packed.bytes.substr(m_done, kLargestInput);
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
        m_stream.avail_in = static_cast<uInt>(input.size());
        m_stream.next_out = reinterpret_cast<Bytef*>(target);
        m_stream.avail_out = static_cast<uInt>(room);
        const int state = ::inflate(&m_stream, Z_NO_FLUSH);
        m_done += input.size() - m_stream.avail_in;
        const auto written = room - m_stream.avail_out;
        m_plainBytes += written;
        if (m_packed.plainBytes)
            m_checksum = static_cast<std::uint32_t>(::crc32_z(m_checksum, reinterpret_cast<const Bytef*>(target), written));
        if (state == Z_STREAM_END)
            CPW_TRY_VOID(endStream());
        else if (state == Z_BUF_ERROR || (state == Z_OK && written == 0 && m_done == m_packed.bytes.size()))
            return badInput("{} ends at byte {} in the middle of its packed text; it is cut short, download it again", name(), place());
        else if (state != Z_OK)
            return badInput("{} is damaged near byte {} ({}); download it again", name(), place(),
                            m_stream.msg ? m_stream.msg : "packed text that cannot be read");
        return written;
    }

    /// A gzip file may hold several streams one after another, and zero bytes that tapes and downloads add.
    Result<void> endStream() {
        const auto rest = m_packed.bytes.substr(m_done);
        if (!m_packed.isGzip) {
            m_isLast = true;
            if (m_plainBytes != *m_packed.plainBytes || m_checksum != m_packed.checksum)
                return badInput("{} is damaged: {} bytes with the checksum {:08x}, expected {} with {:08x}; download the archive again",
                                name(), m_plainBytes, m_checksum, *m_packed.plainBytes, m_packed.checksum);
            return {};
        }
        m_isLast = rest.find_first_not_of('\0') == std::string_view::npos;
        if (m_isLast)
            return {};
        if (!rest.starts_with("\x1f\x8b"))
            return badInput("{} has bytes at byte {} that are not gzip, expected its end; download it again", name(), place());
        expects(::inflateReset(&m_stream) == Z_OK, "zlib cannot begin another stream");
        return {};
    }

    /// In the file on disk.
    std::uint64_t place() const {
        return static_cast<std::uint64_t>(m_packed.bytes.data() - m_packed.file->text().data()) + m_done;
    }

    PackedText m_packed;
    z_stream m_stream{};
    std::unique_ptr<char[]> m_buffer;
    std::size_t m_capacity = 0;
    std::uint64_t m_done = 0; // packed bytes
    std::uint64_t m_plainBytes = 0;
    std::uint32_t m_checksum = 0;
};

} // namespace

Result<std::unique_ptr<ByteSource>> openPacked(PackedText packed, std::string name) {
    auto source = std::make_unique<InflatingSource>(std::move(packed), std::move(name));
    CPW_TRY_VOID(source->advance(0));
    return source;
}

} // namespace cpw::data
