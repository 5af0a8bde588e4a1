// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spec/stage_spec.h"
#include "core/train/optimizer.h"

#include <cstdint>

namespace cpw::train {

/// Factor on the base rate for optimiser step `step` (0-based) of `steps`: linear warm-up from 0 over the first share of the steps
/// (or so many steps), then constant, linear to 0, or half a cosine to 0. Equal to get_*_schedule_with_warmup of Hugging Face
/// transformers. A plateau is constant here; see PlateauState.
[[nodiscard]] double scheduleFactor(const spec::ScheduleSpec& spec, std::int64_t step, std::int64_t steps);

/// How far the rates of a plateau schedule have fallen. Part of the manifest.
struct PlateauState {
    double factor = 1.0;
    int validationsWithoutGain = 0; ///< since the last gain or fall
    bool operator==(const PlateauState&) const = default;
};
/// After a validation of the chosen metric: torch's ReduceLROnPlateau without cooldown, whose patience is one less than ours (it
/// lowers the rate when there are more validations without gain than its patience).
[[nodiscard]] PlateauState afterValidation(const spec::ScheduleSpec& spec, const PlateauState& state, bool isGain);

/// The rates of a step: base rates times the schedule, for a plateau not below minimumRate after the warm-up.
[[nodiscard]] StepRates scheduledRates(const spec::ScheduleSpec& spec, const LiveValues& base, const PlateauState& plateau,
                                       std::int64_t step, std::int64_t steps);

} // namespace cpw::train
