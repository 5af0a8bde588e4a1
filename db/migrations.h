// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace cpw::db {

class Connection;

/// "CPWB": marks a SQLite file as ours.
inline constexpr std::int32_t kApplicationId = 0x43505742;

/// One step of the schema: what leads from version - 1 to version.
struct Migration {
    int version = 0;
    const char* name = "";
    const char* sql = "";
};

/// The steps built in from db/schema, in order; the last one's version is this program's.
[[nodiscard]] std::vector<Migration> schemaMigrations();

/// Looks at an existing file without writing: gives its version, or says that it is not a run file, is newer than `newest`, or is
/// damaged. An empty file has version 0. Files up to 32 MB are checked page by page; bigger ones as they are read.
[[nodiscard]] Result<int> inspectFile(const std::filesystem::path& file, int newest);

/// Brings the file to the version of the last step, all steps or none. Two processes may do it at once.
[[nodiscard]] Result<void> migrate(Connection& connection, std::span<const Migration> steps);

/// Where the copy made before a migration from `version` lies: "runs.cpw.version-1".
[[nodiscard]] std::filesystem::path backupPath(const std::filesystem::path& file, int version);
/// Writes that copy. A file that another process migrated meanwhile is not copied.
[[nodiscard]] Result<void> backUp(Connection& connection, int version);

} // namespace cpw::db
