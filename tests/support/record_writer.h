// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

/// Event files by hand: Protocol Buffers' wire format and TFRecord framing, with a checksum worked out bit by bit.
namespace cpw::tests {

template <class Number>
std::string bytesOf(Number number) {
    std::string bytes(sizeof number, '\0');
    std::memcpy(bytes.data(), &number, sizeof number);
    return bytes;
}

inline std::uint32_t slowMaskedCrc(std::string_view bytes) {
    std::uint32_t value = 0xFFFFFFFF;
    for (const char c : bytes) {
        value ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) ? (value >> 1) ^ 0x82F63B78U : value >> 1;
    }
    value = ~value;
    return ((value >> 15) | (value << 17)) + 0xA282EAD8U;
}

inline std::string record(std::string_view data) {
    const auto length = bytesOf<std::uint64_t>(data.size());
    return length + bytesOf(slowMaskedCrc(length)) + std::string(data) + bytesOf(slowMaskedCrc(data));
}

inline std::string varint(std::uint64_t value) {
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>((value & 0x7F) | 0x80);
    return bytes + static_cast<char>(value);
}

inline std::string varintField(std::uint32_t number, std::uint64_t value) { return varint(number << 3) + varint(value); }
inline std::string doubleField(std::uint32_t number, double value) { return varint(number << 3 | 1) + bytesOf(value); }
inline std::string floatField(std::uint32_t number, float value) { return varint(number << 3 | 5) + bytesOf(value); }
inline std::string textField(std::uint32_t number, std::string_view bytes) { return varint(number << 3 | 2) + varint(bytes.size()) + std::string(bytes); }

/// tensorflow.Event with one Summary.Value of these fields.
inline std::string summaryEvent(double seconds, std::int64_t step, std::string_view valueFields) {
    return doubleField(1, seconds) + varintField(2, static_cast<std::uint64_t>(step)) + textField(5, textField(1, valueFields));
}

inline std::string scalarEvent(double seconds, std::int64_t step, std::string_view tag, float value) {
    return summaryEvent(seconds, step, textField(1, tag) + floatField(2, value));
}

inline std::string versionEvent(double seconds) { return doubleField(1, seconds) + textField(3, "brain.Event:2"); }

} // namespace cpw::tests
