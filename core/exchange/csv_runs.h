// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/import_sink.h"

#include <filesystem>

namespace cpw::exchange {

/// Curves from a table with a header, comma-separated (tabs for .tsv), in one of two forms told by its columns:
/// - long: metric, value, step, and perhaps run, stage, epoch, time (what `clickprompt runs export` writes);
/// - wide: step, and perhaps run, stage, epoch, time; every other column is a metric, empty cells are no points.
/// Without a column "run" the file is one run with its own name. Without a step the epoch stands for it. Times are seconds since 1970;
/// a table without any is as old as its file.
[[nodiscard]] Result<void> readCsvRuns(const std::filesystem::path& file, ImportSink& sink);

/// True when the header is one of those forms; nothing else is read.
[[nodiscard]] bool hasRunColumns(const std::filesystem::path& file);

} // namespace cpw::exchange
