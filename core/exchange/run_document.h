// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/base/file_io.h"

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::exchange {

/// The form that documents have; it changes when a reader of the old form would go wrong. Written down in docs/RUN_DOCUMENT.md.
inline constexpr const char* kRunDocumentFormat = "clickprompt-runs";
inline constexpr int kRunDocumentVersion = 1;

/// Takes the document piece by piece.
using TextTarget = std::function<Result<void>(std::string_view)>;

/// Writes all that the store holds of the runs as one JSON document: summary, spec or imported settings, results, events,
/// environment, checkpoints, every point of every curve. One curve is in memory at a time. `program` is who writes.
[[nodiscard]] Result<void> writeRunDocument(const api::RunStore& store, const std::vector<api::RunId>& runs, const std::string& program,
                                            const TextTarget& target, const std::stop_token& stop);
[[nodiscard]] Result<void> writeRunDocument(const api::RunStore& store, const std::vector<api::RunId>& runs, const std::string& program,
                                            FileWriter& writer, const std::stop_token& stop);

} // namespace cpw::exchange
