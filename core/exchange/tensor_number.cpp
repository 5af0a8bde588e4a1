// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/tensor_number.h"

#include "core/exchange/wire_reader.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace cpw::exchange {
namespace {

using Kind = WireField::Kind;

/// tensorflow.DataType, the numbers among it.
enum Type : std::uint64_t {
    Float = 1, Double = 2, Int32 = 3, UInt8 = 4, Int16 = 5, Int8 = 6, Int64 = 9, Bool = 10, BFloat16 = 14, UInt16 = 17, Half = 19,
    UInt32 = 22, UInt64 = 23
};

double halfToDouble(std::uint16_t bits) {
    const double sign = (bits & 0x8000U) ? -1.0 : 1.0;
    const int exponent = (bits >> 10) & 0x1F;
    const int fraction = bits & 0x3FF;
    if (exponent == 0x1F)
        return fraction ? std::numeric_limits<double>::quiet_NaN() : sign * std::numeric_limits<double>::infinity();
    if (exponent == 0)
        return sign * std::ldexp(fraction, -24);
    return sign * std::ldexp(1024 + fraction, exponent - 25);
}

double bfloatToDouble(std::uint16_t bits) {
    return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16));
}

template <class Number>
std::optional<double> onlyOne(std::string_view content) {
    if (content.size() != sizeof(Number))
        return std::nullopt;
    Number value;
    std::memcpy(&value, content.data(), sizeof value);
    return static_cast<double>(value);
}

std::optional<double> fromContent(std::uint64_t type, std::string_view content) {
    switch (type) {
    case Float: return onlyOne<float>(content);
    case Double: return onlyOne<double>(content);
    case Int32: return onlyOne<std::int32_t>(content);
    case UInt32: return onlyOne<std::uint32_t>(content);
    case Int64: return onlyOne<std::int64_t>(content);
    case UInt64: return onlyOne<std::uint64_t>(content);
    case Int16: return onlyOne<std::int16_t>(content);
    case UInt16: return onlyOne<std::uint16_t>(content);
    case Int8: return onlyOne<std::int8_t>(content);
    case UInt8: return onlyOne<std::uint8_t>(content);
    case Bool: return content.size() == 1 ? std::optional(content[0] != 0 ? 1.0 : 0.0) : std::nullopt;
    case Half:
    case BFloat16: {
        if (content.size() != sizeof(std::uint16_t))
            return std::nullopt;
        std::uint16_t bits = 0;
        std::memcpy(&bits, content.data(), sizeof bits);
        return type == Half ? halfToDouble(bits) : bfloatToDouble(bits);
    }
    default: return std::nullopt;
    }
}

/// The bits of the only number of a repeated field, packed or not.
std::optional<std::uint64_t> onlyBits(const WireField& field, Kind kind) {
    if (field.kind == kind)
        return field.bits;
    if (field.kind != Kind::Bytes)
        return std::nullopt;
    auto bytes = field.bytes;
    if (kind == Kind::Varint) {
        const auto value = WireReader::takeVarint(bytes);
        return bytes.empty() ? value : std::nullopt;
    }
    const std::size_t size = kind == Kind::Fixed32 ? 4 : 8;
    if (bytes.size() != size)
        return std::nullopt;
    std::uint64_t bits = 0;
    std::memcpy(&bits, bytes.data(), size);
    return bits;
}

std::optional<double> fromField(std::uint64_t type, const WireField& field) {
    constexpr std::uint32_t kFloats = 5, kDoubles = 6, kInts = 7, kInt64s = 10, kBools = 11, kHalves = 13, kUInt32s = 16, kUInt64s = 17;
    const auto bits = onlyBits(field, field.number == kFloats ? Kind::Fixed32 : field.number == kDoubles ? Kind::Fixed64 : Kind::Varint);
    if (!bits)
        return std::nullopt;
    switch (field.number) {
    case kFloats: return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(*bits)));
    case kDoubles: return std::bit_cast<double>(*bits);
    case kInts: return static_cast<double>(static_cast<std::int32_t>(*bits));
    case kInt64s: return static_cast<double>(static_cast<std::int64_t>(*bits));
    case kBools: return *bits ? 1.0 : 0.0;
    case kHalves: return type == BFloat16 ? bfloatToDouble(static_cast<std::uint16_t>(*bits)) : halfToDouble(static_cast<std::uint16_t>(*bits));
    case kUInt32s: return static_cast<double>(static_cast<std::uint32_t>(*bits));
    case kUInt64s: return static_cast<double>(*bits);
    default: return std::nullopt;
    }
}

/// True for a shape of one number: [], [1], [1, 1] ...
bool isSingle(std::string_view shape) {
    constexpr std::uint32_t kDimensions = 2, kSize = 1;
    WireReader reader(shape);
    while (const auto dimension = reader.next()) {
        if (!dimension->is(kDimensions, Kind::Bytes))
            continue;
        std::uint64_t size = 0; // what proto3 leaves out
        WireReader facts(dimension->bytes);
        while (const auto fact = facts.next())
            if (fact->is(kSize, Kind::Varint))
                size = fact->bits;
        if (size != 1 || facts.isFaulty())
            return false;
    }
    return !reader.isFaulty();
}

} // namespace

std::optional<double> singleNumber(std::string_view tensor) {
    constexpr std::uint32_t kType = 1, kShape = 2, kContent = 4;
    std::uint64_t type = 0;
    std::string_view content;
    std::optional<WireField> list;
    WireReader reader(tensor);
    while (const auto field = reader.next()) {
        if (field->is(kType, Kind::Varint))
            type = field->bits;
        else if (field->is(kShape, Kind::Bytes)) {
            if (!isSingle(field->bytes))
                return std::nullopt;
        } else if (field->is(kContent, Kind::Bytes))
            content = field->bytes;
        else if (field->number > kContent)
            list = *field;
    }
    if (reader.isFaulty())
        return std::nullopt;
    if (!content.empty())
        return fromContent(type, content);
    return list ? fromField(type, *list) : std::nullopt;
}

} // namespace cpw::exchange
