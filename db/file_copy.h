// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace cpw::db {

class Connection;

/// SQLite does not sync a copy that VACUUM INTO makes.
[[nodiscard]] Result<void> syncToDisk(const std::filesystem::path& file);

/// One moment of the file as a new file at `target`, written aside and renamed: the old `target` stays until the copy is whole.
[[nodiscard]] Result<void> copyFile(Connection& connection, const std::filesystem::path& target);

/// Runs and finished stages, without caches. What a run that trains removes meanwhile is left out; `to` appears when all is
/// there.
[[nodiscard]] Result<void> copyRunFolders(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace cpw::db
