// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/engine.h"
#include "core/base/result.h"
#include "core/engine/run_worker.h"

#include <stop_token>

namespace cpw::engine {

/// Weights of the run that this process trains, for inspection. Implemented by the engine of this process; any thread.
class LiveWeights {
public:
    virtual ~LiveWeights() = default;
    /// See RunWorker::takeWeights; a run that does not train here answers at once that it does not.
    [[nodiscard]] virtual Result<RunWorker::LiveAnswer> takeWeights(api::RunId run, RunWorker::KnownWeights known, std::stop_token stop) = 0;
};

/// Null for an engine that is not of this process.
[[nodiscard]] LiveWeights* liveWeightsOf(api::Engine* engine);

} // namespace cpw::engine
