// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/collator.h"
#include "core/train/train_observer.h"
#include "core/train/train_setup.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cpw::train {

/// One named value of a step or a validation.
struct NamedValue {
    const char* name;
    double value;
};

struct ValidationResult {
    std::vector<NamedValue> metrics;
    std::optional<double> choice; ///< higher is better; the best checkpoint is chosen by it. Absent: no choice (PA-MLM)
};

/// Sums over the micro-batches of a step, turned into means by the step's own counts.
struct StepSums {
    double loss = 0;
    double correct = 0;
};

/// What is particular to a kind of stage: what a row needs, the loss, the validation. The loop is the same for all.
class StageTask {
public:
    virtual ~StageTask() = default;
    [[nodiscard]] virtual bool usesText() const = 0;
    [[nodiscard]] virtual std::vector<std::uint32_t> trainingRows() const = 0;
    [[nodiscard]] virtual std::optional<spec::MaskingSpec> masking() const = 0;
    /// Number that the summed loss of the step is divided by: rows or masked tokens.
    [[nodiscard]] virtual std::int64_t lossCount(const HostStep& step) const = 0;
    /// Forward pass of one micro-batch: the differentiable loss sum; adds plain sums to `sums`.
    virtual at::Tensor lossSum(const clickprompt::ModelBatch& batch, StepSums& sums) = 0;
    /// Metrics of a step from its sums.
    [[nodiscard]] virtual std::vector<NamedValue> stepMetrics(const StepSums& sums, std::int64_t count) const = 0;
    /// Nothing when stopped. `onShare` as in scoring.h.
    [[nodiscard]] virtual std::optional<ValidationResult> validate(const std::function<bool(double)>& onShare) = 0;
    /// One sentence about the validation, for the log; may be empty.
    [[nodiscard]] virtual std::string validationNote() const = 0;
};

/// The task of a stage on a model built for it. `setup` must outlive it.
[[nodiscard]] std::unique_ptr<StageTask> makeStageTask(const TrainSetup& setup, const spec::StageSpec& stage,
                                                       clickprompt::ClickPromptModel model);

} // namespace cpw::train
