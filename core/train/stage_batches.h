// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/batch_sampler.h"
#include "core/train/collator.h"
#include "core/train/freezing.h"
#include "core/train/optimizer.h"
#include "core/train/stage_task.h"
#include "core/train/train_setup.h"

namespace cpw::train {

/// The order of the rows that a stage trains on.
[[nodiscard]] BatchSampler makeStageSampler(const TrainSetup& setup, int stage, const StageTask& task);
/// Makes the batches that a stage trains on.
[[nodiscard]] Collator makeStageCollator(const TrainSetup& setup, int stage, const StageTask& task, const Optimizer& optimizer);
/// The dropout of the stage, in both sides.
void setStageDropout(clickprompt::ClickPromptModel model, const spec::StageSpec& stage);
/// What is frozen now leaves the optimiser and goes to evaluation mode, the rest is trained.
void applyFreezing(const Freezing& freezing, const LiveValues& values, Optimizer& optimizer);
/// Steps of the whole stage.
[[nodiscard]] std::int64_t stageSteps(const spec::StageSpec& stage, std::int64_t stepsPerEpoch);

} // namespace cpw::train
