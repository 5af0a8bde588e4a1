// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plm/safetensors.h"
#include "core/spec/stage_spec.h"
#include "core/train/optimizer.h"

#include <cstdint>
#include <functional>
#include <string>

namespace cpw::train {

/// Where a run stands. Steps count finished optimiser steps.
struct Position {
    int stage = 0;
    std::int64_t runStep = 0;    ///< over all stages
    std::int64_t stageStep = 0;  ///< within the stage
    std::int64_t stageSteps = 0; ///< planned for the stage
    double epoch = 0;            ///< within the stage
};

enum class Phase { Train, Validate, Test };

/// What the user wants before the next step.
struct StepRequests {
    bool evaluate = false;
    bool checkpoint = false;
    bool stopAndSave = false;
    bool discard = false;
    bool isPaused = false; ///< no step yet: ask again once the rest is done
};

struct CheckpointNote {
    Position position;
    std::string folder; ///< name below "checkpoints"
    bool isBest = false;
    double metric = 0; ///< NaN when there was no validation
};

/// A copy of the weights between two steps, on the processor and rows caught up.
struct WeightsCopy {
    int stage = 0;
    spec::StageKind kind = spec::StageKind::FinetuneCtr;
    std::int64_t runStep = 0;
    plm::NamedTensors weights;
};
/// Changes nothing of the run and draws no random number.
using TakeWeights = std::function<WeightsCopy()>;

enum class NoteLevel { Debug, Info, Warning };

/// What a run tells and asks, on the trainer thread. Implemented by the engine's RunWorker; tests use a recording one.
class TrainObserver {
public:
    virtual ~TrainObserver() = default;
    /// Before each step; may change `values`, and may wait while the run is paused.
    virtual StepRequests beforeStep(const Position& position, LiveValues& values) = 0;
    /// True when the work should end soon (asked between evaluation batches).
    [[nodiscard]] virtual bool shouldStop() const = 0;
    virtual void onStageStarted(const Position& position, spec::StageKind kind, bool isReused) = 0;
    virtual void onStageFinished(const Position& position, double seconds, double rowsPerSecond) = 0;
    virtual void onProgress(const Position& position, Phase phase, double share, double rowsPerSecond) = 0;
    virtual void onMetric(const Position& position, const char* name, double value) = 0;
    /// From here on weights may be taken inside beforeStep; an empty function ends it.
    virtual void onWeightsSource(TakeWeights take) { static_cast<void>(take); }
    /// Before a checkpoint takes the place of the last one. What was told so far must be on disk after it: a killed run goes on
    /// from the checkpoint and does not tell it again.
    virtual void beforeCheckpoint() {}
    virtual void onCheckpoint(const CheckpointNote& note) = 0;
    virtual void onNote(const Position& position, NoteLevel level, const std::string& text) = 0;
    /// A loss was not a number; the step changed no weight. `text` says which step and rows. True: the run goes on, perhaps after a
    /// pause before its next step; false: it ends as failed.
    [[nodiscard]] virtual bool onBadLoss(const Position& position, spec::OnBadLoss policy, const std::string& text) {
        onNote(position, NoteLevel::Warning, text);
        return policy != spec::OnBadLoss::Stop;
    }
};

} // namespace cpw::train
