// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/model_choice.h"

#include <algorithm>
#include <cmath>

namespace cpw::train {
namespace {

constexpr ValidationMetric kClickMetrics[] = {{"auc", true}, {"log_loss", false}, {"expected_auc", true}};
constexpr ValidationMetric kMaskedMetrics[] = {{"masked_loss", false},
                                               {"masked_accuracy", true},
                                               {"masked_loss_without_prompts", false},
                                               {"masked_accuracy_without_prompts", true}};

std::string namesOf(std::span<const ValidationMetric> metrics) {
    std::string names;
    for (const auto& metric : metrics)
        names += std::string(metric.name) + ", ";
    return names + "none";
}

/// What an empty name stands for.
std::string defaultMetric(spec::StageKind kind) {
    return kind == spec::StageKind::PaMlm ? "none" : "auc";
}

} // namespace

std::span<const ValidationMetric> validationMetrics(spec::StageKind kind) {
    if (kind == spec::StageKind::PaMlm)
        return kMaskedMetrics;
    return kClickMetrics;
}

Result<ModelChoice> ModelChoice::make(const spec::StageSpec& stage) {
    ModelChoice choice(stage.stopping);
    const auto name = stage.stopping.metric.empty() ? defaultMetric(stage.kind) : stage.stopping.metric;
    if (name == "none")
        return choice;
    const auto metrics = validationMetrics(stage.kind);
    const auto found = std::ranges::find_if(metrics, [&](const ValidationMetric& metric) { return name == metric.name; });
    if (found == metrics.end())
        return badInput("is \"{}\", which {} does not measure; expected one of {}", name, enumId(stage.kind), namesOf(metrics));
    choice.m_metric = *found;
    return choice;
}

std::optional<double> ModelChoice::valueIn(const std::vector<NamedValue>& metrics) const {
    if (!m_metric)
        return std::nullopt;
    const auto name = std::string("valid/") + m_metric->name;
    const auto found = std::ranges::find_if(metrics, [&](const NamedValue& metric) { return metric.name == name; });
    return found == metrics.end() ? std::nullopt : std::optional(found->value);
}

bool ModelChoice::isBetter(double value, double than, double by) const {
    if (!std::isfinite(value))
        return false;
    if (!std::isfinite(than))
        return true;
    return m_metric->isHigherBetter ? value > than + by : value < than - by;
}

ModelChoice::Verdict ModelChoice::judge(const ChoiceState& before, double value) const {
    Verdict verdict{before, isBetter(value, before.best, 0), isBetter(value, before.reference, m_stopping.minimumGain)};
    if (verdict.isBest)
        verdict.state.best = value;
    if (verdict.isGain)
        verdict.state.reference = value;
    verdict.state.withoutGain = verdict.isGain ? 0 : before.withoutGain + 1;
    return verdict;
}

bool ModelChoice::isEarlyEnd(const ChoiceState& state) const {
    return m_stopping.patience > 0 && state.withoutGain >= m_stopping.patience;
}

} // namespace cpw::train
