// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/settings.h"

#include "core/api/spec_json.h"

#include <algorithm>
#include <set>

namespace cpw::compare {
namespace {

constexpr const char* kNone = "none";

void flatten(const nlohmann::json& value, const std::string& path, Settings& settings) {
    if (!value.is_structured()) {
        settings[path] = value.is_null() ? kNone : value.is_string() ? value.get<std::string>() : api::jsonText(value);
        return;
    }
    if (value.empty()) {
        settings[path] = kNone;
        return;
    }
    const std::string prefix = path.empty() ? "" : path + ".";
    if (value.is_object()) {
        for (const auto& [key, child] : value.items())
            flatten(child, prefix + key, settings);
        return;
    }
    const bool isPlain = std::none_of(value.begin(), value.end(), [](const auto& item) { return item.is_structured(); });
    if (isPlain) { // a list of numbers or names is one setting
        settings[path] = api::jsonText(value);
        return;
    }
    for (std::size_t i = 0; i < value.size(); ++i)
        flatten(value[i], prefix + std::to_string(i), settings);
}

const std::string& valueOf(const Settings& settings, const std::string& key) {
    static const std::string kMissing = kNone;
    const auto found = settings.find(key);
    return found == settings.end() ? kMissing : found->second;
}

} // namespace

Settings settingsOf(const api::RunSpec& spec) {
    Settings settings;
    flatten(api::toJson(spec), {}, settings);
    return settings;
}

std::string groupHash(const api::RunSpec& spec) {
    auto seedless = spec;
    seedless.seed = 0;
    return api::specHash(seedless);
}

std::string groupText(const Settings& settings, const std::vector<std::string>& keys) {
    std::string text;
    for (const auto& key : keys)
        text += (text.empty() ? "" : ", ") + key + " = " + valueOf(settings, key);
    return text;
}

SettingsDifference differingSettings(const std::vector<const Settings*>& compared) {
    std::set<std::string> keys;
    for (const auto* settings : compared)
        for (const auto& [key, value] : *settings)
            if (key != "name" && key != "seed")
                keys.insert(key);
    SettingsDifference difference{{}, keys.size()};
    for (const auto& key : keys) {
        std::vector<std::string> values;
        for (const auto* settings : compared)
            values.push_back(valueOf(*settings, key));
        if (std::any_of(values.begin(), values.end(), [&](const auto& value) { return value != values.front(); }))
            difference.rows.push_back({key, std::move(values)});
    }
    return difference;
}

} // namespace cpw::compare
