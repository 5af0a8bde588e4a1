// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/arrow_text.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace cpw::data {
namespace {

template <class T>
const T* bufferOf(const ArrowArray& array, std::size_t index) {
    return static_cast<const T*>(array.buffers[index]);
}

bool bitAt(const std::uint8_t* bits, std::int64_t place) {
    return (bits[place / 8] >> (place % 8) & 1) != 0;
}

/// `place` with the array's offset.
bool isNull(const ArrowArray& array, std::int64_t place) {
    if (array.n_buffers == 0)
        return true;
    const auto* validity = bufferOf<std::uint8_t>(array, 0);
    return validity && !bitAt(validity, place);
}

template <class Offset>
std::pair<std::int64_t, std::int64_t> rangeAt(const ArrowArray& array, std::int64_t place) {
    const auto* offsets = bufferOf<Offset>(array, 1);
    return {offsets[place], offsets[place + 1]};
}

template <class Offset>
std::string_view textAt(const ArrowArray& array, std::int64_t place) {
    const auto [begin, end] = rangeAt<Offset>(array, place);
    return begin == end ? std::string_view() : std::string_view(bufferOf<char>(array, 2) + begin, static_cast<std::size_t>(end - begin));
}

} // namespace

std::optional<ArrowText::Kind> ArrowText::kindOf(std::string_view format) {
    static constexpr std::pair<std::string_view, Kind> kKinds[] = {
        {"n", Kind::Null},   {"b", Kind::Bool},   {"c", Kind::Int8},    {"C", Kind::UInt8},   {"s", Kind::Int16},   {"S", Kind::UInt16},
        {"i", Kind::Int32},  {"I", Kind::UInt32}, {"l", Kind::Int64},   {"L", Kind::UInt64},  {"f", Kind::Float},   {"g", Kind::Double},
        {"u", Kind::Text32}, {"z", Kind::Text32}, {"U", Kind::Text64},  {"Z", Kind::Text64},  {"+l", Kind::List32}, {"+L", Kind::List64},
        {"tdD", Kind::Int32}, {"tdm", Kind::Int64}, {"tts", Kind::Int32}, {"ttm", Kind::Int32}, {"ttu", Kind::Int64}, {"ttn", Kind::Int64},
        {"tDs", Kind::Int64}, {"tDm", Kind::Int64}, {"tDu", Kind::Int64}, {"tDn", Kind::Int64}};
    for (const auto& [name, kind] : kKinds)
        if (format == name)
            return kind;
    return format.starts_with("ts") ? std::optional(Kind::Int64) : std::nullopt; // "tsu:Europe/Berlin"
}

std::optional<ArrowText> ArrowText::of(const ArrowSchema& schema) {
    const auto kind = kindOf(schema.format);
    if (!kind)
        return std::nullopt;
    ArrowText text;
    text.m_kind = *kind;
    text.m_isDictionary = schema.dictionary != nullptr;
    const bool isList = *kind == Kind::List32 || *kind == Kind::List64;
    if (!text.m_isDictionary && !isList)
        return text;
    auto inner = of(text.m_isDictionary ? *schema.dictionary : *schema.children[0]);
    if (!inner || (isList && (inner->m_kind == Kind::List32 || inner->m_kind == Kind::List64)))
        return std::nullopt;
    text.m_inner = std::make_shared<const ArrowText>(std::move(*inner));
    return text;
}

std::int64_t ArrowText::wholeNumber(const ArrowArray& array, std::int64_t place) const {
    switch (m_kind) {
    case Kind::Int8: return bufferOf<std::int8_t>(array, 1)[place];
    case Kind::UInt8: return bufferOf<std::uint8_t>(array, 1)[place];
    case Kind::Int16: return bufferOf<std::int16_t>(array, 1)[place];
    case Kind::UInt16: return bufferOf<std::uint16_t>(array, 1)[place];
    case Kind::Int32: return bufferOf<std::int32_t>(array, 1)[place];
    case Kind::UInt32: return bufferOf<std::uint32_t>(array, 1)[place];
    case Kind::Int64: return bufferOf<std::int64_t>(array, 1)[place];
    case Kind::UInt64: return static_cast<std::int64_t>(bufferOf<std::uint64_t>(array, 1)[place]);
    case Kind::Bool: return bitAt(bufferOf<std::uint8_t>(array, 1), place) ? 1 : 0;
    case Kind::Null:
    case Kind::Float:
    case Kind::Double:
    case Kind::Text32:
    case Kind::Text64:
    case Kind::List32:
    case Kind::List64: break;
    }
    return 0;
}

void ArrowText::appendNumber(const ArrowArray& array, std::int64_t place, std::string& text) const {
    const auto end = std::back_inserter(text);
    if (m_kind == Kind::Float)
        fmt::format_to(end, "{}", bufferOf<float>(array, 1)[place]);
    else if (m_kind == Kind::Double)
        fmt::format_to(end, "{}", bufferOf<double>(array, 1)[place]);
    else if (m_kind == Kind::UInt64)
        fmt::format_to(end, "{}", bufferOf<std::uint64_t>(array, 1)[place]);
    else
        fmt::format_to(end, "{}", wholeNumber(array, place));
}

void ArrowText::appendList(const ArrowArray& array, std::int64_t place, std::string& text) const {
    const auto [begin, end] = m_kind == Kind::List32 ? rangeAt<std::int32_t>(array, place) : rangeAt<std::int64_t>(array, place);
    const auto& items = *array.children[0];
    std::string buffer;
    bool isFirst = true;
    for (auto item = begin; item < end; ++item) {
        if (isNull(items, item + items.offset))
            continue;
        text += std::exchange(isFirst, false) ? "" : "|";
        text += (*m_inner)(items, item, buffer);
    }
}

std::string_view ArrowText::operator()(const ArrowArray& array, std::int64_t row, std::string& buffer) const {
    const auto place = row + array.offset;
    if (m_kind == Kind::Null || isNull(array, place))
        return {};
    if (m_isDictionary)
        return (*m_inner)(*array.dictionary, wholeNumber(array, place), buffer);
    if (m_kind == Kind::Text32)
        return textAt<std::int32_t>(array, place);
    if (m_kind == Kind::Text64)
        return textAt<std::int64_t>(array, place);
    buffer.clear();
    if (m_kind == Kind::List32 || m_kind == Kind::List64)
        appendList(array, place, buffer);
    else
        appendNumber(array, place, buffer);
    return buffer;
}

} // namespace cpw::data
