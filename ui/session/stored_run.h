// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <vector>

namespace cpw::ui {

/// All of a stored run that a page shows, read in one go on the worker thread.
struct StoredRun {
    api::RunSummary summary;
    api::RunSpec spec;
    std::vector<api::MetricSeries> metrics;
    std::vector<api::StoredEvent> events;
};

/// Any thread; reads all of it, so on a worker.
[[nodiscard]] Result<StoredRun> readStoredRun(const api::RunStore& store, api::RunId run);

} // namespace cpw::ui
