// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/lr_schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cpw::train {

double scheduleFactor(const spec::ScheduleSpec& spec, std::int64_t step, std::int64_t steps) {
    const auto share = static_cast<std::int64_t>(std::ceil(spec.warmUp * static_cast<double>(steps)));
    const auto warmUp = spec.warmUpSteps > 0 ? std::min(spec.warmUpSteps, steps) : share;
    if (step < warmUp)
        return static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(1, warmUp));
    const auto rest = static_cast<double>(std::max<std::int64_t>(1, steps - warmUp));
    const auto progress = static_cast<double>(step - warmUp) / rest;
    switch (spec.kind) {
    case spec::ScheduleKind::Constant:
    case spec::ScheduleKind::Plateau: return 1.0;
    case spec::ScheduleKind::Linear: return std::max(0.0, 1.0 - progress);
    case spec::ScheduleKind::Cosine: return std::max(0.0, 0.5 * (1.0 + std::cos(std::numbers::pi * progress)));
    }
    return 1.0;
}

PlateauState afterValidation(const spec::ScheduleSpec& spec, const PlateauState& state, bool isGain) {
    if (spec.kind != spec::ScheduleKind::Plateau)
        return state;
    if (isGain)
        return {state.factor, 0};
    if (state.validationsWithoutGain + 1 < spec.plateauPatience)
        return {state.factor, state.validationsWithoutGain + 1};
    return {state.factor * spec.plateauFactor, 0};
}

StepRates scheduledRates(const spec::ScheduleSpec& spec, const LiveValues& base, const PlateauState& plateau, std::int64_t step,
                         std::int64_t steps) {
    const auto factor = scheduleFactor(spec, step, steps);
    const auto rate = [&](double of) {
        if (spec.kind != spec::ScheduleKind::Plateau)
            return of * factor;
        return std::max(of * plateau.factor, std::min(of, spec.minimumRate)) * factor;
    };
    return {rate(base.ratePlm), rate(base.rateCtr), rate(base.rateHeads)};
}

} // namespace cpw::train
