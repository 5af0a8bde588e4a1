// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace cpw {

/// The output function of SplitMix64 (Steele, Lea, Flood 2014): a bijection of 64 bits that passes statistical tests on counters.
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

/// Random numbers as a pure function of (seed, stream, index): no state, so a cursor alone restores any point of a run, and
/// threads may draw in any order. Streams separate purposes (shuffling, masking, dropout).
class CounterRandom {
public:
    CounterRandom(std::uint64_t seed, std::uint64_t stream)
        : m_base(mix64(seed + kGamma) + stream * 0xD1342543DE82EF95ULL) {}

    [[nodiscard]] std::uint64_t bits(std::uint64_t index) const { return mix64(m_base + (index + 1) * kGamma); }
    /// Uniform in [0, 1) with 53 bits.
    [[nodiscard]] double uniform(std::uint64_t index) const {
        return static_cast<double>(bits(index) >> 11) * (1.0 / 9007199254740992.0);
    }
    /// Uniform in [0, bound), bound below 2^32; multiply-shift, bias below bound / 2^64.
    [[nodiscard]] std::uint64_t below(std::uint64_t index, std::uint64_t bound) const {
        return static_cast<std::uint64_t>((static_cast<Wide>(bits(index)) * bound) >> 64);
    }

private:
    __extension__ using Wide = unsigned __int128; // the marker keeps -Wpedantic quiet

    static constexpr std::uint64_t kGamma = 0x9E3779B97F4A7C15ULL;
    std::uint64_t m_base;
};

/// Fisher-Yates over 0..count-1, driven by `random` from index `first` on.
[[nodiscard]] std::vector<std::uint32_t> permutation(std::uint32_t count, const CounterRandom& random, std::uint64_t first = 0);

} // namespace cpw
