// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/engine.h"
#include "core/api/inspect.h"
#include "core/api/run_store.h"

#include <memory>

namespace cpw::engine {

/// Inspection of the runs of `store`. `engine` answers for the run that it trains and may be null: then there are checkpoints alone.
/// Both must outlive it. It computes on the processor in float32 with a quarter of the cores (1 to 4), so that a run in training is
/// not disturbed. Orders by score, slices and curves of a PA-MLM step are errors: it has not learnt clicks.
[[nodiscard]] std::unique_ptr<api::Inspector> makeInspector(api::RunStore& store, api::Engine* engine);

} // namespace cpw::engine
