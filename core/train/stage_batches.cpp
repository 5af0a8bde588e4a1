// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/stage_batches.h"

#include "core/train/scoring.h"

#include <algorithm>

namespace cpw::train {
namespace {

SamplerOptions samplerOptions(const spec::StageSpec& stage, std::uint64_t seed, int stageIndex) {
    const auto accumulation = std::min<std::int64_t>(stage.accumulation, stage.batch);
    return {(stage.batch + accumulation - 1) / accumulation, accumulation, seed * 1000003 + static_cast<std::uint64_t>(stageIndex)};
}

} // namespace

BatchSampler makeStageSampler(const TrainSetup& setup, int stage, const StageTask& task) {
    auto rows = task.trainingRows();
    auto lengths = task.usesText() ? tokenLengths(setup, *rows) : std::vector<std::uint16_t>{};
    return {std::move(rows), std::move(lengths), samplerOptions(setup.stages[static_cast<std::size_t>(stage)], setup.seed, stage)};
}

Collator makeStageCollator(const TrainSetup& setup, int stage, const StageTask& task, const Optimizer& optimizer) {
    return {setup.dataset, setup.tokens,
            {.withTokens = task.usesText(),
             .withUniqueIds = optimizer.wantsUniqueIds(),
             .masking = task.masking(),
             .seed = setup.seed,
             .shufflesFields = setup.stages[static_cast<std::size_t>(stage)].shufflesFields && task.usesText()}};
}

void setStageDropout(clickprompt::ClickPromptModel model, const spec::StageSpec& stage) {
    model->setCtrDropout(stage.ctrDropout);
    model->setEmbeddingDropout(stage.embeddingDropout);
    model->setPlmDropout(stage.plmDropout);
}

void applyFreezing(const Freezing& freezing, const LiveValues& values, Optimizer& optimizer) {
    optimizer.applyFreezing([&](const std::string& parameter) { return freezing.isFrozen(parameter, values); });
    freezing.applyModes(values);
}

std::int64_t stageSteps(const spec::StageSpec& stage, std::int64_t stepsPerEpoch) {
    const auto steps = stepsPerEpoch * stage.epochs;
    return stage.maximumSteps > 0 ? std::min(steps, stage.maximumSteps) : steps;
}

} // namespace cpw::train
