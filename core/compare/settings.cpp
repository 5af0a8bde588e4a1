// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/settings.h"

#include "core/api/spec_json.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace cpw::compare {
namespace {

constexpr const char* kNone = "none";
constexpr const char* kAbsent = "absent";

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
    static const std::string kNoneText = kNone;
    const auto found = settings.find(key);
    return found == settings.end() ? kNoneText : found->second;
}

/// Stages by their kind in the place of their number, so that a stage before another does not make both differ. A kind that comes
/// twice keeps its numbers.
Settings withStagesByKind(const Settings& settings) {
    std::map<std::string, std::string> names; // "stages.0." -> "stages.pa_mlm."
    std::set<std::string> seen;
    for (std::size_t i = 0;; ++i) {
        const auto prefix = "stages." + std::to_string(i) + ".";
        const auto kind = settings.find(prefix + "kind");
        if (kind == settings.end())
            break;
        if (!seen.insert(kind->second).second)
            return settings;
        names[prefix] = "stages." + kind->second + ".";
    }
    Settings renamed;
    for (const auto& [key, value] : settings) {
        const auto name = std::find_if(names.begin(), names.end(), [&](const auto& one) { return key.starts_with(one.first); });
        renamed[name == names.end() ? key : name->second + key.substr(name->first.size())] = value;
    }
    return renamed;
}

/// "stages.pa_mlm" of "stages.pa_mlm.batch"; empty for what is not of a stage.
std::string stageOf(const std::string& key) {
    static constexpr std::string_view kStages = "stages.";
    const auto end = key.starts_with(kStages) ? key.find('.', kStages.size()) : std::string::npos;
    return end == std::string::npos ? std::string() : key.substr(0, end);
}

bool hasStage(const Settings& settings, const std::string& stage) {
    const auto first = settings.lower_bound(stage + '.');
    return first != settings.end() && first->first.starts_with(stage + '.');
}

} // namespace

Settings settingsOf(const api::RunSpec& spec) {
    return settingsOfJson(api::toJson(spec));
}

Settings settingsOfJson(const nlohmann::json& spec) {
    Settings settings;
    flatten(spec, {}, settings);
    return settings;
}

std::string groupText(const Settings& settings, const std::vector<std::string>& keys) {
    std::string text;
    for (const auto& key : keys)
        text += (text.empty() ? "" : ", ") + key + " = " + valueOf(settings, key);
    return text;
}

SettingsDifference differingSettings(const std::vector<const Settings*>& asRecorded) {
    std::vector<Settings> compared;
    for (const auto* settings : asRecorded)
        compared.push_back(withStagesByKind(*settings));
    std::set<std::string> keys;
    for (const auto& settings : compared)
        for (const auto& [key, value] : settings)
            if (key != "name" && key != "seed")
                keys.insert(key);
    SettingsDifference difference{{}, keys.size()};
    std::string toldStage;
    for (const auto& key : keys) {
        const auto stage = stageOf(key);
        const auto isThere = [&](const Settings& settings) { return stage.empty() || hasStage(settings, stage); };
        if (const bool isEverywhere = std::all_of(compared.begin(), compared.end(), isThere); !isEverywhere && stage != toldStage) {
            difference.rows.push_back({toldStage = stage, {}});
            for (const auto& settings : compared)
                difference.rows.back().values.emplace_back(isThere(settings) ? "present" : kAbsent);
        }
        std::vector<std::string> values;
        std::set<std::string> distinct; // of those that have the stage
        for (const auto& settings : compared) {
            values.push_back(isThere(settings) ? valueOf(settings, key) : kAbsent);
            if (isThere(settings))
                distinct.insert(values.back());
        }
        if (distinct.size() > 1)
            difference.rows.push_back({key, std::move(values)});
    }
    return difference;
}

} // namespace cpw::compare
