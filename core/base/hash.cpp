// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/hash.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace cpw {

std::uint64_t hash64(const void* bytes, std::size_t count, std::uint64_t seed) {
    return XXH3_64bits_withSeed(bytes, count, seed);
}

std::string hashText(std::uint64_t hash) {
    return fmt::format("{:016x}", hash);
}

} // namespace cpw
