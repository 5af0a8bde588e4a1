// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How sure a measure is: two models on the same rows, and intervals by drawing rows anew.

#include "core/data/ranking_metrics.h"

#include <cstdint>
#include <span>

namespace cpw::data {

/// The areas of two scores of the same rows and their difference, by DeLong, DeLong and Clarke-Pearson (1988): the areas are
/// correlated because the rows are shared, and the covariance of the rows' shares takes that into account.
struct AreaComparison {
    double first = 0;
    double second = 0;
    double difference = 0;    ///< first - second
    double standardError = 0; ///< of the difference
    Interval interval;        ///< 95 %, normal approximation
    double z = 0;             ///< difference / standardError
    double pValue = 0;        ///< two-sided; 1 for equal scores
};
/// NaN throughout below two rows of either class.
[[nodiscard]] AreaComparison compareAreas(std::span<const float> first, std::span<const float> second,
                                          std::span<const float> labels);

/// 95 % percentile intervals of measures over rows drawn with replacement, as many as there are. A draw with one class only is
/// left out of all three. Each draw is a function of (seed, number of the draw).
struct BootstrapIntervals {
    std::size_t draws = 0; ///< that counted
    Interval auc;
    Interval logLoss;
    Interval averagePrecision;
};
[[nodiscard]] BootstrapIntervals bootstrapIntervals(std::span<const float> logits, std::span<const float> labels,
                                                    std::size_t draws, std::uint64_t seed);

/// The value below which `share` of the sorted values lie, linear between neighbours.
[[nodiscard]] double quantileOf(std::span<const double> sortedValues, double share);

} // namespace cpw::data
