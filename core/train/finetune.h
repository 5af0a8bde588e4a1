// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/stage_task.h"

namespace cpw::train {

/// Click prediction with labels: with the language model (both logits fused) or the CTR side alone. Loss: mean binary cross
/// entropy of the step's rows. The best checkpoint has the highest validation AUC, unless the stage names another metric.
class Finetune final : public StageTask {
public:
    Finetune(const TrainSetup& setup, clickprompt::ClickPromptModel model, bool usesText);

    [[nodiscard]] bool usesText() const override { return m_usesText; }
    [[nodiscard]] SharedRows trainingRows() const override { return {m_setup.dataset, &m_setup.dataset->split.train}; }
    [[nodiscard]] std::optional<spec::MaskingSpec> masking() const override { return std::nullopt; }
    [[nodiscard]] std::int64_t lossCount(const HostStep& step) const override { return step.rows(); }
    MicroLoss forward(const clickprompt::ModelBatch& batch) override;
    void addSums(const MicroLoss& loss, std::span<const std::int16_t> maskedFields, StepSums& sums) const override;
    [[nodiscard]] std::vector<NamedValue> stepMetrics(const StepSums& sums, std::int64_t count) override;
    [[nodiscard]] std::vector<NamedValue> epochMetrics(double loss, double correct, double count) const override;
    [[nodiscard]] std::optional<ValidationResult> validate(const std::function<bool(double)>& onShare) override;
    [[nodiscard]] std::string validationNote() const override { return {}; }

private:
    const TrainSetup& m_setup;
    clickprompt::ClickPromptModel m_model;
    bool m_usesText;
};

} // namespace cpw::train
