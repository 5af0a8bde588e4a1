// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "ui/widgets/compare_line.h"

#include <compare>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace cpw::ui {

/// One metric of the runs of a group.
struct CurveQuestion {
    std::vector<api::RunId> runs;
    std::string metric;
    bool isEverySeed = false; ///< else their mean
    bool wantsRows = false;   ///< an axis counts training rows, for which the history of a run is read
    std::strong_ordering operator<=>(const CurveQuestion&) const = default;
};

struct CurveAnswer {
    struct Line {
        api::RunId run; ///< the only one, or the first of those of a mean
        std::shared_ptr<const LineData> data;
    };
    std::vector<Line> lines;
    std::set<std::string> names; ///< of metrics that the runs have
};

/// On a worker thread. Runs without the metric are left out.
[[nodiscard]] CurveAnswer readCurves(const api::RunStore& store, const CurveQuestion& question);

/// At most `wanted` values that keep lowest and highest of each stretch, from the buckets of a curve of any length.
[[nodiscard]] std::vector<float> readSpark(const api::RunStore& store, api::RunId run, const std::string& metric, std::size_t wanted);

/// Where the stages of a run begin and with which batch, from its history. `spec` is the run's.
[[nodiscard]] compare::RowCount rowCount(const api::RunSpec& spec, const std::vector<api::StoredEvent>& events);

} // namespace cpw::ui
