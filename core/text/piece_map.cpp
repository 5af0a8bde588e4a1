// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/piece_map.h"

#include "core/base/expects.h"
#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace cpw::text {

namespace {

/// FNV-1a with another basis for continuations; mix64 before use spreads it over the table.
constexpr std::uint64_t kBasis[2] = {0xCBF29CE484222325ULL, 0x84222325CBF29CE4ULL};
constexpr std::uint64_t kPrime = 0x100000001B3ULL;

constexpr std::uint64_t step(std::uint64_t hash, char byte) { return (hash ^ static_cast<std::uint8_t>(byte)) * kPrime; }

std::uint64_t hashOf(std::string_view text, bool isContinuation) {
    std::uint64_t hash = kBasis[isContinuation ? 1 : 0];
    for (const char byte : text)
        hash = step(hash, byte);
    return hash;
}

bool isCharacterStart(char byte) { return (static_cast<std::uint8_t>(byte) & 0xC0) != 0x80; }

/// Longest prefix whose hashes are kept in one go; words have at most 100 characters of at most 4 bytes.
constexpr std::size_t kMaximumPrefix = 400;

} // namespace

PieceMap::PieceMap(const std::vector<std::string>& pieces) {
    std::size_t bytes = 0;
    for (const std::string& piece : pieces)
        bytes += piece.size();
    expects(bytes <= std::numeric_limits<std::uint32_t>::max(), "a vocabulary of {} bytes", bytes);
    m_bytes.reserve(bytes);
    m_offsets.reserve(pieces.size() + 1);
    m_offsets.push_back(0);
    for (const std::string& piece : pieces) {
        m_bytes += piece;
        m_offsets.push_back(static_cast<std::uint32_t>(m_bytes.size()));
    }
    m_slots.resize(std::bit_ceil(2 * pieces.size() + 2));
    m_mask = m_slots.size() - 1;
    for (std::size_t id = 0; id < pieces.size(); ++id)
        if (!body(piece(id)).empty())
            insert(static_cast<std::int32_t>(id));
}

void PieceMap::insert(std::int32_t id) {
    const std::string_view text = body(piece(static_cast<std::size_t>(id)));
    const bool isContinuing = isContinuation(static_cast<std::size_t>(id));
    auto& longest = m_longest[isContinuing ? 1 : 0];
    longest = std::max(longest, text.size());
    const std::uint64_t hash = mix64(hashOf(text, isContinuing));
    std::size_t at = hash & m_mask;
    while (m_slots[at].id >= 0 && piece(static_cast<std::size_t>(m_slots[at].id)) != piece(static_cast<std::size_t>(id)))
        at = (at + 1) & m_mask;
    m_slots[at] = {static_cast<std::uint32_t>(hash >> 32), id};
}

std::int32_t PieceMap::lookUp(std::uint64_t hash, std::string_view text, bool isContinuing) const {
    hash = mix64(hash);
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    for (std::size_t at = hash & m_mask; m_slots[at].id >= 0; at = (at + 1) & m_mask) {
        if (m_slots[at].tag != tag)
            continue;
        const auto id = static_cast<std::size_t>(m_slots[at].id);
        if (isContinuation(id) == isContinuing && body(piece(id)) == text)
            return m_slots[at].id;
    }
    return -1;
}

PieceMap::Match PieceMap::longest(std::string_view text, bool isContinuing) const {
    std::array<std::uint64_t, kMaximumPrefix + 1> hashes; // [i]: hash of the first i bytes
    const std::size_t limit = std::min({text.size(), m_longest[isContinuing ? 1 : 0], kMaximumPrefix});
    hashes[0] = kBasis[isContinuing ? 1 : 0];
    for (std::size_t i = 0; i < limit; ++i)
        hashes[i + 1] = step(hashes[i], text[i]);
    for (std::size_t length = limit; length > 0; --length) {
        if (length < text.size() && !isCharacterStart(text[length]))
            continue;
        if (const std::int32_t id = lookUp(hashes[length], text.substr(0, length), isContinuing); id >= 0)
            return {id, length};
    }
    return {};
}

std::int32_t PieceMap::find(std::string_view piece) const {
    const bool isContinuing = isContinued(piece);
    return lookUp(hashOf(body(piece), isContinuing), body(piece), isContinuing);
}

} // namespace cpw::text
