// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/pa_mlm.h"

#include <algorithm>
#include <cmath>

namespace cpw::train {
namespace {

constexpr std::size_t kValidationRows = 4096; // a full pass would cost more than an epoch of a small data set
constexpr int kFieldAccuracySteps = 50;       // a field has few masked tokens in one step

} // namespace

PaMlm::PaMlm(const TrainSetup& setup, const spec::StageSpec& stage, clickprompt::ClickPromptModel model)
    : m_setup(setup), m_stage(stage), m_model(std::move(model)), m_fieldNames(setup.dataset->table->columnNames()),
      m_validationRows(validationRowsOf(setup.dataset->split.valid)) {}

std::vector<std::uint32_t> PaMlm::validationRowsOf(const std::vector<std::uint32_t>& valid) {
    return evenlySpread(valid, kValidationRows);
}

SharedRows PaMlm::trainingRows() const {
    const auto& split = m_setup.dataset->split;
    if (!m_stage.usesValidationRows)
        return {m_setup.dataset, &split.train};
    auto rows = std::make_shared<std::vector<std::uint32_t>>();
    rows->reserve(split.train.size() + split.valid.size());
    std::ranges::merge(split.train, split.valid, std::back_inserter(*rows));
    return rows;
}

MicroLoss PaMlm::forward(const clickprompt::ModelBatch& batch) {
    if (!batch.maskedTargets.defined())
        return {};
    const auto result = m_model->forwardMasked(batch, /*wantsCorrect=*/true);
    return {result.lossSum, result.correct};
}

void PaMlm::addSums(const MicroLoss& loss, std::span<const std::int16_t> maskedFields, StepSums& sums) const {
    if (!loss.sum.defined())
        return;
    sums.loss += loss.sum.item<double>();
    const auto isCorrect = loss.isCorrect.to(at::kCPU).contiguous(); // [P]
    sums.correct += isCorrect.sum().item<double>();
    sums.byField.add(maskedFields, isCorrect.data_ptr<bool>());
}

std::vector<NamedValue> PaMlm::stepMetrics(const StepSums& sums, std::int64_t count) {
    const auto n = static_cast<double>(count);
    std::vector<NamedValue> metrics{{"train/loss", sums.loss / n}, {"train/masked_accuracy", sums.correct / n}};
    if (!std::isfinite(sums.loss))
        return metrics;
    m_window.add(sums.byField);
    if (++m_windowSteps < kFieldAccuracySteps)
        return metrics;
    const auto ofFields = m_window.accuracies("train/masked_accuracy", m_fieldNames);
    metrics.insert(metrics.end(), ofFields.begin(), ofFields.end());
    m_window = {};
    m_windowSteps = 0;
    return metrics;
}

std::vector<NamedValue> PaMlm::epochMetrics(double loss, double correct, double count) const {
    return {{"train/epoch_loss", loss / count}, {"train/epoch_masked_accuracy", correct / count}};
}

std::vector<double> PaMlm::state() const {
    auto state = m_window.state();
    state.insert(state.begin(), m_windowSteps);
    return state;
}

void PaMlm::restore(const std::vector<double>& state) {
    if (state.empty())
        return;
    m_windowSteps = static_cast<int>(state.front());
    m_window.restore(std::span(state).subspan(1));
}

void PaMlm::addScores(const MaskedScores& scores, const std::string& suffix, std::vector<NamedValue>& metrics) const {
    metrics.push_back({"valid/masked_loss" + suffix, scores.loss});
    metrics.push_back({"valid/masked_accuracy" + suffix, scores.accuracy});
    const auto ofFields = scores.byField.accuracies("valid/masked_accuracy" + suffix, m_fieldNames);
    metrics.insert(metrics.end(), ofFields.begin(), ofFields.end());
}

std::optional<ValidationResult> PaMlm::validate(const std::function<bool(double)>& onShare) {
    ValidationResult result;
    if (m_validationRows.empty())
        return result;
    using clickprompt::PromptUse;
    const bool hasPrompts = m_setup.model.prompts.count > 0;
    const double share = hasPrompts ? 0.5 : 1.0; // of one pass
    const auto scores = scoreMasked(m_model, m_setup, m_stage.masking, m_validationRows, PromptUse::Used,
                                    [&](double done) { return onShare(share * done); });
    if (!scores)
        return std::nullopt;
    addScores(*scores, "", result.metrics);
    if (!hasPrompts)
        return result;
    const auto withoutPrompts = scoreMasked(m_model, m_setup, m_stage.masking, m_validationRows, PromptUse::CutOff,
                                            [&](double done) { return onShare(share + share * done); });
    if (!withoutPrompts)
        return std::nullopt;
    addScores(*withoutPrompts, "_without_prompts", result.metrics);
    return result;
}

std::string PaMlm::validationNote() const {
    const auto all = m_setup.dataset->split.valid.size();
    auto note = fmt::format("masked tokens of {} of {} validation rows", m_validationRows.size(), all);
    if (m_stage.usesValidationRows)
        note += ", which this stage also trains on";
    return note;
}

} // namespace cpw::train
