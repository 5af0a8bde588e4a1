// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/lr_schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cpw::train {

double scheduleFactor(const spec::ScheduleSpec& spec, std::int64_t step, std::int64_t steps) {
    const auto warmUp = static_cast<std::int64_t>(std::ceil(spec.warmUp * static_cast<double>(steps)));
    if (step < warmUp)
        return static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(1, warmUp));
    const auto rest = static_cast<double>(std::max<std::int64_t>(1, steps - warmUp));
    const auto progress = static_cast<double>(step - warmUp) / rest;
    switch (spec.kind) {
    case spec::ScheduleKind::Constant: return 1.0;
    case spec::ScheduleKind::Linear: return std::max(0.0, 1.0 - progress);
    case spec::ScheduleKind::Cosine: return std::max(0.0, 0.5 * (1.0 + std::cos(std::numbers::pi * progress)));
    }
    return 1.0;
}

} // namespace cpw::train
