// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <vector>

namespace cpw::db {

class Connection;

// Changes of runs, data sets and settings besides events. Each is one transaction; SQLite's errors are thrown (see guarded).

/// A fork's parent must be in the file.
[[nodiscard]] Result<api::RunId> insertRun(Connection& connection, const api::RunSpec& spec,
                                           const std::optional<api::ForkOrigin>& origin = std::nullopt);
[[nodiscard]] Result<void> updateNote(Connection& connection, api::RunId run, const std::string& note);
/// Empty and repeated tags are left out.
[[nodiscard]] Result<void> updateTags(Connection& connection, api::RunId run, const std::vector<std::string>& tags);
[[nodiscard]] Result<void> updateName(Connection& connection, api::RunId run, const std::string& name);
/// Runs that are not in the file (deleted) are left out.
[[nodiscard]] Result<void> updateColor(Connection& connection, const std::vector<api::RunId>& runs, int color);
[[nodiscard]] Result<void> updateHidden(Connection& connection, const std::vector<api::RunId>& runs, bool isHidden);
/// Gives a run the hashes that it is grouped by and, where it has none yet, the color of its group. Part of another transaction.
void completeGroup(Connection& connection, api::RunId run, const std::string& group, const std::string& settings);
/// Finds the hashes and colors of runs that an older version wrote without them, of at most `count` of those numbered from `first` up to
/// before `end`. A run whose spec cannot be read stays as it is. The number to go on from; none: all were looked at.
[[nodiscard]] Result<std::optional<std::int64_t>> completeGroups(Connection& connection, std::int64_t first, std::int64_t end, std::size_t count);
/// Refuses a run that another or this living process trains.
[[nodiscard]] Result<void> checkDeletable(Connection& connection, api::RunId run);
[[nodiscard]] Result<void> eraseRun(Connection& connection, api::RunId run);
/// Drops points and events of `fromStep` and later; what tells starts and ends of the run stays.
[[nodiscard]] Result<void> rewind(Connection& connection, api::RunId run, std::int64_t fromStep);

[[nodiscard]] Result<void> insertCommand(Connection& connection, api::RunId run, const api::RunCommand& command);
/// Reads and removes in one step. A command of a newer program becomes a warning in the run's log.
[[nodiscard]] Result<std::vector<api::RunCommand>> takeCommands(Connection& connection, api::RunId run);

[[nodiscard]] Result<void> upsertDataset(Connection& connection, const std::string& name, const spec::DataSpec& data,
                                         const std::string& factsJson);
[[nodiscard]] Result<void> eraseDataset(Connection& connection, const std::string& name);
[[nodiscard]] Result<void> upsertSetting(Connection& connection, const std::string& name, const std::string& value);

/// Waiting, running and paused runs of processes that are gone become interrupted, with an event that says so.
[[nodiscard]] Result<void> markInterrupted(Connection& connection);

} // namespace cpw::db
