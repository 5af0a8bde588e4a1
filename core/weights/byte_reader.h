// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expects.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace cpw::weights {

/// Little-endian numbers and texts of bytes at any place, aligned or not. Whoever reads has asked holds() or knows otherwise
/// that the place is inside; outside throws LogicError.
class ByteReader {
public:
    static_assert(std::endian::native == std::endian::little, "numbers are copied as they lie");

    explicit ByteReader(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::uint64_t size() const { return m_bytes.size(); }
    [[nodiscard]] bool holds(std::uint64_t at, std::uint64_t count) const { return at <= size() && count <= size() - at; }

    template <class Number>
    [[nodiscard]] Number number(std::uint64_t at) const {
        Number value;
        std::memcpy(&value, part(at, sizeof value).m_bytes.data(), sizeof value);
        return value;
    }
    [[nodiscard]] std::string_view text(std::uint64_t at, std::uint64_t count) const {
        return {reinterpret_cast<const char*>(part(at, count).m_bytes.data()), count};
    }
    [[nodiscard]] ByteReader part(std::uint64_t at, std::uint64_t count) const {
        expects(holds(at, count), "bytes {} to {} of {}", at, at + count, size());
        return ByteReader(m_bytes.subspan(at, count));
    }

private:
    std::span<const std::byte> m_bytes;
};

} // namespace cpw::weights
