// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/base/result.h"
#include "db/metric_series.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cpw::db {

class Connection;

// Curves in the tables metric_series, metric_block, metric_tail and run_result. Inside a transaction of the caller; SQLite's
// errors are thrown (see guarded).

/// Adds to the tail; full blocks are folded off it. Updates the run's results for test/ and valid/ metrics.
[[nodiscard]] Result<void> appendPoints(Connection& connection, api::RunId run, const std::string& name,
                                        std::span<const api::MetricPoint> points);
/// In order of recording; none for an unknown name.
[[nodiscard]] Result<std::vector<api::MetricPoint>> readPoints(Connection& connection, api::RunId run, const std::string& name);
/// Drops every point of `fromStep` and later and works the run's results out anew.
[[nodiscard]] Result<void> dropPoints(Connection& connection, api::RunId run, std::int64_t fromStep);
/// The curve in at least `wanted` buckets where it has that many points, else one for each point: of 4,096, 256 or 16 points from
/// the pyramids, without reading the points, or of one point.
[[nodiscard]] Result<std::vector<MetricBucket>> readBuckets(Connection& connection, api::RunId run, const std::string& name,
                                                            std::size_t wanted);
[[nodiscard]] std::vector<std::string> readMetricNames(Connection& connection, api::RunId run);

} // namespace cpw::db
