// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/batch_sampler.h"
#include "core/train/collator.h"
#include "core/train/optimizer.h"
#include "core/train/stage_task.h"
#include "core/train/train_setup.h"

namespace cpw::train {

/// The order of the rows that a stage trains on.
[[nodiscard]] BatchSampler makeStageSampler(const TrainSetup& setup, int stage, const StageTask& task);
/// Makes the batches that a stage trains on.
[[nodiscard]] Collator makeStageCollator(const TrainSetup& setup, int stage, const StageTask& task, const Optimizer& optimizer);
/// Steps of the whole stage.
[[nodiscard]] std::int64_t stageSteps(const spec::StageSpec& stage, std::int64_t stepsPerEpoch);

} // namespace cpw::train
