// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// Distinct texts, each with the number of its first appearance. Open addressing over one byte arena, so that building a column
/// of a million rows allocates a few dozen times. One thread fills it; a filled one may be read by any number.
class ValueDictionary {
public:
    ValueDictionary();

    /// The code of `text`; a new text gets the next code.
    std::int32_t add(std::string_view text);
    /// Appends the code of each text, as add() would give them one after another. Their memory is asked for ahead, so that of many
    /// texts in no order the cache misses overlap.
    void appendCodes(std::span<const std::string_view> texts, std::vector<std::int32_t>& codes);
    /// -1 when `text` was never added.
    [[nodiscard]] std::int32_t find(std::string_view text) const;

    [[nodiscard]] std::size_t size() const { return m_offsets.size() - 1; }
    [[nodiscard]] std::string_view operator[](std::size_t code) const {
        return std::string_view(m_bytes).substr(m_offsets[code], m_offsets[code + 1] - m_offsets[code]);
    }
    /// Hands the texts over; the dictionary is empty afterwards.
    [[nodiscard]] StringPool takePool();

private:
    /// The hash is kept so that most unequal texts are told apart without touching the arena, and growing hashes nothing again.
    struct Slot {
        std::uint32_t hash = 0;
        std::int32_t code = -1;
    };

    [[nodiscard]] std::size_t slotOf(std::string_view text, std::uint32_t hash) const;
    [[nodiscard]] std::int32_t addHashed(std::string_view text, std::uint32_t hash);
    void fetchSlots(std::span<const std::uint32_t> hashes) const;
    void fetchOffsets(std::span<const std::uint32_t> hashes) const;
    void fetchBytes(std::span<const std::uint32_t> hashes) const;
    [[nodiscard]] std::int32_t likelyCode(std::uint32_t hash) const;
    void grow();

    std::vector<Slot> m_slots; // a power of two, at most half full
    std::vector<std::uint64_t> m_offsets;
    std::string m_bytes;
};

/// A few texts that are kept until they are looked up together. The buffers keep their memory.
class TextBatch {
public:
    void add(std::string_view text) {
        m_bytes.append(text);
        m_ends.push_back(m_bytes.size());
    }
    [[nodiscard]] std::size_t size() const { return m_ends.size(); }
    /// Their codes, to the end of `codes`; the batch is empty afterwards.
    void moveTo(ValueDictionary& dictionary, std::vector<std::int32_t>& codes);

private:
    std::string m_bytes;
    std::vector<std::size_t> m_ends;
    std::vector<std::string_view> m_texts; // while they are looked up
};

} // namespace cpw::data
