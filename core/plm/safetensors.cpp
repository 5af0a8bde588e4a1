// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/safetensors.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"
#include "core/plm/tensor_view.h"
#include "core/weights/safetensors_header.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace cpw::plm {
namespace {

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
        header[weights::kSafetensorsMetadataKey] = metadata;
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : ordered) {
        const auto end = offset + tensor.nbytes();
        const auto type = weights::nameOf(*elementTypeOf(tensor.scalar_type()));
        header[name] = {{"dtype", type}, {"shape", tensor.sizes().vec()}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    auto text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' '); // tensors begin at a multiple of 8
    return text;
}

} // namespace

Result<SafetensorsFile> loadSafetensors(const std::filesystem::path& path) {
    CPW_TRY(file, MappedFile::open(path));
    auto header = weights::parseSafetensors(file->bytes());
    if (!header)
        return withContext(std::move(header.error()), path.string());
    SafetensorsFile result;
    result.metadata = std::move(header->metadata);
    for (const auto& stored : header->tensors)
        result.tensors.emplace(stored.name, viewOf(stored, file));
    return result;
}

Result<void> saveSafetensors(const std::filesystem::path& path, const NamedTensors& tensors,
                             const std::map<std::string, std::string>& metadata) {
    const at::NoGradGuard noGrad;
    const auto ordered = orderForDisk(tensors);
    for (const auto& [name, tensor] : ordered) {
        expects(tensor.defined() && tensor.layout() == at::kStrided, "tensor \"{}\" is not dense", name);
        expects(elementTypeOf(tensor.scalar_type()).has_value(), "tensor \"{}\" has the type {}, which safetensors does not have",
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
