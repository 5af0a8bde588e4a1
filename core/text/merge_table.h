// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/word_cache.h"

#include <cstdint>
#include <vector>

namespace cpw::text {

/// The merges of a byte-pair vocabulary: which two tokens become one, and in which order. Immutable once built; any thread may
/// merge.
class MergeTable {
public:
    struct Merge {
        std::int32_t left = 0;
        std::int32_t right = 0;
        std::int32_t merged = 0;
    };
    /// Rank = index; of merges of the same pair the last counts.
    explicit MergeTable(const std::vector<Merge>& merges);

    /// Merges the parts of a word in place until no pair is left: the lowest rank first, the leftmost of equals. Long words take
    /// time n log n.
    void apply(std::vector<WordPart>& parts) const;

private:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;
    struct Slot {
        std::uint64_t pair = 0;
        std::uint32_t rank = kNone;
        std::int32_t merged = -1;
    };
    static std::uint64_t keyOf(std::int32_t left, std::int32_t right) {
        return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
    }
    /// A slot with rank kNone when the pair does not merge.
    [[nodiscard]] const Slot& find(std::int32_t left, std::int32_t right) const;
    [[nodiscard]] std::size_t placeOf(std::uint64_t pair) const;
    void applyToShort(std::vector<WordPart>& parts) const;
    void applyToLong(std::vector<WordPart>& parts) const;

    std::vector<Slot> m_slots;
    std::size_t m_mask = 0;
};

} // namespace cpw::text
