// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/import_sink.h"

#include <filesystem>

namespace cpw::exchange {

/// True for a file that begins as SQLite's do.
[[nodiscard]] bool isSqliteFile(const std::filesystem::path& file);

/// Reads the tables experiments, runs, params, metrics and tags of MLflow's SQLite file (mlflow.db), which is opened read-only and
/// stays as it is. A file without these tables and their columns is refused by name. Deleted runs are left out and told in a note.
[[nodiscard]] Result<void> readMlflowDatabase(const std::filesystem::path& file, ImportSink& sink);

} // namespace cpw::exchange
