// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/batch_prefetcher.h"
#include "core/train/checkpoint.h"
#include "core/train/freezing.h"
#include "core/train/model_choice.h"
#include "core/train/stage_task.h"
#include "core/train/step_runner.h"
#include "core/train/train_observer.h"
#include "core/train/train_setup.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace cpw::train {

enum class StageEnd { Finished, StoppedAndSaved, Discarded };

/// The steps of one stage on one model: batches ahead, forward and backward, optimiser, validation, model choice, checkpoints,
/// live commands. The same for every kind of stage; what differs is in the StageTask. Trainer thread only.
class StageLoop {
public:
    StageLoop(const TrainSetup& setup, int stage, clickprompt::ClickPromptModel model, TrainObserver& observer);

    /// From the start of the stage (runStep steps done before it; steered: the weights of the stage before were) ...
    void startAt(std::int64_t runStep, bool isSteered);
    /// ... or from a checkpoint of it.
    [[nodiscard]] Result<void> restore(const Checkpoint& checkpoint);

    [[nodiscard]] Result<StageEnd> run();

    [[nodiscard]] const Manifest& manifest() const { return m_state; }
    [[nodiscard]] Position position() const;
    /// Weights after the stage, on the processor, rows caught up: the best by validation where there is a choice.
    [[nodiscard]] Result<plm::NamedTensors> finalWeights() const;

private:
    [[nodiscard]] BatchSampler makeSampler() const;
    [[nodiscard]] std::unique_ptr<BatchPrefetcher> makePrefetcher() const;
    void advanceCursor(std::int64_t epoch);
    [[nodiscard]] Result<void> trainStep(HostStep step);
    void reportStep(const StepOutcome& outcome, bool wantsNorm);
    void reportRates(const StepRates& rates);
    void reportEpoch();
    void reportGroups();
    [[nodiscard]] Result<void> answerBadLoss(const StepOutcome& outcome);
    [[nodiscard]] std::optional<ValidationResult> validate();
    [[nodiscard]] Result<void> validateAndSave();
    [[nodiscard]] WeightsCopy copyWeights() const;
    [[nodiscard]] Result<StageEnd> runSteps();
    enum class Keep { UntilReplaced, Always };
    [[nodiscard]] Result<void> save(bool isBest, Keep keep = Keep::UntilReplaced);
    void alignCursor();
    /// Judges a validation; true when it is the best so far.
    [[nodiscard]] bool noteChoice(const ValidationResult& result);
    [[nodiscard]] ChoiceState choiceState() const { return {m_state.bestMetric, m_state.gainReference, m_state.validationsWithoutGain}; }
    [[nodiscard]] Result<std::optional<StageEnd>> obey(const StepRequests& requests);
    [[nodiscard]] bool isOver() const;

    const TrainSetup& m_setup;
    spec::StageSpec m_stage;
    clickprompt::ClickPromptModel m_model;
    TrainObserver& m_observer;
    std::unique_ptr<StageTask> m_task;
    Optimizer m_optimizer;
    Freezing m_freezing;
    StepRunner m_runner;
    ModelChoice m_choice;
    std::int64_t m_stepsPerEpoch = 0;
    std::int64_t m_stageSteps = 0;
    Manifest m_state;
    LiveValues m_live;
    std::int64_t m_keptStep = -1; ///< of the last checkpoint that the user asked for
    std::chrono::steady_clock::time_point m_started;
    std::chrono::steady_clock::time_point m_lastRate;
    std::int64_t m_rowsSinceRate = 0;
    double m_rowsPerSecond = 0;
    std::int64_t m_rowsTrained = 0;
    double m_trainSeconds = 0;
    int m_badLosses = 0; ///< told in this process
};

} // namespace cpw::train
