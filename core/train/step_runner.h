// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/loss_scaler.h"
#include "core/train/memory_fallback.h"
#include "core/train/optimizer.h"
#include "core/train/stage_task.h"
#include "core/train/train_setup.h"

#include <vector>

namespace cpw::train {

/// What the loop decides of a step.
struct StepPlan {
    std::int64_t runStep = 0; ///< picks dropout
    LiveValues values;
    StepRates rates;
    bool wantsNorm = false; ///< gradient norm and penalty are read back
};

/// What a step was.
struct StepOutcome {
    StepSums sums;
    std::int64_t count = 0; ///< that sums are divided by: rows, or masked tokens; 0: nothing was to be learnt
    std::int64_t rows = 0;
    double gradientNorm = 0;            ///< 0: not read
    double penalty = 0;                 ///< 0: not read, or none
    std::vector<std::uint32_t> badRows; ///< row numbers of the micro-batch whose loss is no number; the step changed no weight
    /// float16: the gradients were too large at this scale of the loss; the step changed no weight and the scale is halved.
    bool isOverflow = false;
    /// The same at the lowest scale: no fault of the scale.
    bool areGradientsBad = false;

    [[nodiscard]] bool isBad() const { return !badRows.empty() || areGradientsBad; }
};

/// One optimiser step over its micro-batches: forward and backward of each, gradients of sums over the whole step divided by the
/// step's own count, so that accumulation is one big batch; then the optimiser. Trainer thread only.
class StepRunner {
public:
    /// All must outlive it.
    StepRunner(const TrainSetup& setup, StageTask& task, Optimizer& optimizer, std::function<void(const std::string&)> onNote);

    [[nodiscard]] StepOutcome run(HostStep step, const StepPlan& plan);
    [[nodiscard]] MemoryFallback& memory() { return m_memory; }
    [[nodiscard]] const MemoryFallback& memory() const { return m_memory; }
    [[nodiscard]] LossScaler& scaler() { return m_scaler; }

private:
    /// A micro-batch whose numbers lie on the device still.
    struct Unread {
        MicroLoss loss;
        std::vector<std::int16_t> maskedFields;
        std::vector<std::uint32_t> rows;
    };

    /// Divides the gradients by the scale of the loss; false when the step must be left out.
    [[nodiscard]] bool unscale(StepOutcome& outcome);
    /// Gradients and sums of the step.
    void accumulate(HostStep step, const at::Tensor& uniqueIds, const StepPlan& plan, StepOutcome& outcome);
    /// Sums of the step, up to the first micro-batch whose loss is no number.
    void read(std::vector<Unread>& unread, StepOutcome& outcome) const;

    const TrainSetup& m_setup;
    StageTask& m_task;
    Optimizer& m_optimizer;
    MemoryFallback m_memory;
    LossScaler m_scaler;
};

} // namespace cpw::train
