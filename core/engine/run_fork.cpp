// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/torch_pch.h"

#include "core/engine/run_fork.h"

#include "core/api/spec_json.h"
#include "core/train/checkpoint.h"
#include "core/train/waiting_weights.h"

#include <algorithm>
#include <string_view>

namespace cpw::engine {
namespace fs = std::filesystem;
namespace {

/// What a fork of one checkpoint under another spec changes.
struct ForkPlan {
    train::Manifest manifest;          ///< of the fork's first checkpoint
    std::optional<fs::path> best;      ///< the best checkpoint so far, where it is another one
    std::vector<std::string> notes;
};

fs::path checkpointsOf(const api::RunStore& store, api::RunId run) {
    return store.runFolder(run) / "checkpoints";
}

/// Dotted paths of the values that differ.
std::vector<std::string> changedPaths(const api::RunSpec& before, const api::RunSpec& after) {
    const auto one = api::toJson(before).flatten();
    const auto two = api::toJson(after).flatten();
    std::vector<std::string> changed;
    const auto add = [&changed](std::string path) {
        path.erase(0, 1);
        std::replace(path.begin(), path.end(), '/', '.');
        changed.push_back(std::move(path));
    };
    for (const auto& [path, value] : one.items())
        if (!two.contains(path) || two[path] != value)
            add(path);
    for (const auto& [path, value] : two.items())
        if (!one.contains(path))
            add(path);
    return changed;
}

std::string joined(const std::vector<std::string>& paths) {
    std::string text;
    for (const auto& path : paths)
        text += (text.empty() ? "" : ", ") + path;
    return text;
}

bool isOfModel(std::string_view path) {
    for (const char* group : {"data.", "text.", "plm.", "backbone.", "prompts.", "fusion", "initialisation."})
        if (path.starts_with(group))
            return true;
    return false;
}

/// Index of the stage that "stages.2.batch" speaks of; -1 for none.
int stageOf(std::string_view path) {
    constexpr std::string_view kStages = "stages.";
    return path.starts_with(kStages) ? std::atoi(std::string(path.substr(kStages.size())).c_str()) : -1;
}

/// The parent's spec with what commands had changed by the checkpoint.
api::RunSpec withLiveValues(api::RunSpec spec, int stage, const train::LiveValues& live) {
    auto& edited = spec.stages[static_cast<std::size_t>(stage)];
    edited.optimizer.learningRatePlm = live.ratePlm;
    edited.optimizer.learningRateCtr = live.rateCtr;
    edited.optimizer.learningRateHeads = live.rateHeads;
    edited.optimizer.weightDecay = live.weightDecay;
    edited.optimizer.clipNorm = live.clipNorm;
    edited.freeze.languageModel = live.isPlmFrozen;
    if (edited.freeze.freezesWholeCtr() != live.isCtrFrozen)
        edited.freeze.ctrEmbeddings = edited.freeze.ctrTrunk = live.isCtrFrozen;
    return spec;
}

train::LiveValues liveValuesOf(const spec::StageSpec& stage) {
    auto live = train::liveValues(stage.optimizer);
    live.isPlmFrozen = stage.freeze.languageModel;
    live.isCtrFrozen = stage.freeze.freezesWholeCtr();
    return live;
}

Result<void> checkKept(const api::ForkPoint& point, const api::RunSpec& spec, const std::vector<std::string>& changed) {
    std::vector<std::string> refused;
    std::copy_if(changed.begin(), changed.end(), std::back_inserter(refused), isOfModel);
    if (!refused.empty())
        return badInput("a fork goes on with the data, the template and the model of its parent, but {} {} changed; start a new run with "
                        "initialisation.start_from = {} to take over weights alone",
                        joined(refused), refused.size() == 1 ? "was" : "were", api::toText(point.parent));
    const auto stage = static_cast<std::size_t>(point.stage);
    if (stage >= spec.stages.size())
        return badInput("the checkpoint of step {} is of stage {}, but the fork has {} stages; keep the stages up to it", point.step, stage + 1,
                        spec.stages.size());
    if (spec.stages[stage].kind != point.spec.stages[stage].kind)
        return badInput("the checkpoint of step {} is of stage {} ({}), which the fork makes {}; keep the kind of that stage", point.step, stage + 1,
                        enumId(point.spec.stages[stage].kind), enumId(spec.stages[stage].kind));
    return {};
}

void noteEarlierStages(const api::ForkPoint& point, const std::vector<std::string>& changed, std::vector<std::string>& notes) {
    std::vector<std::string> idle;
    for (const auto& path : changed)
        if (const int stage = stageOf(path); stage >= 0 && stage < point.stage)
            idle.push_back(path);
    if (!idle.empty())
        notes.push_back(fmt::format("{} {} of a stage that was over at step {}: the change does nothing", joined(idle), idle.size() == 1 ? "is" : "are",
                                    point.step));
}

/// The place in the epoch as the same number of rows under another batch size.
void moveCursor(const spec::StageSpec& before, const spec::StageSpec& after, ForkPlan& plan) {
    if (before.batch == after.batch)
        return;
    auto& m = plan.manifest;
    m.nextStepInEpoch = m.nextStepInEpoch * before.batch / after.batch;
    plan.notes.push_back(fmt::format("the batch changes from {} to {} rows: the epoch goes on after the same number of rows, in another order of rows",
                                     before.batch, after.batch));
}

void dropWhatDoesNotFit(const spec::StageSpec& before, const spec::StageSpec& after, ForkPlan& plan) {
    auto& m = plan.manifest;
    const auto& one = before.optimizer;
    const auto& two = after.optimizer;
    if (one.kind != two.kind || one.embeddingUpdates != two.embeddingUpdates) {
        m.isOptimizerFresh = true;
        plan.notes.push_back(fmt::format("the optimiser state of {} with {} embedding updates does not fit {} with {}: it starts anew", enumId(one.kind),
                                         enumId(one.embeddingUpdates), enumId(two.kind), enumId(two.embeddingUpdates)));
    }
    if (before.stopping.metric != after.stopping.metric) {
        const train::Manifest fresh;
        m.bestMetric = fresh.bestMetric;
        m.gainReference = fresh.gainReference;
        m.validationsWithoutGain = 0;
        m.bestFolder.clear();
        plan.notes.push_back("another metric chooses the model: the best checkpoint so far is not taken over");
    }
}

void findBest(const fs::path& checkpoints, ForkPlan& plan) {
    auto& m = plan.manifest;
    if (m.bestFolder.empty() || m.bestFolder == train::checkpointName(m.runStep))
        return;
    if (train::readManifest(checkpoints / m.bestFolder)) {
        plan.best = checkpoints / m.bestFolder;
        return;
    }
    plan.notes.push_back(fmt::format("the best checkpoint up to step {} ({}) is no longer on disk: the next validation starts the choice anew", m.runStep,
                                     m.bestFolder));
    m.bestMetric = train::Manifest().bestMetric;
    m.bestFolder.clear();
}

Result<ForkPlan> planFork(const api::RunStore& store, const api::ForkPoint& point, const api::RunSpec& spec) {
    const auto checkpoints = checkpointsOf(store, point.parent);
    CPW_TRY(manifest, train::readManifest(checkpoints / train::checkpointName(point.step)));
    const auto changed = changedPaths(point.spec, spec);
    CPW_TRY_VOID(checkKept(point, spec, changed));
    ForkPlan plan{std::move(manifest), {}, {}};
    const auto stage = static_cast<std::size_t>(point.stage);
    const auto& before = point.spec.stages[stage];
    const auto& after = spec.stages[stage];
    const auto hash = api::stageHash(spec, stage);
    auto& m = plan.manifest;
    m.isSteered = m.isSteered || m.stageHash != hash;
    m.stageHash = hash;
    m.specJson = api::toJson(spec).dump();
    m.live = liveValuesOf(after);
    m.isKept = false;
    noteEarlierStages(point, changed, plan.notes);
    if (spec.seed != point.spec.seed)
        plan.notes.push_back(fmt::format("the seed changes from {} to {}: order of rows, masks and dropout are drawn from it from step {} on, the weights "
                                         "come from the parent",
                                         point.spec.seed, spec.seed, point.step + 1));
    moveCursor(before, after, plan);
    dropWhatDoesNotFit(before, after, plan);
    findBest(checkpoints, plan);
    return plan;
}

} // namespace

Result<api::ForkPoint> findForkPoint(const api::RunStore& store, api::RunId parent, std::optional<std::int64_t> step) {
    CPW_TRY(spec, store.spec(parent));
    const auto places = train::listCheckpoints(checkpointsOf(store, parent));
    if (places.empty())
        return badInput("{} has no checkpoint on disk; wait for the first one, or ask for one with \"checkpoint\"", api::toText(parent));
    auto chosen = places.rbegin();
    while (step && chosen != places.rend() && chosen->step > *step)
        ++chosen;
    if (chosen == places.rend())
        return badInput("{} has no checkpoint at step {} or before; the first one on disk is of step {}", api::toText(parent), *step,
                        places.front().step);
    CPW_TRY(manifest, train::readManifest(chosen->folder));
    if (manifest.stage < 0 || manifest.stage >= static_cast<int>(spec.stages.size()))
        return badInput("{} is of stage {}, but {} has {} stages; the folder belongs to another run", chosen->folder.string(), manifest.stage + 1,
                        api::toText(parent), spec.stages.size());
    api::ForkPoint point{parent, chosen->step, manifest.stage, {}, withLiveValues(std::move(spec), manifest.stage, manifest.live)};
    for (const auto& place : places)
        point.steps.push_back(place.step);
    return point;
}

Result<std::vector<std::string>> checkFork(const api::RunStore& store, const api::ForkPoint& point, const api::RunSpec& spec) {
    CPW_TRY(plan, planFork(store, point, spec));
    return std::move(plan.notes);
}

Result<void> takeCheckpoint(const api::RunStore& store, const api::ForkPoint& point, const api::RunSpec& spec, api::RunId run) {
    CPW_TRY(plan, planFork(store, point, spec));
    const auto name = train::checkpointName(point.step);
    const auto target = checkpointsOf(store, run);
    CPW_TRY_VOID(train::linkCheckpoint(checkpointsOf(store, point.parent) / name, target / name, plan.manifest));
    if (plan.best) {
        CPW_TRY(best, train::readManifest(*plan.best));
        CPW_TRY_VOID(train::linkCheckpoint(*plan.best, target / plan.manifest.bestFolder, best));
    }
    if (!plan.manifest.bestFolder.empty())
        CPW_TRY_VOID(train::writePointer(target, "best", plan.manifest.bestFolder));
    CPW_TRY_VOID(train::linkWaiting(store.runFolder(point.parent), store.runFolder(run), point.stage));
    return train::writePointer(target, "last", name);
}

} // namespace cpw::engine
