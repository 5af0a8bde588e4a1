// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/engine.h"
#include "core/api/run_store.h"

#include <spdlog/logger.h>

#include <memory>
#include <string>

namespace cpw::engine {

struct LocalEngineOptions {
    std::shared_ptr<spdlog::logger> logger; ///< may be null
    std::string program = {}; ///< what trains, for the history of runs: name, version and build; may be empty
    bool pausesOnBadLoss = false; ///< a loss that is not a number pauses the run (a window is there to go on) instead of failing it
};

/// The engine of this process: one long-lived trainer thread that owns every tensor. `store` must outlive it; it gets every
/// event. The destructor is shutdown(). Making it is cheap: the first tensor is made with the first run.
[[nodiscard]] std::unique_ptr<api::Engine> makeLocalEngine(api::RunStore& store, const LocalEngineOptions& options);

} // namespace cpw::engine
