// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/catalog_builder.h"

#include "core/api/spec_json.h"
#include "core/base/expects.h"
#include "core/clickprompt/click_prompt_model.h"
#include "core/ctr/backbone.h"
#include "core/data/dataset_source.h"
#include "core/data/field_rules.h"
#include "core/engine/plm_folder.h"
#include "core/engine/preset_texts.h"
#include "core/engine/precision_probe.h"
#include "core/engine/run_assembly.h"
#include "core/engine/stage_checks.h"

#include <ATen/Context.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <torch/headeronly/version.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace cpw::engine {
namespace {

using nlohmann::json;

api::RunSpec presetSpec(const json& source, const std::string& where) {
    auto parsed = api::specFromJson(source);
    expects(!api::hasErrors(parsed.problems), "preset {}: {}", where, api::hasErrors(parsed.problems) ? api::problemsError(parsed.problems).text() : "");
    return std::move(parsed.spec);
}

/// {"id", "title", "description", "base": spec, "arms": [{"id", "title", "spec": changes as a JSON merge patch}]}
api::Preset presetFromText(const char* text) {
    const auto source = json::parse(text);
    api::Preset preset{source.at("id"), source.at("title"), source.at("description"), {}};
    for (const auto& arm : source.at("arms")) {
        auto spec = source.at("base");
        spec.merge_patch(arm.at("spec"));
        spec["name"] = arm.at("title");
        preset.arms.push_back({arm.at("id"), arm.at("title"), presetSpec(spec, preset.id + "/" + arm.at("id").get<std::string>())});
    }
    return preset;
}

std::vector<api::DeviceInfo> findDevices() {
    std::vector<api::DeviceInfo> devices{{"cpu", "Processor", 0}};
    const int cards = at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0;
    for (int i = 0; i < cards; ++i)
        devices.push_back({fmt::format("cuda:{}", i), fmt::format("CUDA card {}", i), 0});
    return devices;
}

/// Sizes of the language model as far as a check before reading needs them; a vocabulary of a word stands for one not yet trained.
std::optional<plm::PlmConfig> knownPlmConfig(const spec::PlmSpec& spec, std::vector<Problem>& problems) {
    if (spec.folder.empty()) {
        plm::PlmConfig config;
        config.vocabularySize = 1;
        config.layers = spec.scratch.layers;
        config.hidden = spec.scratch.hidden;
        config.heads = spec.scratch.heads;
        config.maximumPositions = spec.scratch.maximumPositions;
        return config;
    }
    auto config = plm::PlmConfig::load(spec.folder);
    if (config)
        return std::move(*config);
    problems.push_back({"plm.folder", config.error().text(), adviceForMissingPlm(spec.folder), true});
    return std::nullopt;
}

void checkFreezing(const api::RunSpec& spec, const spec::StageSpec& stage, const std::string& path, std::vector<Problem>& problems) {
    if (stage.kind == spec::StageKind::PaMlm && stage.freeze.languageModel && spec.prompts.count == 0)
        problems.push_back({path + ".language_model", "is true and prompts.count is 0, so that masked tokens train nothing",
                            "Use at least 1 prompt, or train the language model.", true});
    if (stage.kind != spec::StageKind::FinetuneCtr && spec.plm.folder.empty() && stage.freeze.plmLayers > spec.plm.scratch.layers)
        problems.push_back({path + ".plm_layers", fmt::format("is {}, expected between 0 and {}, the layers of the language model",
                                                              stage.freeze.plmLayers, spec.plm.scratch.layers),
                            {}, true});
}

void checkStageInSpec(const api::RunSpec& spec, std::size_t index, std::vector<Problem>& problems) {
    const auto& stage = spec.stages[index];
    const auto path = fmt::format("stages.{}", index);
    checkStage(stage, spec.prompts.count > 0, path, problems);
    checkFreezing(spec, stage, path + ".freeze", problems);
    if (stage.kind == spec::StageKind::FinetuneWithPlm && spec.fusion == spec::FusionKind::CtrOnly)
        problems.push_back({"fusion", fmt::format("is ctr_only, so that {} trains nothing of the language model", path),
                            "The stage finetune_ctr does the same without building it.", false});
}

void checkData(const spec::DataSpec& data, std::vector<Problem>& problems) {
    const auto source = data::findDatasetSource(data.source);
    if (!source) {
        problems.push_back({"data.source", source.error().message, {}, true});
        return;
    }
    const bool isGenerated = (*source)->files({}).empty();
    if (!isGenerated && data.path.empty())
        problems.push_back({"data.path", fmt::format("is empty, {} needs a {}", data.source, (*source)->pathHelp), "Give it with --data-path.", true});
    if (data.split.train + data.split.valid > 1.0 + 1e-9)
        problems.push_back({"data.split", fmt::format("train {} and valid {} add up to more than 1", data.split.train, data.split.valid),
                            "Lower one of them; the rest is test.", true});
    auto rules = data::checkFieldRules(data);
    problems.insert(problems.end(), rules.begin(), rules.end());
    for (const auto& [key, value] : data.sourceOptions) {
        const auto& options = (*source)->options;
        if (std::none_of(options.begin(), options.end(), [&key = key](const OptionSchema& o) { return o.key == key; }))
            problems.push_back({"data.source_options." + key, fmt::format("\"{}\" is not an option of {}", key, data.source), "Remove it.", true});
    }
}

void checkModel(const api::RunSpec& spec, std::vector<Problem>& problems) {
    // Without named fields their number is known only after reading; checks that need it are made then.
    clickprompt::ClickPromptOptions options;
    const auto fields = static_cast<std::int64_t>(spec.data.fields.size());
    options.shape = fields > 0 ? ctr::CtrShape{fields, fields} : ctr::CtrShape::unknown();
    options.backbone = spec.backbone;
    options.prompts = spec.prompts;
    options.pooler = spec.plm.pooler;
    options.fusion = spec.fusion;
    if (spec.usesText() || spec.prompts.ctrLogit != spec::CtrLogit::Trunk) {
        options.plm = knownPlmConfig(spec.plm, problems);
        if (!options.plm)
            options.promptSizes = clickprompt::PromptSizes{1, 1, 1}; // the folder is the problem, not what it would have told
        else if (!spec.usesText())
            options = options.ctrSide();
    }
    auto found = clickprompt::checkOptions(options);
    problems.insert(problems.end(), found.begin(), found.end());
    if (spec.plm.tokenizer.kind == spec::TokenizerKind::File && spec.plm.tokenizer.path.empty())
        problems.push_back({"plm.tokenizer.path", "is empty, the kind \"file\" needs the path of a vocab.txt", {}, true});
}

} // namespace

api::Catalog buildCatalog() {
    api::Catalog catalog;
    for (const auto& source : data::datasetSources())
        catalog.sources.push_back({source.id, source.title, source.pathHelp, source.options});
    for (const auto& backbone : ctr::backbones())
        catalog.backbones.push_back({backbone.id, backbone.title, {}, backbone.options});
    catalog.presets = builtInPresets();
    catalog.devices = findDevices();
    catalog.torchVersion = TORCH_VERSION;
    return catalog;
}

const std::vector<api::Preset>& builtInPresets() {
    static const auto presets = [] {
        std::vector<api::Preset> all;
        for (const char* text : kPresetTexts)
            all.push_back(presetFromText(text));
        return all;
    }();
    return presets;
}

Result<const api::Preset*> findPreset(std::string_view id) {
    std::string known;
    for (const auto& preset : builtInPresets()) {
        if (preset.id == id)
            return &preset;
        known += (known.empty() ? "" : ", ") + preset.id;
    }
    return fail(ErrorCode::Usage, "\"{}\" is not a preset; known: {}", id, known);
}

namespace {

/// Width of a language model below which bfloat16 does not pay on a processor.
constexpr std::int64_t kSmallestGain = 256;

void checkPrecision(const api::RunSpec& spec, std::vector<Problem>& problems) {
    if (spec.device != "cpu")
        return;
    if (spec.precision == api::Precision::Float16)
        problems.push_back({"precision", "is float16, which is offered on CUDA cards only", "Use float32, or another device.", true});
    if (spec.precision == api::Precision::BFloat16) {
        if (const auto& times = processorPrecisionTimes(); !times.isBFloat16Faster())
            problems.push_back({"precision",
                                fmt::format("is bfloat16, with which this processor is slower: {:.2f} ms a matrix product against {:.2f} in float32",
                                            times.bfloat16, times.float32),
                                "Use float32, or a CUDA card.", true});
        else if (spec.usesText() && spec.plm.folder.empty() && spec.plm.scratch.hidden < kSmallestGain)
            problems.push_back({"precision",
                                fmt::format("is bfloat16, but in a language model {} wide the casts cost more than the products gain", spec.plm.scratch.hidden),
                                "Use float32, or compare the two with train --dry-run.", false});
    }
    if (spec.allowsTf32)
        problems.push_back({"tf32", "has no effect on the processor", "Leave it off, or use a CUDA card.", false});
}

} // namespace

std::vector<Problem> checkSpec(const api::RunSpec& spec) {
    std::vector<Problem> problems;
    checkData(spec.data, problems);
    checkModel(spec, problems);
    if (spec.stages.empty())
        problems.push_back({"stages", "there is no stage", "Add at least one: pa_mlm, finetune_with_plm or finetune_ctr.", true});
    for (std::size_t i = 0; i < spec.stages.size(); ++i)
        checkStageInSpec(spec, i, problems);
    if (const auto device = deviceFromText(spec.device); !device)
        problems.push_back({"device", device.error().message, {}, true});
    checkPrecision(spec, problems);
    return problems;
}

api::RunSpec withSourceDefaults(api::RunSpec spec) {
    spec.data = data::withSourceDefaults(std::move(spec.data));
    return spec;
}

} // namespace cpw::engine
