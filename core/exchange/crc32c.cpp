// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/crc32c.h"

#include <array>
#include <bit>
#include <cstring>

namespace cpw::exchange {
namespace {

constexpr std::uint32_t kPolynomial = 0x82F63B78; // bits reversed
constexpr std::size_t kSlices = 8;
using Tables = std::array<std::array<std::uint32_t, 256>, kSlices>;

/// Row s: what a byte does to the checksum when s more bytes follow it. Eight rows take eight bytes at a time.
constexpr Tables makeTables() {
    Tables tables{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1U) ? kPolynomial : 0U);
        tables[0][byte] = value;
    }
    for (std::size_t slice = 1; slice < kSlices; ++slice)
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const auto before = tables[slice - 1][byte];
            tables[slice][byte] = (before >> 8) ^ tables[0][before & 0xFFU];
        }
    return tables;
}

constexpr Tables kTables = makeTables();

static_assert(std::endian::native == std::endian::little, "eight bytes are read as they lie");

} // namespace

std::uint32_t crc32c(std::string_view bytes) {
    std::uint32_t value = 0xFFFFFFFF;
    while (bytes.size() >= kSlices) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof word);
        word ^= value;
        value = 0;
        for (std::size_t i = 0; i < kSlices; ++i)
            value ^= kTables[kSlices - 1 - i][(word >> (8 * i)) & 0xFFU];
        bytes.remove_prefix(kSlices);
    }
    for (const char c : bytes)
        value = (value >> 8) ^ kTables[0][(value ^ static_cast<unsigned char>(c)) & 0xFFU];
    return ~value;
}

std::uint32_t maskedCrc32c(std::string_view bytes) {
    const auto value = crc32c(bytes);
    return ((value >> 15) | (value << 17)) + 0xA282EAD8U;
}

} // namespace cpw::exchange
