// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cpw {

/// XXH3 of 64 bits; for fingerprints of files, specs and tensors, not against attackers.
[[nodiscard]] std::uint64_t hash64(const void* bytes, std::size_t count, std::uint64_t seed = 0);
[[nodiscard]] inline std::uint64_t hash64(std::string_view text, std::uint64_t seed = 0) {
    return hash64(text.data(), text.size(), seed);
}
/// A character pointer with one number could mean a count or a seed: say std::string_view(...) or give all three.
std::uint64_t hash64(const char* text, std::uint64_t number) = delete;
/// Sixteen lower-case hexadecimal digits.
[[nodiscard]] std::string hashText(std::uint64_t hash);

} // namespace cpw
