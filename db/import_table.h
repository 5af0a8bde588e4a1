// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/base/result.h"

#include <map>
#include <string>

namespace cpw::db {

class Connection;

// Runs that other programs trained: the tables run_import and run_setting. SQLite's errors are thrown (see guarded).

/// One transaction; see RunStore::importRun.
[[nodiscard]] Result<api::ImportedAs> importRun(Connection& connection, const api::ForeignRun& run);
[[nodiscard]] std::map<std::string, std::string> readImportedSettings(Connection& connection, api::RunId run);
/// The title of the program that trained the run; empty: this one.
[[nodiscard]] std::string importedFrom(Connection& connection, api::RunId run);

} // namespace cpw::db
