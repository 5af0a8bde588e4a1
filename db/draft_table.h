// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cpw::db {

class Connection;

// Templates and the queue of prepared runs. Each change is one transaction; SQLite's errors are thrown (see guarded).

[[nodiscard]] Result<std::vector<api::RunStore::TemplateRecord>> readTemplates(Connection& connection);
/// The version it was kept as.
[[nodiscard]] Result<int> insertTemplate(Connection& connection, const std::string& name, const spec::TemplateSpec& text);

[[nodiscard]] Result<std::vector<api::RunStore::QueueEntry>> readQueue(Connection& connection);
[[nodiscard]] Result<std::vector<std::int64_t>> insertEntries(Connection& connection, const std::vector<api::RunSpec>& specs);
[[nodiscard]] Result<void> updateEntry(Connection& connection, std::int64_t id, const api::RunSpec& spec);
[[nodiscard]] Result<void> updateEntryProblem(Connection& connection, std::int64_t id, const std::string& problem);
[[nodiscard]] Result<std::optional<api::RunStore::QueueEntry>> takeEntry(Connection& connection, std::int64_t id);
[[nodiscard]] Result<void> eraseEntries(Connection& connection, const std::vector<std::int64_t>& ids);
[[nodiscard]] Result<void> orderEntries(Connection& connection, const std::vector<std::int64_t>& ids);

} // namespace cpw::db
