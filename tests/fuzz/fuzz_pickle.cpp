// SPDX-License-Identifier: GPL-3.0-or-later
// A pytorch_model.bin as it is, and its pickle alone: what the pickle reader takes is put into an archive with storages of the
// sizes that it names, which must then be read, with the same tensors.
#include "core/weights/state_dict_pickle.h"
#include "core/weights/torch_archive.h"
#include "core/weights/visible_text.h"
#include "tests/fuzz/stored_tensor_promises.h"
#include "tests/support/zip_writer.h"

#include <map>

namespace {

using cpw::fuzz::require;

void readArchive(std::string_view file, const std::vector<cpw::weights::PickledTensor>* expected) {
    const auto bytes = std::as_bytes(std::span(file.data(), file.size()));
    const auto tensors = cpw::weights::parseTorchArchive(bytes);
    require(tensors.has_value() || (!expected && !tensors.error().text().empty()));
    if (!tensors)
        return;
    for (const auto& tensor : *tensors)
        cpw::fuzz::requireGoodTensor(tensor, bytes);
    require(!expected || tensors->size() == expected->size());
}

/// Nothing when the storages are too large to be made, or cannot be names of entries.
std::optional<std::string> archiveOf(std::string_view pickle, const std::vector<cpw::weights::PickledTensor>& tensors) {
    constexpr std::uint64_t kMostBytes = 1 << 20;
    std::map<std::string, std::string> storages;
    std::uint64_t total = 0;
    for (const auto& tensor : tensors) {
        const auto bytes = tensor.storageElements * cpw::weights::bytesOf(tensor.type);
        const auto& key = tensor.storage;
        const bool isName = !key.empty() && cpw::weights::visibleText(key) == key && key.find("data.pkl") == std::string::npos;
        if (!isName || bytes > kMostBytes || (total += bytes) > kMostBytes)
            return std::nullopt;
        storages["data/" + key] = std::string(bytes, '\1');
    }
    return cpw::testing::torchArchive(std::string(pickle), {storages.begin(), storages.end()});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = cpw::fuzz::textOf(data, size);
    readArchive(text, nullptr);
    const auto tensors = cpw::weights::parseStateDict(std::as_bytes(std::span(text.data(), text.size())));
    if (!tensors) {
        require(!tensors.error().text().empty());
        return 0;
    }
    if (const auto archive = archiveOf(text, *tensors))
        readArchive(*archive, &*tensors);
    return 0;
}
