// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/record_reader.h"

#include "core/exchange/crc32c.h"

#include <bit>
#include <cstring>

namespace cpw::exchange {
namespace {

constexpr std::uint64_t kLengthBytes = 8;
constexpr std::uint64_t kChecksumBytes = 4;
constexpr std::uint64_t kHeadBytes = kLengthBytes + kChecksumBytes;

static_assert(std::endian::native == std::endian::little, "numbers are copied as they lie");

template <class Number>
Number numberAt(std::string_view bytes, std::uint64_t at) {
    Number value = 0;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

} // namespace

RecordReader::State RecordReader::next() {
    const auto rest = m_bytes.substr(m_position);
    if (rest.empty())
        return State::End;
    if (rest.size() < kHeadBytes)
        return State::Truncated;
    if (maskedCrc32c(rest.substr(0, kLengthBytes)) != numberAt<std::uint32_t>(rest, kLengthBytes))
        return State::Damaged;
    const auto length = numberAt<std::uint64_t>(rest, 0);
    const auto room = rest.size() - kHeadBytes;
    if (length > room || room - length < kChecksumBytes)
        return State::Truncated;
    const auto data = rest.substr(kHeadBytes, length);
    if (maskedCrc32c(data) != numberAt<std::uint32_t>(rest, kHeadBytes + length))
        return State::Damaged;
    m_data = data;
    m_position += kHeadBytes + length + kChecksumBytes;
    return State::Record;
}

} // namespace cpw::exchange
