// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/wire_reader.h"

#include <bit>
#include <cstring>

namespace cpw::exchange {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they lie");

double WireField::asDouble() const {
    return std::bit_cast<double>(bits);
}

float WireField::asFloat() const {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
}

std::optional<std::uint64_t> WireReader::takeVarint(std::string_view& bytes) {
    constexpr std::size_t kLongest = 10;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < kLongest && i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        value |= static_cast<std::uint64_t>(byte & 0x7FU) << (7 * i);
        if (byte < 0x80) {
            bytes.remove_prefix(i + 1);
            return value;
        }
    }
    return std::nullopt;
}

std::optional<WireField> WireReader::fault() {
    m_isFaulty = true;
    m_rest = {};
    return std::nullopt;
}

bool WireReader::takeFixed(WireField& field, std::size_t count) {
    if (m_rest.size() < count)
        return false;
    std::memcpy(&field.bits, m_rest.data(), count);
    m_rest.remove_prefix(count);
    return true;
}

std::optional<WireField> WireReader::next() {
    if (m_rest.empty())
        return std::nullopt;
    const auto key = takeVarint(m_rest);
    if (!key || *key > 0xFFFFFFFFU || (*key >> 3) == 0)
        return fault();
    WireField field;
    field.number = static_cast<std::uint32_t>(*key >> 3);
    switch (*key & 7U) {
    case 0:
        field.kind = WireField::Kind::Varint;
        if (const auto value = takeVarint(m_rest)) {
            field.bits = *value;
            return field;
        }
        return fault();
    case 1:
        field.kind = WireField::Kind::Fixed64;
        return takeFixed(field, 8) ? std::optional(field) : fault();
    case 2: {
        field.kind = WireField::Kind::Bytes;
        const auto length = takeVarint(m_rest);
        if (!length || *length > m_rest.size())
            return fault();
        field.bytes = m_rest.substr(0, *length);
        m_rest.remove_prefix(*length);
        return field;
    }
    case 5:
        field.kind = WireField::Kind::Fixed32;
        return takeFixed(field, 4) ? std::optional(field) : fault();
    default: // groups, which nobody writes any more, and what was never defined
        return fault();
    }
}

} // namespace cpw::exchange
