// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/batch_sampler.h"
#include "core/train/collator.h"
#include "core/train/field_counts.h"
#include "core/train/model_choice.h"
#include "core/train/train_observer.h"
#include "core/train/train_setup.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cpw::train {

struct ValidationResult {
    std::vector<NamedValue> metrics;
};

/// Sums over the micro-batches of a step, turned into means by the step's own counts.
struct StepSums {
    double loss = 0;
    double correct = 0;
    FieldCounts byField; ///< PA-MLM only
};

/// What the forward pass of a micro-batch leaves on the device, not read yet.
struct MicroLoss {
    at::Tensor sum;       ///< scalar, differentiable; undefined where the micro-batch has nothing to predict
    at::Tensor isCorrect; ///< [P] bool, PA-MLM only
};

/// What is particular to a kind of stage: what a row needs, the loss, the validation. The loop is the same for all.
class StageTask {
public:
    virtual ~StageTask() = default;
    [[nodiscard]] virtual bool usesText() const = 0;
    [[nodiscard]] virtual SharedRows trainingRows() const = 0;
    [[nodiscard]] virtual std::optional<spec::MaskingSpec> masking() const = 0;
    /// Number that the summed loss of the step is divided by: rows or masked tokens.
    [[nodiscard]] virtual std::int64_t lossCount(const HostStep& step) const = 0;
    /// Forward pass of one micro-batch.
    virtual MicroLoss forward(const clickprompt::ModelBatch& batch) = 0;
    /// Adds the numbers of a micro-batch to `sums`, which on a card waits for them. `maskedFields` as in HostBatch.
    virtual void addSums(const MicroLoss& loss, std::span<const std::int16_t> maskedFields, StepSums& sums) const = 0;
    /// Metrics of a step from its sums; may keep some of them back for a mean over several steps.
    [[nodiscard]] virtual std::vector<NamedValue> stepMetrics(const StepSums& sums, std::int64_t count) = 0;
    /// Metrics of an epoch from the sums of its steps.
    [[nodiscard]] virtual std::vector<NamedValue> epochMetrics(double loss, double correct, double count) const = 0;
    /// What stepMetrics kept back, for the manifest; empty when nothing.
    [[nodiscard]] virtual std::vector<double> state() const { return {}; }
    virtual void restore(const std::vector<double>&) {}
    /// Nothing when stopped. `onShare` as in scoring.h.
    [[nodiscard]] virtual std::optional<ValidationResult> validate(const std::function<bool(double)>& onShare) = 0;
    /// One sentence about the validation, for the log; may be empty.
    [[nodiscard]] virtual std::string validationNote() const = 0;
};

/// The task of a stage on a model built for it. `setup` must outlive it.
[[nodiscard]] std::unique_ptr<StageTask> makeStageTask(const TrainSetup& setup, const spec::StageSpec& stage,
                                                       clickprompt::ClickPromptModel model);

} // namespace cpw::train
