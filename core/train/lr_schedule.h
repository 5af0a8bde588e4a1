// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spec/stage_spec.h"

#include <cstdint>

namespace cpw::train {

/// Factor on the base rate for optimiser step `step` (0-based) of `steps`: linear warm-up from 0 over the first share of the steps,
/// then constant, linear to 0, or half a cosine to 0. Equal to get_*_schedule_with_warmup of Hugging Face transformers.
[[nodiscard]] double scheduleFactor(const spec::ScheduleSpec& spec, std::int64_t step, std::int64_t steps);

} // namespace cpw::train
