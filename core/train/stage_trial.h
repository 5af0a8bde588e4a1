// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/train/train_setup.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cpw::train {

/// What a stage consists of.
struct StageSizes {
    std::vector<std::pair<std::string, std::int64_t>> parameters; ///< numbers by part of the model: "encoder", "backbone", ...
    std::int64_t trained = 0;                                     ///< numbers that are not frozen at the start
    std::int64_t rows = 0;                                        ///< of an epoch
    std::int64_t stepsPerEpoch = 0;
    std::int64_t steps = 0;       ///< of the whole stage
    std::int64_t validations = 0; ///< at most: early stopping may end the stage before
    std::int64_t checkpoints = 0;
};

/// Bytes of tensors on the stage's device when a step is at its peak.
struct StepMemory {
    std::int64_t weights = 0;
    std::int64_t gradients = 0;
    std::int64_t moments = 0; ///< state of the optimiser
    std::int64_t logits = 0;  ///< of the masked-language head
    std::int64_t activations = 0;
    /// Of the process, beyond its tensors: work areas of the kernels and gaps. 0 on a card.
    std::int64_t libraries = 0;

    [[nodiscard]] std::int64_t tensors() const { return weights + gradients + moments + logits + activations; }
};

struct StepTimes {
    int steps = 0; ///< that were measured
    double secondsPerStep = 0;
    double secondsPerValidation = 0;
    double testSeconds = 0;
};

/// Tries a stage on a model of its own that is thrown away: its sizes, what a step needs of memory (from two small steps, so that
/// nothing large is tried), and how long it takes (from whole steps). Nothing of it enters a run. Works on the calling thread,
/// which owns its tensors.
class StageTrial {
public:
    /// `setup` must outlive it. Fails when the pretrained weights cannot be read.
    [[nodiscard]] static Result<std::unique_ptr<StageTrial>> make(const TrainSetup& setup, int stage);
    virtual ~StageTrial() = default;

    [[nodiscard]] virtual StageSizes sizes() const = 0;
    [[nodiscard]] virtual StepMemory memory() = 0;
    /// At most so many steps and about so many seconds of them, then a part of a validation; at least one step.
    [[nodiscard]] virtual StepTimes times(int mostSteps, double seconds) = 0;
};

} // namespace cpw::train
