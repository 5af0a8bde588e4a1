// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/known_run.h"

#include <cstdint>
#include <limits>

namespace cpw::tests {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A run of which only number and name are known.
inline ui::RunPointer makeRun(std::int64_t id) {
    api::RunSummary run;
    run.id = {id};
    run.name = "run";
    return ui::knownRun(run);
}

} // namespace cpw::tests
