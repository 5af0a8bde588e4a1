// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/model_folders.h"

#include "core/base/file_io.h"
#include "core/weights/weight_folder.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace cpw::desk {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr auto kConfig = "config.json";

/// DistilBERT has its own words for the sizes.
std::int64_t firstNumber(const json& config, std::initializer_list<const char*> keys) {
    for (const char* key : keys)
        if (const auto found = config.find(key); found != config.end() && found->is_number_integer())
            return found->get<std::int64_t>();
    return 0;
}

/// Nothing: not the folder of a language model, or one that lacks its weights.
std::optional<api::ModelFolder> describeFolder(const fs::path& folder) {
    const auto text = readText(folder / kConfig);
    const auto config = text ? json::parse(*text, nullptr, false) : json();
    const auto weights = weights::findWeightFiles(folder);
    if (!config.is_object() || !weights)
        return std::nullopt;
    api::ModelFolder model;
    model.folder = folder.string();
    model.name = folder.filename().string();
    model.family = config.contains("model_type") && config["model_type"].is_string() ? config["model_type"].get<std::string>() : "bert";
    model.layers = firstNumber(config, {"num_hidden_layers", "n_layers"});
    model.hidden = firstNumber(config, {"hidden_size", "dim"});
    for (const auto& file : weights->files) {
        std::error_code code;
        const auto size = fs::file_size(folder / file, code);
        model.bytes += code ? 0 : size;
    }
    return model;
}

/// Folders in a folder that may hold a model each; hidden ones and unfinished downloads are none.
std::vector<fs::path> innerFolders(const fs::path& place) {
    std::vector<fs::path> folders;
    std::error_code code;
    for (fs::directory_iterator entry(place, code), end; !code && entry != end; entry.increment(code)) {
        const auto name = entry->path().filename().string();
        std::error_code ignored;
        if (entry->is_directory(ignored) && !name.starts_with('.') && !name.ends_with(".download") && name.find(".tmp-") == std::string::npos)
            folders.push_back(entry->path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

} // namespace

std::vector<api::ModelFolder> findModelFolders(const std::vector<fs::path>& places, const std::stop_token& stop) {
    std::vector<api::ModelFolder> models;
    std::set<fs::path> seen;
    const auto take = [&](const fs::path& folder) {
        if (stop.stop_requested() || !seen.insert(folder.lexically_normal()).second)
            return false;
        auto model = describeFolder(folder);
        if (model)
            models.push_back(std::move(*model));
        return model.has_value();
    };
    for (const auto& place : places)
        if (!take(place))
            for (const auto& folder : innerFolders(place))
                take(folder);
    return models;
}

} // namespace cpw::desk
