// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

struct XXH3_state_s;

namespace cpw {

/// hash64 of bytes that come in pieces: the same number as of all of them at once, whatever the pieces.
class HashStream {
public:
    HashStream();

    void add(std::span<const std::byte> bytes);
    /// Of all that was added so far.
    [[nodiscard]] std::uint64_t value() const;

private:
    struct Free {
        void operator()(XXH3_state_s* state) const;
    };
    std::unique_ptr<XXH3_state_s, Free> m_state;
};

} // namespace cpw
