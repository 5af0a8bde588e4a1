// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cpw::exchange {

/// One field of a message in Protocol Buffers' wire format. A number's bits are in `bits` whatever type it has; texts, messages and
/// packed lists are in `bytes`.
struct WireField {
    enum class Kind { Varint, Fixed64, Bytes, Fixed32 };

    std::uint32_t number = 0;
    Kind kind = Kind::Varint;
    std::uint64_t bits = 0;
    std::string_view bytes;

    [[nodiscard]] bool is(std::uint32_t wanted, Kind wantedKind) const { return number == wanted && kind == wantedKind; }
    [[nodiscard]] double asDouble() const; ///< of Fixed64
    [[nodiscard]] float asFloat() const;   ///< of Fixed32
    [[nodiscard]] std::int64_t asInteger() const { return static_cast<std::int64_t>(bits); }
};

/// Goes through the fields of a message, which it neither owns nor copies. Whatever the bytes are, it stays inside them and ends:
/// a message that is not whole, or holds one of the old groups, makes it faulty. Owned and used by one thread.
class WireReader {
public:
    explicit WireReader(std::string_view message) : m_rest(message) {}

    /// None: the end, or a fault.
    [[nodiscard]] std::optional<WireField> next();
    [[nodiscard]] bool isFaulty() const { return m_isFaulty; }

    /// A number of up to ten bytes off the front of `bytes`, as in a packed list; none, and nothing taken off, where there is none.
    [[nodiscard]] static std::optional<std::uint64_t> takeVarint(std::string_view& bytes);

private:
    std::optional<WireField> fault();
    /// False: not so many bytes are left.
    [[nodiscard]] bool takeFixed(WireField& field, std::size_t count);

    std::string_view m_rest;
    bool m_isFaulty = false;
};

} // namespace cpw::exchange
