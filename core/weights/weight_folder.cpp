// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/weight_folder.h"

#include "core/base/file_io.h"
#include "core/weights/strict_json.h"
#include "core/weights/visible_text.h"

#include <set>

namespace cpw::weights {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kLargestIndex = 64 << 20; ///< bytes

bool isPlainFileName(const std::string& name) {
    return !name.empty() && name.size() <= 255 && !name.starts_with('.') && name.find_first_of("/\\") == std::string::npos &&
           visibleText(name) == name;
}

bool isThere(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

/// Weights of other programs, named so that nobody wonders why they are not read.
std::string foreignWeights(const fs::path& folder) {
    for (const char* name : {"tf_model.h5", "flax_model.msgpack", "model.onnx", "onnx", "rust_model.ot"})
        if (isThere(folder / name))
            return fmt::format(" (its {} is of another program and is not read)", name);
    return {};
}

Result<WeightFiles> readIndex(WeightFiles found) {
    const auto path = found.folder / found.index;
    CPW_TRY(text, readText(path));
    auto parsed = parseShardIndex(text);
    if (!parsed)
        return withContext(std::move(parsed.error()), path.string());
    found.fileOf = std::move(*parsed);
    std::set<std::string> names;
    for (const auto& [tensor, file] : found.fileOf)
        names.insert(file);
    found.files.assign(names.begin(), names.end());
    for (const auto& file : found.files)
        if (!isThere(found.folder / file))
            return badInput("{} names {}, which is not in {}; download it from where the index came from", found.index, file,
                            found.folder.string());
    return found;
}

} // namespace

const std::vector<WeightForm>& weightForms() {
    static const std::vector<WeightForm> kForms = {{"model.safetensors", WeightFormat::Safetensors, false},
                                                   {"model.safetensors.index.json", WeightFormat::Safetensors, true},
                                                   {"pytorch_model.bin", WeightFormat::TorchArchive, false},
                                                   {"pytorch_model.bin.index.json", WeightFormat::TorchArchive, true}};
    return kForms;
}

Result<std::map<std::string, std::string>> parseShardIndex(std::string_view text) {
    if (text.size() > kLargestIndex)
        return badInput("an index of {} bytes, expected at most {}", text.size(), kLargestIndex);
    CPW_TRY(document, parseStrictObject(text, "the index"));
    const auto map = document.find("weight_map");
    if (map == document.end() || !map->is_object() || map->empty())
        return badInput("the index has no \"weight_map\" of tensors to files; download it again");
    std::map<std::string, std::string> fileOf;
    for (const auto& [tensor, file] : map->items()) {
        if (!file.is_string() || !isPlainFileName(file.get<std::string>()))
            return badInput("the index puts \"{}\" into {}, expected the name of a file beside it", visibleText(tensor), shortText(file));
        fileOf.emplace(tensor, file.get<std::string>());
    }
    return fileOf;
}

Result<WeightFiles> findWeightFiles(const fs::path& folder) {
    for (const auto& form : weightForms()) {
        if (!isThere(folder / form.file))
            continue;
        WeightFiles found{form.format, folder, {}, {}, {}};
        if (form.isIndex) {
            found.index = form.file;
            return readIndex(std::move(found));
        }
        found.files.emplace_back(form.file);
        return found;
    }
    return badInput("{} holds no weights{}; download model.safetensors (or pytorch_model.bin) of the same model into it, beside "
                    "config.json, or let \"clickprompt plm fetch\" do it",
                    folder.string(), foreignWeights(folder));
}

} // namespace cpw::weights
