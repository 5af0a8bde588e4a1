// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/stage_loop.h"
#include "core/train/train_observer.h"
#include "core/train/train_setup.h"

#include <filesystem>
#include <optional>

namespace cpw::train {

/// All stages of a run one after the other, weights handed on by parameter name: a new model is made for each stage (without
/// the language model where it is not used), heads are new in each finetune. Every load is told, and refused when it is partial
/// and the setup does not allow it. What a stage of the CTR model alone has no use for (the language side) and a later stage has
/// waits in the run's folder (waiting_weights.h). A finished PA-MLM stage of the same hash is taken from `stagesFolder` instead
/// of being trained again, unless the chain starts from weights of another spec. At the end of a finetune the test rows are read,
/// once.
class StageChain {
public:
    /// `setup` and `observer` must outlive it.
    StageChain(const TrainSetup& setup, TrainObserver& observer) : m_setup(setup), m_observer(observer) {}

    /// From the start, or from a checkpoint folder of the same spec. How it ended, or why it cannot go on.
    [[nodiscard]] Result<StageEnd> run(const std::optional<std::filesystem::path>& resumeFrom);

private:
    struct Start {
        int stage = 0;
        std::int64_t runStep = 0;
        plm::NamedTensors weights; ///< of the stage before or of `startFrom`; empty at the beginning
        std::string origin;        ///< of the weights, for messages
        bool isSteered = false;    ///< see Manifest
        std::optional<Checkpoint> checkpoint; ///< of the stage itself
    };
    [[nodiscard]] Result<Start> findStart(const std::optional<std::filesystem::path>& resumeFrom) const;
    [[nodiscard]] Result<std::optional<Start>> findFinishedStages() const;
    [[nodiscard]] Result<Start> freshStart() const;
    [[nodiscard]] Result<StageEnd> runStage(Start& start);
    [[nodiscard]] Result<void> takeWeights(Start& start, clickprompt::ClickPromptModel model) const;
    [[nodiscard]] bool isTextBefore(int stage) const;
    [[nodiscard]] bool isTextAfter(int stage) const;
    [[nodiscard]] bool reusesStages() const { return !m_setup.stagesFolder.empty() && m_setup.startFrom.empty(); }
    [[nodiscard]] Result<void> keepFinishedStage(const StageLoop& loop, const plm::NamedTensors& weights) const;
    [[nodiscard]] Result<bool> test(int stage, clickprompt::ClickPromptModel model, const Position& position);

    const TrainSetup& m_setup;
    TrainObserver& m_observer;
};

/// A model for one stage: weights drawn from the seed, then pretrained ones from `setup.plmFolder`, if any. Without the language
/// model when the stage does not use it. Parameters are on `setup.device`.
struct StageModel {
    clickprompt::ClickPromptModel model;
    std::optional<plm::WeightReport> pretrained; ///< what was taken from the folder
};
[[nodiscard]] Result<StageModel> buildStageModel(const TrainSetup& setup, spec::StageKind kind);
/// The same without the report.
[[nodiscard]] Result<clickprompt::ClickPromptModel> makeStageModel(const TrainSetup& setup, spec::StageKind kind);

} // namespace cpw::train
