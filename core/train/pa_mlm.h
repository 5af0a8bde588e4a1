// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/scoring.h"
#include "core/train/stage_task.h"

namespace cpw::train {

/// Prompt-augmented masked language modelling (paper, section on PA-MLM): the text is corrupted, the ID side is not, so that the
/// language model must read the prompts and both sides learn. Loss: mean cross entropy over the masked tokens of the step. Validation
/// is done twice, the second time with the prompts cut off: the difference is what the language model takes from its prompts.
class PaMlm final : public StageTask {
public:
    PaMlm(const TrainSetup& setup, const spec::StageSpec& stage, clickprompt::ClickPromptModel model);

    [[nodiscard]] bool usesText() const override { return true; }
    [[nodiscard]] SharedRows trainingRows() const override;
    [[nodiscard]] std::optional<spec::MaskingSpec> masking() const override { return m_stage.masking; }
    [[nodiscard]] std::int64_t lossCount(const HostStep& step) const override { return step.maskedTokens(); }
    MicroLoss forward(const clickprompt::ModelBatch& batch) override;
    void addSums(const MicroLoss& loss, std::span<const std::int16_t> maskedFields, StepSums& sums) const override;
    [[nodiscard]] std::vector<NamedValue> stepMetrics(const StepSums& sums, std::int64_t count) override;
    [[nodiscard]] std::vector<NamedValue> epochMetrics(double loss, double correct, double count) const override;
    [[nodiscard]] std::vector<double> state() const override;
    void restore(const std::vector<double>& state) override;
    [[nodiscard]] std::optional<ValidationResult> validate(const std::function<bool(double)>& onShare) override;
    [[nodiscard]] std::string validationNote() const override;
    /// Those of the validation part that are scored: all, or some thousands, evenly spread.
    [[nodiscard]] static std::vector<std::uint32_t> validationRowsOf(const std::vector<std::uint32_t>& valid);

private:
    void addScores(const MaskedScores& scores, const std::string& suffix, std::vector<NamedValue>& metrics) const;

    const TrainSetup& m_setup;
    spec::StageSpec m_stage;
    clickprompt::ClickPromptModel m_model;
    std::vector<std::string> m_fieldNames;
    std::vector<std::uint32_t> m_validationRows;
    FieldCounts m_window; ///< of the last steps, since the accuracies of fields were told
    int m_windowSteps = 0;
};

} // namespace cpw::train
