// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/safetensors_header.h"

#include "core/weights/strict_json.h"

#include <algorithm>
#include <bit>
#include <cstring>

// Layout: 8 bytes little-endian header length N; N bytes JSON {"name": {"dtype", "shape", "data_offsets": [begin, end]}, ...,
// "__metadata__": {text: text}}; then the tensors, without gaps, offsets counted from the end of the header.

namespace cpw::weights {
namespace {

using nlohmann::json;
static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

constexpr std::uint64_t kLargestHeader = 100'000'000; // the limit of the format's own library

bool isWhole(const json& value) {
    return value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
}

Result<std::vector<std::int64_t>> readShape(const std::string& name, const json& value) {
    std::vector<std::int64_t> shape;
    if (value.size() > kLargestRank)
        return badInput("tensor \"{}\" has {} dimensions, expected at most {}", name, value.size(), kLargestRank);
    for (const auto& size : value)
        shape.push_back(isWhole(size) ? static_cast<std::int64_t>(size.get<std::uint64_t>()) : -1);
    if (!elementCount(shape))
        return badInput("tensor \"{}\" has the shape {}, expected whole numbers whose product fits in memory", name, shortText(value));
    return shape;
}

/// Offsets are relative to the data here.
Result<StoredTensor> readEntry(const std::string& name, const json& value, std::uint64_t dataSize) {
    const bool hasKeys = value.is_object() && value.size() == 3 && value.contains("dtype") && value.contains("shape") &&
                         value.contains("data_offsets");
    if (!hasKeys || !value["dtype"].is_string() || !value["shape"].is_array() || !value["data_offsets"].is_array() ||
        value["data_offsets"].size() != 2)
        return badInput("tensor \"{}\" is described by {}, expected dtype, shape and data_offsets", name, shortText(value));
    const auto type = elementTypeFromName(value["dtype"].get<std::string>());
    if (!type)
        return badInput("tensor \"{}\" has the type {}, expected F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL", name,
                        shortText(value["dtype"]));
    CPW_TRY(shape, readShape(name, value["shape"]));
    const auto& offsets = value["data_offsets"];
    if (!isWhole(offsets[0]) || !isWhole(offsets[1]))
        return badInput("tensor \"{}\" has the offsets {}, expected two whole numbers", name, shortText(offsets));
    const auto begin = offsets[0].get<std::uint64_t>(), end = offsets[1].get<std::uint64_t>();
    if (begin > end || end > dataSize)
        return badInput("tensor \"{}\" lies at bytes {} to {}, but the file holds {}; it is cut short or damaged", name, begin, end,
                        dataSize);
    const auto bytes = *elementCount(shape) * bytesOf(*type);
    if (end - begin != bytes)
        return badInput("tensor \"{}\" takes {} bytes, expected {} for {} {}", name, end - begin, bytes, shortText(value["dtype"]),
                        shortText(value["shape"]));
    auto strides = rowMajorStrides(shape);
    return StoredTensor{name, *type, std::move(shape), std::move(strides), begin, end};
}

/// Every byte of the data belongs to exactly one tensor.
Result<void> checkCover(std::vector<StoredTensor>& entries, std::uint64_t dataSize) {
    std::sort(entries.begin(), entries.end(), [](const StoredTensor& a, const StoredTensor& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    std::uint64_t covered = 0;
    for (const auto& entry : entries) {
        if (entry.begin != covered)
            return badInput("tensor \"{}\" begins at byte {}, expected {}: tensors overlap or leave a gap", entry.name, entry.begin,
                            covered);
        covered = entry.end;
    }
    if (covered != dataSize)
        return badInput("the tensors end at byte {}, but the file holds {}", covered, dataSize);
    return {};
}

Result<std::map<std::string, std::string>> readMetadata(const json& header) {
    std::map<std::string, std::string> metadata;
    if (!header.contains(kSafetensorsMetadataKey))
        return metadata;
    const auto& values = header[kSafetensorsMetadataKey];
    if (!values.is_object())
        return badInput("\"{}\" is {}, expected an object of texts", kSafetensorsMetadataKey, shortText(values));
    for (const auto& [key, value] : values.items()) {
        if (!value.is_string())
            return badInput("\"{}\".\"{}\" is {}, expected a text", kSafetensorsMetadataKey, key, shortText(value));
        metadata[key] = value.get<std::string>();
    }
    return metadata;
}

} // namespace

Result<SafetensorsHeader> parseSafetensors(std::span<const std::byte> file) {
    std::uint64_t headerSize = 0;
    if (file.size() < sizeof headerSize)
        return badInput("{} bytes, expected a safetensors file, which has at least 8", file.size());
    std::memcpy(&headerSize, file.data(), sizeof headerSize);
    if (headerSize > kLargestHeader || headerSize > file.size() - sizeof headerSize)
        return badInput("a header of {} bytes in a file of {}; the file is cut short or not a safetensors file", headerSize, file.size());
    const std::string_view text(reinterpret_cast<const char*>(file.data()) + sizeof headerSize, headerSize);
    CPW_TRY(header, parseStrictObject(text, "the header"));
    const std::uint64_t dataBegin = sizeof headerSize + headerSize, dataSize = file.size() - dataBegin;
    SafetensorsHeader result;
    CPW_TRY(metadata, readMetadata(header));
    result.metadata = std::move(metadata);
    for (const auto& [name, value] : header.items()) {
        if (name == kSafetensorsMetadataKey)
            continue;
        CPW_TRY(entry, readEntry(name, value, dataSize));
        result.tensors.push_back(std::move(entry));
    }
    CPW_TRY_VOID(checkCover(result.tensors, dataSize));
    for (auto& tensor : result.tensors) {
        tensor.begin += dataBegin;
        tensor.end += dataBegin;
        CPW_TRY_VOID(checkBooleans(tensor, file));
    }
    return result;
}

} // namespace cpw::weights
