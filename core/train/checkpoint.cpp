// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/checkpoint.h"

#include "core/base/file_hash.h"
#include "core/base/file_io.h"
#include "core/base/hash.h"
#include "core/nn/module_state.h"

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <torch/headeronly/version.h>

#include <algorithm>
#include <cmath>

namespace cpw::train {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr const char* kModelFile = "model.safetensors";
constexpr const char* kOptimizerFile = "optimizer.safetensors";
constexpr const char* kManifestFile = "manifest.json";

/// JSON has no infinity and no NaN: null stands for "none yet".
json numberOrNull(double value) {
    return std::isfinite(value) ? json(value) : json(nullptr);
}

double numberOr(const json& value, double fallback) {
    return value.is_number() ? value.get<double>() : fallback;
}

json toJson(const Manifest& m) {
    return {{"format_version", Manifest::kFormatVersion},
            {"spec", json::parse(m.specJson)},
            {"stage_hash", m.stageHash},
            {"stage", m.stage},
            {"stage_kind", enumId(m.kind)},
            {"stage_complete", m.isStageComplete},
            {"validation_due", m.isValidationDue},
            {"step", m.runStep},
            {"stage_step", m.stageStep},
            {"sampler", {{"epoch", m.nextEpoch}, {"step", m.nextStepInEpoch}}},
            {"live",
             {{"learning_rate_plm", m.live.ratePlm},
              {"learning_rate_ctr", m.live.rateCtr},
              {"learning_rate_heads", m.live.rateHeads},
              {"weight_decay", m.live.weightDecay},
              {"clip_norm", m.live.clipNorm},
              {"plm_frozen", m.live.isPlmFrozen},
              {"ctr_frozen", m.live.isCtrFrozen}}},
            {"best_metric", numberOrNull(m.bestMetric)},
            {"best_checkpoint", m.bestFolder},
            {"gain_reference", numberOrNull(m.gainReference)},
            {"validations_without_gain", m.validationsWithoutGain},
            {"plateau", {{"factor", m.plateau.factor}, {"validations_without_gain", m.plateau.validationsWithoutGain}}},
            {"epoch_sums", {{"loss", m.epochSums.loss}, {"correct", m.epochSums.correct}, {"count", m.epochSums.count}}},
            {"task_state", m.taskState},
            {"kept", m.isKept},
            {"steered", m.isSteered},
            {"optimizer_fresh", m.isOptimizerFresh},
            {"micro_batch_halvings", m.microBatchHalvings},
            {"loss_scale", {{"scale", m.lossScale.scale}, {"good_steps", m.lossScale.goodSteps}}},
            {"metric", numberOrNull(m.metric)},
            {"plm_config", m.plmConfig.empty() ? json(nullptr) : json::parse(m.plmConfig)},
            {"torch_version", TORCH_VERSION}};
}

/// Entries that the first manifests do not have.
void readAdded(const json& source, Manifest& m) {
    m.gainReference = source.contains("gain_reference") ? numberOr(source["gain_reference"], m.gainReference) : m.bestMetric;
    const auto plateau = source.value("plateau", json::object());
    m.plateau = {plateau.value("factor", 1.0), plateau.value("validations_without_gain", 0)};
    const auto sums = source.value("epoch_sums", json::object());
    m.epochSums = {sums.value("loss", 0.0), sums.value("correct", 0.0), sums.value("count", 0.0)};
    m.taskState = source.value("task_state", std::vector<double>{});
    m.isKept = source.value("kept", false);
    m.isSteered = source.value("steered", false);
    m.isOptimizerFresh = source.value("optimizer_fresh", false);
    m.microBatchHalvings = source.value("micro_batch_halvings", 0);
    const auto scale = source.value("loss_scale", json::object());
    m.lossScale = {scale.value("scale", m.lossScale.scale), scale.value("good_steps", std::int64_t{0})};
}

Manifest fromJson(const json& source) {
    Manifest m;
    m.specJson = source.at("spec").dump();
    m.stageHash = source.at("stage_hash").get<std::string>();
    m.stage = source.at("stage").get<int>();
    const auto kind = enumFromId<spec::StageKind>(source.at("stage_kind").get<std::string>());
    if (!kind)
        throw json::other_error::create(501, "unknown stage kind", &source);
    m.kind = *kind;
    m.isStageComplete = source.at("stage_complete").get<bool>();
    m.isValidationDue = source.at("validation_due").get<bool>();
    m.runStep = source.at("step").get<std::int64_t>();
    m.stageStep = source.at("stage_step").get<std::int64_t>();
    m.nextEpoch = source.at("sampler").at("epoch").get<std::int64_t>();
    m.nextStepInEpoch = source.at("sampler").at("step").get<std::int64_t>();
    const auto& live = source.at("live");
    m.live = {live.at("learning_rate_plm").get<double>(), live.at("learning_rate_ctr").get<double>(),
              live.at("learning_rate_heads").get<double>(), live.at("weight_decay").get<double>(),
              live.at("clip_norm").get<double>(), live.at("plm_frozen").get<bool>(), live.at("ctr_frozen").get<bool>()};
    m.bestMetric = numberOr(source.at("best_metric"), -std::numeric_limits<double>::infinity());
    m.bestFolder = source.at("best_checkpoint").get<std::string>();
    m.validationsWithoutGain = source.at("validations_without_gain").get<int>();
    readAdded(source, m);
    m.metric = numberOr(source.at("metric"), std::numeric_limits<double>::quiet_NaN());
    if (!source.at("plm_config").is_null())
        m.plmConfig = source.at("plm_config").dump();
    m.torchVersion = source.at("torch_version").get<std::string>();
    return m;
}

Result<std::string> checksumOf(const fs::path& file) {
    CPW_TRY(hash, hashOfFile(file));
    return hashText(hash);
}

Result<json> readManifestJson(const fs::path& folder) {
    const auto file = folder / kManifestFile;
    auto text = readText(file);
    if (!text)
        return tl::unexpected(std::move(text.error()));
    auto parsed = json::parse(*text, nullptr, false);
    if (parsed.is_discarded() || !parsed.is_object() || !parsed.contains("format_version"))
        return badInput("{} is not a checkpoint manifest; the folder is damaged or no checkpoint, choose another", file.string());
    const auto version = parsed["format_version"];
    if (version != Manifest::kFormatVersion)
        return badInput("{} has format version {}, this program reads {}; use the program version that wrote it", file.string(),
                        version.dump(), Manifest::kFormatVersion);
    return parsed;
}

Result<Manifest> manifestFrom(const json& contents, const fs::path& folder) {
    try {
        return fromJson(contents);
    } catch (const json::exception& error) {
        return badInput("{} lacks an entry or holds one of another kind ({}); the checkpoint is damaged, use an earlier one",
                        (folder / kManifestFile).string(), error.what());
    }
}

Result<plm::NamedTensors> readChecked(const fs::path& folder, const char* name, const json& checksums) {
    const auto file = folder / name;
    CPW_TRY(sum, checksumOf(file));
    if (!checksums.contains(name) || checksums[name] != sum)
        return badInput("{} does not have the checksum of its manifest; the checkpoint is damaged, use an earlier one", file.string());
    CPW_TRY(loaded, plm::loadSafetensors(file));
    return std::move(loaded.tensors);
}

/// A second name for the file, or a second file where the file system has no links.
Result<void> linkOrCopy(const fs::path& source, const fs::path& target) {
    std::error_code code;
    fs::create_hard_link(source, target, code);
    if (code && fs::exists(source))
        fs::copy_file(source, target, code);
    if (code)
        return tl::unexpected(systemError("take over", source, code));
    return {};
}

} // namespace

Result<void> writeCheckpoint(const fs::path& folder, const Manifest& manifest, const plm::NamedTensors& model,
                             const plm::NamedTensors* optimizer) {
    CPW_TRY_VOID(makeFolders(folder.parent_path()));
    return writeFolderAtomically(folder, [&](const fs::path& temporary) -> Result<void> {
        auto contents = toJson(manifest);
        const std::map<std::string, std::string> metadata{{"format", "pt"}, {"stage_hash", manifest.stageHash}};
        CPW_TRY_VOID(plm::saveSafetensors(temporary / kModelFile, model, metadata));
        CPW_TRY(modelSum, checksumOf(temporary / kModelFile));
        contents["checksums"][kModelFile] = modelSum;
        if (optimizer) {
            CPW_TRY_VOID(plm::saveSafetensors(temporary / kOptimizerFile, *optimizer, metadata));
            CPW_TRY(optimizerSum, checksumOf(temporary / kOptimizerFile));
            contents["checksums"][kOptimizerFile] = optimizerSum;
        }
        return writeTextAtomically(temporary / kManifestFile, contents.dump(2) + "\n");
    });
}

Result<void> linkCheckpoint(const fs::path& source, const fs::path& target, const Manifest& manifest) {
    CPW_TRY(parent, readManifestJson(source));
    const auto checksums = parent.value("checksums", json::object());
    CPW_TRY_VOID(makeFolders(target.parent_path()));
    return writeFolderAtomically(target, [&](const fs::path& temporary) -> Result<void> {
        auto contents = toJson(manifest);
        for (const char* name : {kModelFile, kOptimizerFile}) {
            if (!checksums.contains(name) || (name == kOptimizerFile && manifest.isOptimizerFresh))
                continue;
            CPW_TRY_VOID(linkOrCopy(source / name, temporary / name));
            contents["checksums"][name] = checksums[name];
        }
        return writeTextAtomically(temporary / kManifestFile, contents.dump(2) + "\n");
    });
}

Result<Manifest> readManifest(const fs::path& folder) {
    CPW_TRY(contents, readManifestJson(folder));
    return manifestFrom(contents, folder);
}

Result<Checkpoint> readCheckpoint(const fs::path& folder, bool withOptimizer) {
    CPW_TRY(contents, readManifestJson(folder));
    CPW_TRY(manifest, manifestFrom(contents, folder));
    const auto checksums = contents.value("checksums", json::object());
    CPW_TRY(model, readChecked(folder, kModelFile, checksums));
    Checkpoint checkpoint{std::move(manifest), std::move(model), {}};
    if (withOptimizer && !checkpoint.manifest.isOptimizerFresh) {
        CPW_TRY(optimizer, readChecked(folder, kOptimizerFile, checksums));
        checkpoint.optimizer = std::move(optimizer);
    }
    return checkpoint;
}

Result<void> writePointer(const fs::path& checkpoints, const char* pointer, const std::string& folder) {
    return writeTextAtomically(checkpoints / pointer, folder + "\n");
}

std::optional<fs::path> readPointer(const fs::path& checkpoints, const char* pointer) {
    std::error_code code;
    if (!fs::exists(checkpoints / pointer, code))
        return std::nullopt;
    auto text = readText(checkpoints / pointer);
    if (!text)
        return std::nullopt;
    const auto folder = checkpoints / text->substr(0, text->find('\n'));
    return fs::is_directory(folder, code) ? std::optional(folder) : std::nullopt;
}

std::vector<CheckpointPlace> listCheckpoints(const fs::path& checkpoints) {
    std::vector<CheckpointPlace> places;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(checkpoints, ignored)) {
        if (!entry.is_directory(ignored) || !entry.path().filename().string().starts_with("step-"))
            continue;
        if (const auto manifest = readManifest(entry.path()))
            places.push_back({manifest->runStep, entry.path()});
    }
    std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
    return places;
}

std::string checkpointName(std::int64_t step) {
    return fmt::format("step-{:08}", step);
}

void removeOtherCheckpoints(const fs::path& checkpoints, const std::vector<std::string>& keep) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(checkpoints, ignored)) {
        const auto name = entry.path().filename().string();
        if (!entry.is_directory(ignored) || std::find(keep.begin(), keep.end(), name) != keep.end())
            continue;
        if (const auto manifest = readManifest(entry.path()); !manifest || !manifest->isKept)
            fs::remove_all(entry.path(), ignored);
    }
}

std::string LoadReport::firstFault() const {
    if (!mismatched.empty())
        return mismatched.front();
    if (!missing.empty())
        return missing.front() + " is missing";
    return unexpected.empty() ? std::string() : unexpected.front() + " is not a parameter of the model";
}

LoadReport loadParameters(clickprompt::ClickPromptModel model, const plm::NamedTensors& tensors) {
    const at::NoGradGuard noGrad;
    LoadReport report;
    const auto targets = nn::moduleState(*model);
    for (const auto& [name, target] : targets) {
        const auto found = tensors.find(name);
        if (found == tensors.end()) {
            report.missing.push_back(name);
        } else if (found->second.sizes() != target.sizes()) {
            report.mismatched.push_back(fmt::format("{}: found [{}], expected [{}]", name, fmt::join(found->second.sizes(), ", "),
                                                    fmt::join(target.sizes(), ", ")));
        } else {
            target.copy_(found->second);
            report.loaded.push_back(name);
        }
    }
    for (const auto& [name, tensor] : tensors)
        if (!targets.contains(name))
            report.unexpected.push_back(name);
    return report;
}

} // namespace cpw::train
