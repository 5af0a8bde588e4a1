// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/safetensors.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"
#include "core/base/mapped_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cstring>
#include <set>

// Layout: 8 bytes little-endian header length N; N bytes JSON {"name": {"dtype", "shape", "data_offsets": [begin, end]}, ...,
// "__metadata__": {text: text}}; then the tensors, without gaps, offsets counted from the end of the header.

namespace cpw::plm {
namespace {

using nlohmann::json;
static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

constexpr std::uint64_t kLargestHeader = 100'000'000; // the limit of the format's own library
constexpr const char* kMetadataKey = "__metadata__";

struct TypeName {
    at::ScalarType type;
    const char* name;
};
constexpr TypeName kTypes[] = {{at::kDouble, "F64"}, {at::kFloat, "F32"}, {at::kHalf, "F16"},  {at::kBFloat16, "BF16"},
                               {at::kLong, "I64"},   {at::kInt, "I32"},   {at::kShort, "I16"}, {at::kChar, "I8"},
                               {at::kByte, "U8"},    {at::kBool, "BOOL"}};

std::optional<at::ScalarType> typeFromName(const std::string& name) {
    for (const auto& entry : kTypes)
        if (name == entry.name)
            return entry.type;
    return std::nullopt;
}

const char* nameOfType(at::ScalarType type) {
    for (const auto& entry : kTypes)
        if (type == entry.type)
            return entry.name;
    return nullptr;
}

struct Entry {
    std::string name;
    at::ScalarType type;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// The header as JSON. Names given twice are refused here, because a JSON object keeps only the last of them.
Result<json> parseHeader(std::string_view text) {
    std::vector<std::set<std::string>> keys;
    std::string repeated;
    const auto watch = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second)
            repeated = parsed.get<std::string>();
        return true;
    };
    auto header = json::parse(text.begin(), text.end(), watch, /*allow_exceptions=*/false);
    if (!header.is_object())
        return badInput("the header is not a JSON object; the file is damaged or not a safetensors file");
    if (!repeated.empty())
        return badInput("the header names \"{}\" twice; write the file again", repeated);
    return header;
}

bool isWhole(const json& value) {
    return value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
}

Result<Entry> readEntry(const std::string& name, const json& value, std::uint64_t dataSize) {
    const bool hasKeys = value.is_object() && value.size() == 3 && value.contains("dtype") && value.contains("shape") &&
                         value.contains("data_offsets");
    if (!hasKeys || !value["dtype"].is_string() || !value["shape"].is_array() || !value["data_offsets"].is_array() ||
        value["data_offsets"].size() != 2)
        return badInput("tensor \"{}\" is described by {}, expected dtype, shape and data_offsets", name,
                        value.dump().substr(0, 120));
    const auto type = typeFromName(value["dtype"].get<std::string>());
    if (!type)
        return badInput("tensor \"{}\" has the type {}, expected F64, F32, F16, BF16, I64, I32, I16, I8, U8 or BOOL", name,
                        value["dtype"].dump());
    Entry entry{name, *type, {}, 0, 0};
    std::uint64_t bytes = c10::elementSize(*type);
    for (const auto& size : value["shape"]) {
        if (!isWhole(size) || __builtin_mul_overflow(bytes, size.get<std::uint64_t>(), &bytes) || bytes > (1ULL << 62))
            return badInput("tensor \"{}\" has the shape {}, expected whole numbers whose product fits in memory", name,
                            value["shape"].dump());
        entry.shape.push_back(size.get<std::int64_t>());
    }
    const auto& offsets = value["data_offsets"];
    if (!isWhole(offsets[0]) || !isWhole(offsets[1]))
        return badInput("tensor \"{}\" has the offsets {}, expected two whole numbers", name, offsets.dump());
    entry.begin = offsets[0].get<std::uint64_t>();
    entry.end = offsets[1].get<std::uint64_t>();
    if (entry.begin > entry.end || entry.end > dataSize)
        return badInput("tensor \"{}\" lies at bytes {} to {}, but the file holds {}; it is cut short or damaged", name,
                        entry.begin, entry.end, dataSize);
    if (entry.end - entry.begin != bytes)
        return badInput("tensor \"{}\" takes {} bytes, expected {} for {} {}", name, entry.end - entry.begin, bytes,
                        value["dtype"].dump(), value["shape"].dump());
    return entry;
}

/// Every byte of the data belongs to exactly one tensor.
Result<void> checkCover(std::vector<Entry>& entries, std::uint64_t dataSize) {
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
    std::uint64_t covered = 0;
    for (const auto& entry : entries) {
        if (entry.begin != covered)
            return badInput("tensor \"{}\" begins at byte {}, expected {}: tensors overlap or leave a gap", entry.name,
                            entry.begin, covered);
        covered = entry.end;
    }
    if (covered != dataSize)
        return badInput("the tensors end at byte {}, but the file holds {}", covered, dataSize);
    return {};
}

Result<std::map<std::string, std::string>> readMetadata(const json& header) {
    std::map<std::string, std::string> metadata;
    if (!header.contains(kMetadataKey))
        return metadata;
    const auto& values = header[kMetadataKey];
    if (!values.is_object())
        return badInput("\"{}\" is {}, expected an object of texts", kMetadataKey, values.dump().substr(0, 120));
    for (const auto& [key, value] : values.items()) {
        if (!value.is_string())
            return badInput("\"{}\".\"{}\" is {}, expected a text", kMetadataKey, key, value.dump().substr(0, 120));
        metadata[key] = value.get<std::string>();
    }
    return metadata;
}

Result<at::Tensor> viewOf(const Entry& entry, std::span<const std::byte> data, const std::shared_ptr<const MappedFile>& file) {
    const auto* bytes = data.data() + entry.begin;
    const auto count = entry.end - entry.begin;
    if (entry.type == at::kBool && std::any_of(bytes, bytes + count, [](std::byte b) { return b > std::byte{1}; }))
        return badInput("tensor \"{}\" holds a byte above 1, expected true or false", entry.name);
    if (count == 0 || reinterpret_cast<std::uintptr_t>(bytes) % c10::elementSize(entry.type) != 0) {
        auto copy = at::empty(entry.shape, entry.type);
        if (count > 0)
            std::memcpy(copy.mutable_data_ptr(), bytes, count);
        return copy;
    }
    // The map is read-only memory: whoever writes into this tensor crashes, as the header says.
    return at::from_blob(
        const_cast<std::byte*>(bytes), entry.shape, [file](void*) {}, at::TensorOptions(entry.type));
}

Result<SafetensorsFile> parse(const std::shared_ptr<const MappedFile>& file) {
    const auto bytes = file->bytes();
    std::uint64_t headerSize = 0;
    if (bytes.size() < sizeof headerSize)
        return badInput("{} bytes, expected a safetensors file, which has at least 8", bytes.size());
    std::memcpy(&headerSize, bytes.data(), sizeof headerSize);
    if (headerSize > kLargestHeader || headerSize > bytes.size() - sizeof headerSize)
        return badInput("a header of {} bytes in a file of {}; the file is cut short or not a safetensors file", headerSize,
                        bytes.size());
    CPW_TRY(header, parseHeader(file->text().substr(sizeof headerSize, headerSize)));
    const auto data = bytes.subspan(sizeof headerSize + headerSize);
    SafetensorsFile result;
    CPW_TRY(metadata, readMetadata(header));
    result.metadata = std::move(metadata);
    std::vector<Entry> entries;
    for (const auto& [name, value] : header.items()) {
        if (name == kMetadataKey)
            continue;
        CPW_TRY(entry, readEntry(name, value, data.size()));
        entries.push_back(std::move(entry));
    }
    CPW_TRY_VOID(checkCover(entries, data.size()));
    for (const auto& entry : entries) {
        CPW_TRY(tensor, viewOf(entry, data, file));
        result.tensors[entry.name] = std::move(tensor);
    }
    return result;
}

/// What goes to disk, in its order: large element types first, so that every tensor is aligned for its type.
std::vector<std::pair<std::string, at::Tensor>> orderForDisk(const NamedTensors& tensors) {
    std::vector<std::pair<std::string, at::Tensor>> ordered(tensors.begin(), tensors.end());
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return a.second.element_size() > b.second.element_size(); });
    return ordered;
}

std::string renderHeader(const std::vector<std::pair<std::string, at::Tensor>>& ordered,
                         const std::map<std::string, std::string>& metadata) {
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header[kMetadataKey] = metadata;
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : ordered) {
        const auto end = offset + tensor.nbytes();
        header[name] = {
            {"dtype", nameOfType(tensor.scalar_type())}, {"shape", tensor.sizes().vec()}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    auto text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' '); // tensors begin at a multiple of 8
    return text;
}

} // namespace

Result<SafetensorsFile> loadSafetensors(const std::filesystem::path& path) {
    CPW_TRY(file, MappedFile::open(path));
    auto result = parse(file);
    if (!result)
        return withContext(std::move(result.error()), path.string());
    return result;
}

Result<void> saveSafetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                             const std::map<std::string, std::string>& metadata) {
    const at::NoGradGuard noGrad;
    const auto ordered = orderForDisk(tensors);
    for (const auto& [name, tensor] : ordered) {
        expects(tensor.defined() && tensor.layout() == at::kStrided, "tensor \"{}\" is not dense", name);
        expects(nameOfType(tensor.scalar_type()) != nullptr, "tensor \"{}\" has the type {}, which safetensors does not have",
                name, c10::toString(tensor.scalar_type()));
    }
    return writeAtomically(path, [&](FileWriter& writer) -> Result<void> {
        const auto header = renderHeader(ordered, metadata);
        const std::uint64_t headerSize = header.size();
        CPW_TRY_VOID(writer.write(std::as_bytes(std::span(&headerSize, 1))));
        CPW_TRY_VOID(writer.write(header));
        for (const auto& [name, tensor] : ordered) {
            const auto contiguous = tensor.detach().cpu().contiguous();
            CPW_TRY_VOID(writer.write({static_cast<const std::byte*>(contiguous.const_data_ptr()), contiguous.nbytes()}));
        }
        return {};
    });
}

} // namespace cpw::plm
