// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace cpw::db {

static_assert(std::endian::native == std::endian::little, "blocks are written little-endian");

/// Appends numbers: fixed ones as their bytes, the others in 7-bit groups, small ones short.
class ByteWriter {
public:
    template <class T>
    void fixed(T value) {
        const auto at = bytes.size();
        bytes.resize(at + sizeof value);
        std::memcpy(bytes.data() + at, &value, sizeof value);
    }
    void unsignedNumber(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7)
            bytes.push_back(static_cast<char>(value | 0x80));
        bytes.push_back(static_cast<char>(value));
    }
    /// Zigzag: -1 is 1, 1 is 2, -2 is 3.
    void signedNumber(std::int64_t value) {
        const auto sign = static_cast<std::uint64_t>(value >> 63);
        unsignedNumber((static_cast<std::uint64_t>(value) << 1) ^ sign);
    }

    std::vector<char> bytes;
};

/// Reads the same. Past the end it gives zeros and isAtEnd() stays false.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : m_bytes(bytes) {}

    template <class T>
    [[nodiscard]] T fixed() {
        T value{};
        if (m_isPast || m_bytes.size() < sizeof value) {
            m_isPast = true;
            return value;
        }
        std::memcpy(&value, m_bytes.data(), sizeof value);
        m_bytes.remove_prefix(sizeof value);
        return value;
    }
    [[nodiscard]] std::uint64_t unsignedNumber() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const auto byte = fixed<std::uint8_t>();
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80)
                break;
        }
        return value;
    }
    [[nodiscard]] std::int64_t signedNumber() {
        const auto value = unsignedNumber();
        return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1U) + 1U));
    }
    [[nodiscard]] bool isAtEnd() const { return !m_isPast && m_bytes.empty(); }

private:
    std::string_view m_bytes;
    bool m_isPast = false;
};

} // namespace cpw::db
