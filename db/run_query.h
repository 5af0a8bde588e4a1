// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/base/result.h"
#include "db/metric_series.h"
#include "db/process_identity.h"

#include <optional>
#include <string>
#include <vector>

namespace cpw::db {

class Connection;

// Reading, each in one snapshot. SQLite's errors are thrown (see guarded).

/// By number. A run that is marked live but whose process is gone shows as interrupted.
[[nodiscard]] Result<std::vector<api::RunSummary>> readRuns(Connection& connection);
[[nodiscard]] Result<std::vector<api::RunSummary>> readNewestRuns(Connection& connection, std::size_t count);
/// The number of the first of the newest runs.
[[nodiscard]] std::int64_t firstOfNewest(Connection& connection, std::size_t count);
/// Whether runs of these numbers were written by an older version, without the hashes that they are grouped by (see completeGroups).
[[nodiscard]] bool lacksHashes(Connection& connection, std::int64_t first, std::int64_t end);
/// The same for reading alone: what a file that is not written lacks stays missing in it.
void findHashes(Connection& connection, std::vector<api::RunSummary>& runs);
[[nodiscard]] Result<std::vector<api::RunSummary>> readLiveRuns(Connection& connection);
[[nodiscard]] Result<api::RunSummary> readRun(Connection& connection, api::RunId run);
[[nodiscard]] Result<api::RunSpec> readSpec(Connection& connection, api::RunId run);
[[nodiscard]] Result<std::vector<api::RunStore::RecordedSettings>> readRecordedSettings(Connection& connection, const std::vector<api::RunId>& runs);
[[nodiscard]] Result<api::MetricSeries> readMetric(Connection& connection, api::RunId run, const std::string& name);
[[nodiscard]] Result<std::vector<MetricBucket>> readMetricBuckets(Connection& connection, api::RunId run, const std::string& name,
                                                                  std::size_t wanted);
[[nodiscard]] Result<std::vector<api::StoredEvent>> readEvents(Connection& connection, api::RunId run);
[[nodiscard]] Result<std::vector<api::RunStore::DatasetRecord>> readDatasets(Connection& connection);
[[nodiscard]] std::optional<std::string> readSetting(Connection& connection, const std::string& name);

/// An error that says which runs there are, unless the run is in the file.
[[nodiscard]] Result<void> requireRun(Connection& connection, api::RunId run);
[[nodiscard]] bool hasLiveRuns(Connection& connection);
[[nodiscard]] bool hasCommands(Connection& connection, api::RunId run);

/// Waiting, running or paused.
[[nodiscard]] bool isLive(api::RunState state);
/// What the state means now: of a run whose process is gone, or is of another machine and has been silent for ten minutes,
/// interrupted.
[[nodiscard]] api::RunState presentState(api::RunState stored, const ProcessIdentity& owner, std::int64_t changedNanoseconds);

} // namespace cpw::db
