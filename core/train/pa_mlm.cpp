// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/pa_mlm.h"

#include "core/train/scoring.h"

#include <algorithm>

namespace cpw::train {
namespace {

constexpr std::size_t kValidationRows = 4096; // a full pass would cost more than an epoch of a small data set

std::vector<std::uint32_t> evenlySpread(const std::vector<std::uint32_t>& rows, std::size_t count) {
    if (rows.size() <= count)
        return rows;
    std::vector<std::uint32_t> chosen(count);
    for (std::size_t i = 0; i < count; ++i)
        chosen[i] = rows[i * rows.size() / count];
    return chosen;
}

} // namespace

PaMlm::PaMlm(const TrainSetup& setup, const spec::StageSpec& stage, clickprompt::ClickPromptModel model)
    : m_setup(setup), m_stage(stage), m_model(std::move(model)), m_validationRows(evenlySpread(setup.dataset->split.valid, kValidationRows)) {}

std::vector<std::uint32_t> PaMlm::trainingRows() const {
    auto rows = m_setup.dataset->split.train;
    if (m_stage.usesValidationRows) {
        const auto& valid = m_setup.dataset->split.valid;
        rows.insert(rows.end(), valid.begin(), valid.end());
        std::sort(rows.begin(), rows.end());
    }
    return rows;
}

at::Tensor PaMlm::lossSum(const clickprompt::ModelBatch& batch, StepSums& sums) {
    if (!batch.maskedTargets.defined())
        return {};
    const auto result = m_model->forwardMasked(batch, /*wantsCorrect=*/true);
    sums.loss += result.lossSum.item<double>();
    sums.correct += result.correct.sum().item<double>();
    return result.lossSum;
}

std::vector<NamedValue> PaMlm::stepMetrics(const StepSums& sums, std::int64_t count) const {
    const auto n = static_cast<double>(count);
    return {{"train/loss", sums.loss / n}, {"train/masked_accuracy", sums.correct / n}};
}

std::optional<ValidationResult> PaMlm::validate(const std::function<bool(double)>& onShare) {
    if (m_validationRows.empty())
        return ValidationResult{};
    const auto scores = scoreMasked(m_model, m_setup, m_stage.masking, m_validationRows, onShare);
    if (!scores)
        return std::nullopt;
    return ValidationResult{{{"valid/masked_loss", scores->loss}, {"valid/masked_accuracy", scores->accuracy}}, std::nullopt};
}

std::string PaMlm::validationNote() const {
    const auto all = m_setup.dataset->split.valid.size();
    auto note = fmt::format("masked tokens of {} of {} validation rows", m_validationRows.size(), all);
    if (m_stage.usesValidationRows)
        note += ", which this stage also trains on";
    return note;
}

} // namespace cpw::train
