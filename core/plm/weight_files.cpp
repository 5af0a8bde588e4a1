// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plm/weight_files.h"

#include "core/plm/tensor_view.h"
#include "core/weights/torch_archive.h"
#include "core/weights/weight_folder.h"

namespace cpw::plm {
namespace {

namespace fs = std::filesystem;
using weights::WeightFiles;
using weights::WeightFormat;

/// A checkout without its large files has a few lines of text in their place.
Result<void> refuseLargeFilePointer(const fs::path& path) {
    CPW_TRY(file, MappedFile::open(path));
    if (file->text().starts_with("version https://git-lfs"))
        return badInput("{} is a pointer of Git LFS, not the weights; run \"git lfs pull\" there or download the file itself", path.string());
    return {};
}

Result<NamedTensors> loadFile(const fs::path& path, WeightFormat format) {
    CPW_TRY_VOID(refuseLargeFilePointer(path));
    if (format == WeightFormat::TorchArchive)
        return loadTorchArchive(path);
    CPW_TRY(file, loadSafetensors(path));
    return std::move(file.tensors);
}

Result<void> takeShard(NamedTensors& all, NamedTensors&& shard, const std::string& file, const WeightFiles& files) {
    for (auto& [name, tensor] : shard) {
        const auto wanted = files.fileOf.find(name);
        if (wanted == files.fileOf.end())
            return badInput("{} holds \"{}\", which {} does not name; the files are not of one model", file, name, files.index);
        if (wanted->second != file)
            return badInput("{} holds \"{}\", which {} puts into {}; the files are not of one model", file, name, files.index, wanted->second);
        all.emplace(name, std::move(tensor));
    }
    return {};
}

} // namespace

Result<NamedTensors> loadTorchArchive(const fs::path& path) {
    CPW_TRY(file, MappedFile::open(path));
    auto stored = weights::parseTorchArchive(file->bytes());
    if (!stored)
        return withContext(std::move(stored.error()), path.string());
    NamedTensors tensors;
    for (const auto& tensor : *stored)
        tensors.emplace(tensor.name, viewOf(tensor, file));
    return tensors;
}

Result<NamedTensors> readModelWeights(const fs::path& folder) {
    CPW_TRY(files, weights::findWeightFiles(folder));
    if (files.index.empty())
        return loadFile(folder / files.files.front(), files.format);
    NamedTensors all;
    for (const auto& file : files.files) {
        CPW_TRY(shard, loadFile(folder / file, files.format));
        if (auto taken = takeShard(all, std::move(shard), file, files); !taken)
            return withContext(std::move(taken.error()), folder.string());
    }
    for (const auto& [name, file] : files.fileOf)
        if (!all.contains(name))
            return badInput("{}: {} puts \"{}\" into {}, which does not hold it; download both again", folder.string(), files.index, name, file);
    return all;
}

} // namespace cpw::plm
