// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/base/result.h"
#include "core/compare/statistics.h"

#include <optional>
#include <string>
#include <vector>

namespace cpw::compare {

/// Two runs with the same seed, one of each group.
struct RunPair {
    std::uint64_t seed = 0;
    api::RunSummary first;
    api::RunSummary second;
};

/// Two groups of runs, paired by seed. Runs that have not finished, and seeds that one group alone has, stand apart.
struct PairedGroups {
    std::vector<RunPair> pairs;       ///< by rising seed
    std::vector<api::RunId> unpaired; ///< finished, but the other group has no run with their seed
    std::vector<api::RunId> unfinished;
};

/// Fails when a group is empty, when both hold the same run, when a group has several finished runs with one seed, or when no
/// seed is in both.
[[nodiscard]] Result<PairedGroups> pairGroups(const std::vector<api::RunSummary>& first,
                                              const std::vector<api::RunSummary>& second);

/// One metric over the pairs that have it on both sides.
struct MetricComparison {
    std::string metric;
    Summary first;
    Summary second;
    Summary difference; ///< first - second, pair by pair
    std::optional<MeanTest> test;
    std::optional<double> relativeImprovement; ///< of the mean areas, where the metric is one above one half
};
/// Fails when no pair has the metric.
[[nodiscard]] Result<MetricComparison> compareMetric(const PairedGroups& groups, const std::string& metric);

/// The metric of a run; none where the run has none or it is NaN.
[[nodiscard]] std::optional<double> metricOf(const api::RunSummary& run, const std::string& metric);

/// A run's metric less that of the run with the same seed in another group.
struct SeedDifference {
    api::RunId run;
    std::uint64_t seed = 0;
    double value = 0;
};
/// By seed, without any complaint: finished runs that have the metric on both sides. A seed that one side has more than once is
/// left out, as nobody can say which run is meant.
[[nodiscard]] std::vector<SeedDifference> differencesBySeed(const std::vector<const api::RunSummary*>& group,
                                                            const std::vector<const api::RunSummary*>& baseline, const std::string& metric);
[[nodiscard]] Summary summaryOf(const std::vector<SeedDifference>& differences);

} // namespace cpw::compare
