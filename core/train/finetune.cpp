// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/finetune.h"

#include "core/train/pa_mlm.h"
#include "core/train/scoring.h"

namespace cpw::train {

Finetune::Finetune(const TrainSetup& setup, clickprompt::ClickPromptModel model, bool usesText)
    : m_setup(setup), m_model(std::move(model)), m_usesText(usesText) {}

MicroLoss Finetune::forward(const clickprompt::ModelBatch& batch) {
    const auto logits = (m_usesText ? m_model->forwardJoint(batch) : m_model->forwardCtr(batch)).joint; // [B]
    return {at::binary_cross_entropy_with_logits(logits, batch.labels, {}, {}, at::Reduction::Sum), {}};
}

void Finetune::addSums(const MicroLoss& loss, std::span<const std::int16_t>, StepSums& sums) const {
    sums.loss += loss.sum.item<double>();
}

std::vector<NamedValue> Finetune::stepMetrics(const StepSums& sums, std::int64_t count) {
    return {{"train/loss", sums.loss / static_cast<double>(count)}};
}

std::vector<NamedValue> Finetune::epochMetrics(double loss, double, double count) const {
    return {{"train/epoch_loss", loss / count}};
}

std::optional<ValidationResult> Finetune::validate(const std::function<bool(double)>& onShare) {
    const auto& rows = m_setup.dataset->split.valid;
    if (rows.empty())
        return ValidationResult{};
    const auto logits = scoreRows(m_model, m_setup, m_usesText, rows, onShare);
    if (!logits)
        return std::nullopt;
    const auto scores = rankingScores(*m_setup.dataset, rows, *logits);
    ValidationResult result{{{"valid/auc", scores.auc}, {"valid/log_loss", scores.logLoss}}};
    if (scores.expectedAuc)
        result.metrics.push_back({"valid/expected_auc", *scores.expectedAuc});
    return result;
}

std::unique_ptr<StageTask> makeStageTask(const TrainSetup& setup, const spec::StageSpec& stage, clickprompt::ClickPromptModel model) {
    switch (stage.kind) {
    case spec::StageKind::PaMlm: return std::make_unique<PaMlm>(setup, stage, std::move(model));
    case spec::StageKind::FinetuneWithPlm: return std::make_unique<Finetune>(setup, std::move(model), true);
    case spec::StageKind::FinetuneCtr: return std::make_unique<Finetune>(setup, std::move(model), false);
    }
    return nullptr;
}

} // namespace cpw::train
