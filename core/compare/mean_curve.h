// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/compare/statistics.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace cpw::compare {

/// How many training rows a run has seen: steps times the batch of their stage. The last batch of an epoch may be smaller, so this is
/// at most one batch an epoch too many.
class RowCount {
public:
    struct Stage {
        std::int64_t firstStep = 1;
        std::int64_t batch = 1;
    };
    RowCount() = default;
    /// By rising first step.
    explicit RowCount(std::vector<Stage> stages) : m_stages(std::move(stages)) {}
    /// Without stages the steps themselves.
    [[nodiscard]] double after(std::int64_t step) const;

private:
    std::vector<Stage> m_stages;
};

/// The mean over runs at the steps where every one of them has a number, so that it is of the same runs everywhere. Steps that
/// one of them lacks, and points that are NaN or infinite, are counted in `stepsLeftOut`. Where a run has a step twice, the later
/// point counts. Columns of equal length, by rising step; a million points are 32 MB.
struct MeanCurve {
    std::size_t runs = 0;
    std::vector<std::int64_t> steps;
    std::vector<double> epochs;     ///< of all stages so far, mean over the runs
    std::vector<double> seconds;    ///< since the first point of each run, mean over the runs
    std::vector<double> means;
    std::vector<double> deviations; ///< sample standard deviation; empty for one run
    std::size_t stepsLeftOut = 0;

    [[nodiscard]] std::size_t size() const { return steps.size(); }
    [[nodiscard]] Summary at(std::size_t index) const;
};
[[nodiscard]] MeanCurve meanCurve(const std::vector<const api::MetricSeries*>& runs);

} // namespace cpw::compare
