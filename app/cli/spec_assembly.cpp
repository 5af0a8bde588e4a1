// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/spec_assembly.h"

#include "app/cli/command_context.h"
#include "core/api/run_plan.h"
#include "core/api/spec_json.h"
#include "core/base/file_io.h"
#include "core/engine/catalog_builder.h"

#include <algorithm>

namespace cpw::cli {
namespace fs = std::filesystem;
namespace {

bool looksLikeFile(const std::string& source) {
    std::error_code ignored;
    return source.ends_with(".json") || source.find('/') != std::string::npos || fs::is_regular_file(source, ignored);
}

Result<std::vector<PlannedRun>> fromFile(const SpecRequest& request) {
    if (!request.arms.empty())
        return fail(ErrorCode::Usage, "--arm picks arms of a preset, but {} is a file with one spec; leave --arm out", request.source);
    CPW_TRY(text, readText(request.source));
    auto spec = api::checkedSpec(api::specFromText(text));
    if (!spec)
        return withContext(spec.error(), request.source);
    auto arm = spec->name.empty() ? fs::path(request.source).stem().string() : spec->name;
    return std::vector{PlannedRun{std::move(arm), std::move(*spec)}};
}

Result<std::vector<PlannedRun>> fromPreset(const SpecRequest& request) {
    auto preset = engine::findPreset(request.source);
    if (!preset)
        return fail(ErrorCode::Usage, "{}; a spec in a file is given by its path, such as ./{}.json", preset.error().message, request.source);
    std::vector<PlannedRun> runs;
    std::string known;
    for (const auto& arm : (*preset)->arms) {
        known += (known.empty() ? "" : ", ") + arm.id;
        if (request.arms.empty() || std::find(request.arms.begin(), request.arms.end(), arm.id) != request.arms.end())
            runs.push_back({arm.id, arm.spec});
    }
    for (const auto& wanted : request.arms)
        if (std::none_of(runs.begin(), runs.end(), [&](const PlannedRun& run) { return run.arm == wanted; }))
            return fail(ErrorCode::Usage, "the preset {} has no arm \"{}\"; its arms: {}", request.source, wanted, known);
    return runs;
}

Result<void> adjust(PlannedRun& run, const SpecRequest& request) {
    if (request.data)
        run.spec.data = *request.data;
    auto settings = request.settings;
    if (!request.dataPath.empty())
        settings.insert(settings.begin(), "data.path=" + request.dataPath);
    auto adjusted = withSettings(run.spec, settings);
    if (!adjusted)
        return withContext(adjusted.error(), run.arm);
    run.spec = std::move(*adjusted);
    if (!request.device.empty())
        run.spec.device = request.device;
    if (request.threads > 0)
        run.spec.threads = request.threads;
    return {};
}

} // namespace

Result<api::RunSpec> withSettings(const api::RunSpec& spec, const std::vector<std::string>& settings) {
    auto document = api::toJson(spec);
    for (const auto& setting : settings) {
        CPW_TRY(assignment, parseAssignment(setting));
        CPW_TRY_VOID(api::setByPath(document, assignment.path, assignment.value));
    }
    return api::checkedSpec(api::specFromJson(document));
}

Result<std::vector<PlannedRun>> planRuns(const SpecRequest& request) {
    CPW_TRY(arms, looksLikeFile(request.source) ? fromFile(request) : fromPreset(request));
    for (auto& arm : arms)
        CPW_TRY_VOID(adjust(arm, request));
    if (request.seeds.empty())
        return arms;
    CPW_TRY(seeds, api::parseSeeds(request.seeds));
    std::vector<PlannedRun> runs;
    for (const auto seed : seeds) {
        for (const auto& arm : arms) {
            runs.push_back(arm);
            runs.back().spec.seed = seed;
        }
    }
    return runs;
}

Result<spec::DataSpec> makeDataSpec(const std::string& source, const std::string& path, const std::vector<std::string>& settings) {
    api::RunSpec spec;
    spec.data.source = source;
    spec.data.path = path;
    std::vector<std::string> below;
    for (const auto& setting : settings)
        below.push_back("data." + setting);
    CPW_TRY(read, withSettings(engine::withSourceDefaults(spec), below));
    return engine::withSourceDefaults(read).data;
}

} // namespace cpw::cli
