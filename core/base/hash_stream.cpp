// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash_stream.h"

#include "core/base/expects.h"

#include <xxhash.h>

namespace cpw {

HashStream::HashStream() : m_state(XXH3_createState()) {
    expects(m_state && XXH3_64bits_reset(m_state.get()) == XXH_OK, "no state for a hash");
}

void HashStream::add(std::span<const std::byte> bytes) {
    if (!bytes.empty())
        expects(XXH3_64bits_update(m_state.get(), bytes.data(), bytes.size()) == XXH_OK, "a hash refused its bytes");
}

std::uint64_t HashStream::value() const {
    return XXH3_64bits_digest(m_state.get());
}

void HashStream::Free::operator()(XXH3_state_s* state) const {
    XXH3_freeState(state);
}

} // namespace cpw
