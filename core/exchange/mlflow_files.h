// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/import_sink.h"

#include <filesystem>

namespace cpw::exchange {

/// True for a folder in MLflow's form of files: mlruns, an experiment of it, or one run.
[[nodiscard]] bool isMlflowFolder(const std::filesystem::path& folder);

/// Reads mlruns/EXPERIMENT/RUN/{meta.yaml, params/, metrics/, tags/}. Deleted runs are left out and told in a note.
[[nodiscard]] Result<void> readMlflowFolder(const std::filesystem::path& path, ImportSink& sink);

} // namespace cpw::exchange
