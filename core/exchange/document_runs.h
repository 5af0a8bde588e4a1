// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/import_sink.h"

#include <filesystem>
#include <string>

namespace cpw::exchange {

/// Runs from a document that `clickprompt runs export --output FILE.json` wrote (docs/RUN_DOCUMENT.md), one in memory at a time:
/// curves, history, note, tags, and the spec as settings by dotted path. A run is known by its number and the time it was made,
/// so that files of two machines do not mix theirs up; one that the other file had imported keeps where it came from. What comes
/// before a run that cannot be read is taken.
[[nodiscard]] Result<void> readRunDocument(const std::filesystem::path& file, ImportSink& sink);

/// How readRunDocument() knows a run that this program trained: ImportOrigin::id.
[[nodiscard]] std::string documentRunId(const std::string& run, double created);

/// True when the file begins as such a document does; no more is read.
[[nodiscard]] bool isRunDocument(const std::filesystem::path& file);

} // namespace cpw::exchange
