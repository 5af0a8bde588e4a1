// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_hash.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"

#include <xxhash.h>

#include <cerrno>
#include <fcntl.h>
#include <memory>
#include <unistd.h>
#include <vector>

namespace cpw {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

using HashState = std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)>;

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
    const HashState state(XXH3_createState(), &XXH3_freeState);
    expects(state && XXH3_64bits_reset(state.get()) == XXH_OK, "no state for a hash");
    std::vector<char> piece(kPiece);
    for (;;) {
        const auto count = ::read(file.number(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return tl::unexpected(systemError("read", path));
        if (count == 0)
            return XXH3_64bits_digest(state.get());
        expects(XXH3_64bits_update(state.get(), piece.data(), static_cast<std::size_t>(count)) == XXH_OK, "a hash refused its bytes");
    }
}

} // namespace cpw
