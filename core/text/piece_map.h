// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::text {

/// The pieces of a vocabulary and the search for the longest one that starts a text. Open addressing over one blob of bytes; hashes
/// of all prefixes come from one pass. Immutable once built.
class PieceMap {
public:
    /// id = index; of equal pieces the last id is found. Pieces that begin with "##" continue a word.
    explicit PieceMap(const std::vector<std::string>& pieces);

    struct Match {
        std::int32_t id = -1; ///< -1: no piece starts the text
        std::size_t bytes = 0;
    };
    [[nodiscard]] Match longest(std::string_view text, bool isContinuation) const;
    /// -1 when there is no such piece; "##" as written.
    [[nodiscard]] std::int32_t find(std::string_view piece) const;
    [[nodiscard]] std::size_t size() const { return m_offsets.size() - 1; }
    [[nodiscard]] std::string_view piece(std::size_t id) const {
        return std::string_view(m_bytes).substr(m_offsets[id], m_offsets[id + 1] - m_offsets[id]);
    }
    [[nodiscard]] bool isContinuation(std::size_t id) const { return isContinued(piece(id)); }

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::int32_t id = -1;
    };
    static bool isContinued(std::string_view piece) { return piece.starts_with("##"); }
    /// A piece without its "##".
    static std::string_view body(std::string_view piece) { return isContinued(piece) ? piece.substr(2) : piece; }
    [[nodiscard]] std::int32_t lookUp(std::uint64_t hash, std::string_view text, bool isContinuation) const;
    void insert(std::int32_t id);

    std::string m_bytes;
    std::vector<std::uint32_t> m_offsets; ///< [size + 1]
    std::vector<Slot> m_slots;
    std::size_t m_mask = 0;
    std::size_t m_longest[2] = {0, 0}; ///< bytes of the longest body: word-initial, continuation
};

} // namespace cpw::text
