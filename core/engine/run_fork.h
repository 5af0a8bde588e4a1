// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/engine.h"
#include "core/api/run_store.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cpw::engine {

/// See api::Engine::forkPoint.
[[nodiscard]] Result<api::ForkPoint> findForkPoint(const api::RunStore& store, api::RunId parent, std::optional<std::int64_t> step);

/// Checks that `spec` can go on from the point, without writing anything. What is not taken over, one sentence each.
[[nodiscard]] Result<std::vector<std::string>> checkFork(const api::RunStore& store, const api::ForkPoint& point, const api::RunSpec& spec);

/// Puts the checkpoint of the point into the folder of the new run, as if the run had written it under `spec`. The parent may
/// replace its checkpoint meanwhile; then it fails and the folder is to be removed with the run.
[[nodiscard]] Result<void> takeCheckpoint(const api::RunStore& store, const api::ForkPoint& point, const api::RunSpec& spec, api::RunId run);

} // namespace cpw::engine
