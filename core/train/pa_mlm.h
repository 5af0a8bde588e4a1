// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/stage_task.h"

namespace cpw::train {

/// Prompt-augmented masked language modelling (paper, section on PA-MLM): the text is corrupted, the ID side is not, so that the
/// language model must read the prompts and both sides learn. Loss: mean cross entropy over the masked tokens of the step.
class PaMlm final : public StageTask {
public:
    PaMlm(const TrainSetup& setup, const spec::StageSpec& stage, clickprompt::ClickPromptModel model);

    [[nodiscard]] bool usesText() const override { return true; }
    [[nodiscard]] std::vector<std::uint32_t> trainingRows() const override;
    [[nodiscard]] std::optional<spec::MaskingSpec> masking() const override { return m_stage.masking; }
    [[nodiscard]] std::int64_t lossCount(const HostStep& step) const override { return step.maskedTokens(); }
    at::Tensor lossSum(const clickprompt::ModelBatch& batch, StepSums& sums) override;
    [[nodiscard]] std::vector<NamedValue> stepMetrics(const StepSums& sums, std::int64_t count) const override;
    [[nodiscard]] std::optional<ValidationResult> validate(const std::function<bool(double)>& onShare) override;
    [[nodiscard]] std::string validationNote() const override;

private:
    const TrainSetup& m_setup;
    spec::StageSpec m_stage;
    clickprompt::ClickPromptModel m_model;
    std::vector<std::uint32_t> m_validationRows;
};

} // namespace cpw::train
