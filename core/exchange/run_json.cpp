// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/run_json.h"

#include "core/base/file_io.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

namespace cpw::exchange {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr std::pair<api::LogLevel, const char*> kLevels[] = {{api::LogLevel::Debug, "debug"},
                                                             {api::LogLevel::Info, "info"},
                                                             {api::LogLevel::Warning, "warning"},
                                                             {api::LogLevel::Error, "error"}};

const char* levelText(api::LogLevel level) {
    const auto* found =
        std::find_if(std::begin(kLevels), std::end(kLevels), [level](const auto& one) { return one.first == level; });
    return found == std::end(kLevels) ? "" : found->second;
}

/// The first line of a pointer file beside the checkpoints: the name of a folder.
std::string pointerIn(const fs::path& checkpoints, const char* pointer) {
    const auto text = readText(checkpoints / pointer);
    return text ? text->substr(0, text->find('\n')) : std::string();
}

json filesOf(const fs::path& folder, const json& checksums) {
    auto files = json::object();
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(folder, code)) {
        const auto name = entry.path().filename().string();
        files[name]["bytes"] = entry.file_size(code);
        if (checksums.contains(name))
            files[name]["checksum"] = checksums[name];
    }
    return files;
}

json checkpointJson(const fs::path& folder) {
    json facts = {{"folder", "checkpoints/" + folder.filename().string()}};
    const auto text = readText(folder / "manifest.json");
    auto manifest = text ? json::parse(*text, nullptr, false) : json(json::value_t::discarded);
    if (manifest.is_discarded() || !manifest.is_object()) {
        facts["error"] = text ? "manifest.json is not JSON" : text.error().text();
        return facts;
    }
    const auto checksums = manifest.value("checksums", json::object());
    for (const char* bulky : {"spec", "plm_config", "task_state", "checksums"}) // the spec is the run's
        manifest.erase(bulky);
    facts.update(manifest);
    facts["files"] = filesOf(folder, checksums);
    return facts;
}

} // namespace

json summaryJson(const api::RunSummary& run) {
    json object = {{"run", api::toText(run.id)}, {"name", run.name},   {"state", api::toText(run.state)}, {"spec_hash", run.specHash},
                   {"dataset", run.dataset},     {"backbone", run.backbone}, {"stages", run.stages},      {"seed", run.seed},
                   {"step", run.step},           {"seconds", run.seconds},   {"created", secondsOf(run.created)},
                   {"results", run.results},     {"note", run.note},         {"tags", run.tags}};
    if (!run.error.empty())
        object["error"] = run.error;
    if (run.parent) {
        object["parent"] = api::toText(run.parent->run);
        object["parent_step"] = run.parent->step;
    }
    if (run.origin)
        object["imported_from"] = {{"program", run.origin->program}, {"source", run.origin->source}, {"id", run.origin->id}};
    return object;
}

json eventJson(const api::StoredEvent& event) {
    return {{"step", event.step}, {"time", secondsOf(event.time)}, {"kind", event.kind}, {"text", event.text}, {"level", levelText(event.level)}};
}

api::LogLevel levelFromText(std::string_view text) {
    const auto* found =
        std::find_if(std::begin(kLevels), std::end(kLevels), [text](const auto& one) { return text == one.second; });
    return found == std::end(kLevels) ? api::LogLevel::Info : found->first;
}

json checkpointsJson(const fs::path& runFolder) {
    const auto place = runFolder / "checkpoints";
    const auto best = pointerIn(place, "best"), last = pointerIn(place, "last");
    std::vector<fs::path> folders;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(place, code))
        if (entry.is_directory(code) && entry.path().filename().string().starts_with("step-"))
            folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    auto list = json::array();
    for (const auto& folder : folders) {
        auto facts = checkpointJson(folder);
        facts["is_best"] = folder.filename() == best;
        facts["is_last"] = folder.filename() == last;
        list.push_back(std::move(facts));
    }
    return list;
}

double secondsOf(api::Clock::time_point time) {
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

std::string numberText(double value) {
    if (std::isnan(value))
        return "\"NaN\"";
    if (std::isinf(value))
        return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    return fmt::format("{}", value);
}

} // namespace cpw::exchange
