// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_hash.h"

#include "core/base/file_io.h"
#include "core/base/hash_stream.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace cpw {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

/// Closes with its end.
class Descriptor {
public:
    explicit Descriptor(const std::filesystem::path& path) : m_number(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~Descriptor() {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

} // namespace

Result<std::uint64_t> hashOfFile(const std::filesystem::path& path) {
    const Descriptor file(path);
    if (file.number() < 0)
        return tl::unexpected(systemError("open", path));
    HashStream hash;
    std::vector<std::byte> piece(kPiece);
    for (;;) {
        const auto count = ::read(file.number(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(systemError("read", path));
        if (count == 0)
            return hash.value();
        hash.add(std::span(piece).first(static_cast<std::size_t>(count)));
    }
}

} // namespace cpw
