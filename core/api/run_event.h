// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_command.h"
#include "core/api/run_id.h"
#include "core/base/result.h"
#include "core/spec/stage_spec.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace cpw::api {

using Clock = std::chrono::system_clock;

/// Steps count optimiser steps over all stages of a run, from 1; `stage` is the index in RunSpec::stages.

struct RunStarted {
    std::string specHash;
    std::string host;    ///< processor, threads, torch version
    bool isResumed = false;
    std::int64_t step = 0; ///< where it goes on
};

/// Reading, encoding, tokenising; before the first step and before each stage that needs more.
struct Preparing {
    std::string what; ///< "Reading MovieLens-1M"
    double share = 0; ///< 0 to 1
};

struct StageStarted {
    int stage = 0;
    spec::StageKind kind = spec::StageKind::FinetuneCtr;
    std::int64_t firstStep = 0;
    std::int64_t steps = 0; ///< planned
    bool isReused = false;  ///< taken from an earlier run with the same stage hash, not trained
};

enum class Phase { Train, Validate, Test };

/// Where a stage is; coalesced by the engine to ten a second.
struct Progress {
    int stage = 0;
    Phase phase = Phase::Train;
    std::int64_t step = 0;       ///< of the run
    std::int64_t stageStep = 0;  ///< of the stage
    std::int64_t stageSteps = 0; ///< planned for the stage
    double epoch = 0;            ///< within the stage
    double rowsPerSecond = 0;
    double secondsLeft = 0;      ///< of training in the stage
    double phaseShare = 0;       ///< 0 to 1, of the validation or test pass
};

/// One point of a curve; never dropped. Names: "train/loss", "train/masked_accuracy", "train/grad_norm", "train/rows_per_second",
/// "train/penalty", "train/epoch_loss", "train/epoch_masked_accuracy", "train/masked_accuracy/<field>" (of the last 50 steps),
/// "rate/plm", "rate/ctr", "rate/heads", "valid/auc", "valid/log_loss", "valid/masked_loss", "valid/masked_accuracy[/<field>]" and
/// both with "_without_prompts" before the "/", "test/auc", "test/log_loss", "test/expected_auc".
struct Metric {
    std::string name;
    int stage = 0;
    std::int64_t step = 0;
    double epoch = 0;
    double value = 0; ///< may be NaN or infinite
};

struct CommandApplied {
    RunCommand command;
    std::int64_t step = 0;   ///< in force from this step
    std::string description; ///< "learning rate, PLM: 1e-3 to 5e-4"
};

struct StateChanged {
    bool isPaused = false;
    std::int64_t step = 0;
};

struct CheckpointWritten {
    int stage = 0;
    std::int64_t step = 0;
    std::string folder; ///< relative to the run's folder
    bool isBest = false;
    double metric = 0; ///< the validation metric that chooses, or NaN
};

enum class LogLevel { Debug, Info, Warning, Error };
struct LogLine {
    LogLevel level = LogLevel::Info;
    std::int64_t step = 0;
    std::string text;
};

struct StageFinished {
    int stage = 0;
    std::int64_t step = 0;
    double seconds = 0;
    double rowsPerSecond = 0; ///< training only
};

/// Exactly one of these three ends a run.
struct RunFinished {
    std::int64_t step = 0;
    double seconds = 0;
};
struct RunCancelled {
    std::int64_t step = 0;
    bool isSaved = false; ///< stopped with a checkpoint: can be resumed
};
struct RunFailed {
    std::int64_t step = 0;
    Error error;
};

using EventBody = std::variant<RunStarted, Preparing, StageStarted, Progress, Metric, CommandApplied, StateChanged, CheckpointWritten,
                               LogLine, StageFinished, RunFinished, RunCancelled, RunFailed>;

/// What a run tells, by value; the window and the store get the same.
struct RunEvent {
    RunId run;
    Clock::time_point time;
    EventBody body;

    [[nodiscard]] bool isLast() const {
        return std::holds_alternative<RunFinished>(body) || std::holds_alternative<RunCancelled>(body) ||
               std::holds_alternative<RunFailed>(body);
    }
};

} // namespace cpw::api
