// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace cpw::text {

/// A token of a word: its id and where it ends in the word, in bytes.
struct WordPart {
    std::int32_t id = 0;
    std::uint32_t end = 0;
};

/// Remembers the tokens of short words in a fixed table (1 MB); a newer word takes the slot of an older one. Any thread may look
/// up and store: a slot that is being written is simply not found. It never changes a result, only the time to it.
class WordCache {
public:
    static constexpr std::size_t kMaximumBytes = 24;
    static constexpr std::size_t kMaximumParts = 8;

    WordCache();

    /// A word that is short enough to be remembered.
    class Key {
    public:
        explicit Key(std::string_view word);
        [[nodiscard]] bool isUsable() const { return m_length > 0; }

    private:
        friend class WordCache;
        std::array<std::uint64_t, 3> m_bytes{}; ///< zero-padded
        std::uint32_t m_length = 0;             ///< 0: too long
        std::uint32_t m_slot = 0;
    };
    using Parts = std::array<WordPart, kMaximumParts>;

    /// The number of parts written to the front of `parts`; 0 when the word is not remembered.
    [[nodiscard]] std::size_t find(const Key& key, Parts& parts) const;
    void store(const Key& key, std::span<const WordPart> parts) const;

private:
    /// One cache line.
    struct alignas(64) Slot {
        std::atomic<std::uint32_t> version{0}; ///< odd while a writer is inside
        std::atomic<std::uint32_t> lengths{0}; ///< bytes of the word, parts << 8
        std::array<std::atomic<std::uint64_t>, 3> word{};
        std::array<std::atomic<std::uint32_t>, kMaximumParts> parts{}; ///< id << 8 | end
    };
    static constexpr std::size_t kSlots = 16384;

    std::unique_ptr<Slot[]> m_slots;
};

} // namespace cpw::text
