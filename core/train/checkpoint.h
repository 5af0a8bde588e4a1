// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clickprompt/click_prompt_model.h"
#include "core/plm/safetensors.h"
#include "core/train/loss_scaler.h"
#include "core/train/lr_schedule.h"
#include "core/train/optimizer.h"
#include "core/train/train_observer.h"

#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace cpw::train {

/// Sums over the steps of the running epoch, in double precision.
struct EpochSums {
    double loss = 0;
    double correct = 0;
    double count = 0; ///< rows, or masked tokens
    bool operator==(const EpochSums&) const = default;
};

/// Everything besides tensors that a run needs to go on exactly. Random states are not among it: every random number is a
/// function of seed and step.
struct Manifest {
    static constexpr int kFormatVersion = 1;

    std::string specJson;
    std::string stageHash;
    int stage = 0;
    spec::StageKind kind = spec::StageKind::FinetuneCtr;
    bool isStageComplete = false;
    bool isValidationDue = false; ///< stopped after a step whose validation was not done
    std::int64_t runStep = 0;
    std::int64_t stageStep = 0;
    std::int64_t nextEpoch = 0;       ///< sampler cursor: where the next step is
    std::int64_t nextStepInEpoch = 0;
    LiveValues live;
    double bestMetric = -std::numeric_limits<double>::infinity();
    std::string bestFolder; ///< name of the best checkpoint so far; empty without one
    double gainReference = -std::numeric_limits<double>::infinity(); ///< the metric at the last gain
    int validationsWithoutGain = 0;
    PlateauState plateau;
    EpochSums epochSums;
    std::vector<double> taskState; ///< of StageTask::state
    bool isKept = false;           ///< asked for by the user: later checkpoints do not replace it
    bool isSteered = false;        ///< values were changed while it trained, so the stage hash does not tell the result
    bool isOptimizerFresh = false; ///< no optimiser state comes with it: a fork under another optimiser
    int microBatchHalvings = 0;    ///< that a card's memory made necessary
    LossScale lossScale;           ///< of float16
    double metric = std::numeric_limits<double>::quiet_NaN(); ///< of this checkpoint
    std::string plmConfig; ///< config.json of the language model, or empty
    std::string torchVersion;
};

struct Checkpoint {
    Manifest manifest;
    plm::NamedTensors model;
    plm::NamedTensors optimizer;
};

/// Writes the folder aside, syncs and renames it. Tensors are copied to the processor.
[[nodiscard]] Result<void> writeCheckpoint(const std::filesystem::path& folder, const Manifest& manifest, const plm::NamedTensors& model,
                                           const plm::NamedTensors* optimizer);
/// The same tensors under another manifest in another folder: files are linked where the file system can, else copied. The
/// optimiser's are left out when the manifest says so.
[[nodiscard]] Result<void> linkCheckpoint(const std::filesystem::path& source, const std::filesystem::path& target, const Manifest& manifest);
/// Checks the format and the checksums; a damaged or foreign folder is refused with the file and the reason.
[[nodiscard]] Result<Checkpoint> readCheckpoint(const std::filesystem::path& folder, bool withOptimizer);
[[nodiscard]] Result<Manifest> readManifest(const std::filesystem::path& folder);

/// Pointers "best" and "last" in the checkpoints folder: one line with a folder name, replaced atomically.
[[nodiscard]] Result<void> writePointer(const std::filesystem::path& checkpoints, const char* pointer, const std::string& folder);
/// Nothing when there is no such pointer or its folder is gone.
[[nodiscard]] std::optional<std::filesystem::path> readPointer(const std::filesystem::path& checkpoints, const char* pointer);
struct CheckpointPlace {
    std::int64_t step = 0;
    std::filesystem::path folder;
};
/// The complete checkpoints of a run, by rising step.
[[nodiscard]] std::vector<CheckpointPlace> listCheckpoints(const std::filesystem::path& checkpoints);
/// "step-00000840".
[[nodiscard]] std::string checkpointName(std::int64_t step);
/// Removes checkpoints that `keep` does not name and whose manifest does not say that they are kept.
void removeOtherCheckpoints(const std::filesystem::path& checkpoints, const std::vector<std::string>& keep);

/// What loading did, by parameter name.
struct LoadReport {
    std::vector<std::string> loaded;
    std::vector<std::string> missing;    ///< of the model, not in the tensors
    std::vector<std::string> unexpected; ///< in the tensors, not of the model
    std::vector<std::string> mismatched; ///< other shape: not loaded; "name: found [..], expected [..]"

    [[nodiscard]] bool isExact() const { return missing.empty() && unexpected.empty() && mismatched.empty(); }
    /// The first thing that keeps it from being exact.
    [[nodiscard]] std::string firstFault() const;
};
/// Copies tensors into the parameters and buffers of the same name and shape.
LoadReport loadParameters(clickprompt::ClickPromptModel model, const plm::NamedTensors& tensors);

} // namespace cpw::train
