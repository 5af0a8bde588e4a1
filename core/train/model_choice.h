// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/spec/stage_spec.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cpw::train {

/// One named value of a step or a validation.
struct NamedValue {
    std::string name;
    double value;
};

/// A metric that the best checkpoint can be chosen by; reported as "valid/<name>".
struct ValidationMetric {
    const char* name;
    bool isHigherBetter;
};
[[nodiscard]] std::span<const ValidationMetric> validationMetrics(spec::StageKind kind);

/// What is kept between validations. Part of the manifest.
struct ChoiceState {
    double best;      ///< value of the best checkpoint; not finite: none yet
    double reference; ///< value that the next gain is measured against; not finite: none yet
    int withoutGain = 0;
};

/// Choice of the best checkpoint, and early stopping, by one validation metric. Immutable.
class ModelChoice {
public:
    /// Refuses a metric that this kind of stage does not report, with the list of those it does.
    [[nodiscard]] static Result<ModelChoice> make(const spec::StageSpec& stage);

    /// False: nothing is chosen, the last checkpoint counts.
    [[nodiscard]] bool isActive() const { return m_metric.has_value(); }
    /// Of the chosen metric; absent when it was not measured.
    [[nodiscard]] std::optional<double> valueIn(const std::vector<NamedValue>& metrics) const;

    struct Verdict {
        ChoiceState state;
        bool isBest = false; ///< better than every one before
        bool isGain = false; ///< better than the last gain by more than stopping.minimum_gain
    };
    [[nodiscard]] Verdict judge(const ChoiceState& before, double value) const;
    [[nodiscard]] bool isEarlyEnd(const ChoiceState& state) const;

private:
    explicit ModelChoice(const spec::StoppingSpec& stopping) : m_stopping(stopping) {}
    [[nodiscard]] bool isBetter(double value, double than, double by) const;

    spec::StoppingSpec m_stopping;
    std::optional<ValidationMetric> m_metric;
};

} // namespace cpw::train
