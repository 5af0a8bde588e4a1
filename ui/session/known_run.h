// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <memory>
#include <string>
#include <vector>

namespace cpw::ui {

/// A run as it was read, and what plain words of a filter are looked for in. Never changes, so that lists of runs are shared with
/// worker threads.
struct KnownRun {
    api::RunSummary summary;
    std::string words; ///< small letters, one value a line
};
using RunPointer = std::shared_ptr<const KnownRun>;
using RunList = std::vector<RunPointer>;

/// From any thread.
[[nodiscard]] RunPointer knownRun(api::RunSummary summary);
/// By number.
[[nodiscard]] RunList knownRuns(std::vector<api::RunSummary> summaries);
/// Many runs take long to free: another thread does it.
void freeElsewhere(RunList runs);

} // namespace cpw::ui
