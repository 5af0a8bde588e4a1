// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/compare/statistics.h"

#include <vector>

namespace cpw::compare {

/// The mean of several runs at one step.
struct MeanPoint {
    std::int64_t step = 0;
    double epoch = 0;
    double seconds = 0; ///< since the first point of each run, mean over the runs
    Summary value;
};

/// The mean over runs at the steps where every one of them has a number, so that it is of the same runs everywhere. Steps that
/// one of them lacks, and points that are NaN or infinite, are counted in `stepsLeftOut`. Where a run has a step twice, the later
/// point counts.
struct MeanCurve {
    std::size_t runs = 0;
    std::vector<MeanPoint> points;
    std::size_t stepsLeftOut = 0;
};
[[nodiscard]] MeanCurve meanCurve(const std::vector<const api::MetricSeries*>& runs);

} // namespace cpw::compare
