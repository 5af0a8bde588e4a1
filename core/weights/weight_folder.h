// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::weights {

enum class WeightFormat { Safetensors, TorchArchive };

/// The four forms in which a Hugging Face folder keeps its weights, in the order in which they are looked for.
struct WeightForm {
    const char* file; ///< the weights, or the index that names their files
    WeightFormat format;
    bool isIndex;
};
[[nodiscard]] const std::vector<WeightForm>& weightForms();

/// The weights of one folder: a single file, or several with an index that says which tensor lies in which.
struct WeightFiles {
    WeightFormat format = WeightFormat::Safetensors;
    std::filesystem::path folder;
    std::string index;                          ///< "model.safetensors.index.json"; empty: one file
    std::vector<std::string> files;             ///< names in the folder, sorted
    std::map<std::string, std::string> fileOf;  ///< tensor to file; empty without an index
};

/// What an index says: tensor name to file name. Names with a folder in them are refused.
[[nodiscard]] Result<std::map<std::string, std::string>> parseShardIndex(std::string_view text);

/// The first form that is there; every file of an index must be. Without any the error says what to download.
[[nodiscard]] Result<WeightFiles> findWeightFiles(const std::filesystem::path& folder);

} // namespace cpw::weights
