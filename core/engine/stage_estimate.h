// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_estimate.h"
#include "core/api/run_spec.h"
#include "core/base/result.h"

#include <filesystem>

namespace cpw::engine {

struct EstimateOptions {
    std::filesystem::path cacheFolder = {};  ///< of encoded data sets
    std::filesystem::path stagesFolder = {}; ///< of finished stages; empty: none are looked for
    std::filesystem::path probeFolder = {};  ///< where checkpoints would be written; empty: their time is left out
    int mostSteps = 20;                      ///< tried of each stage
    double seconds = 10;                     ///< about, of trial steps of each stage
    api::EstimateWatch watch = {};
};

/// Checks the spec, reads and encodes the data, builds the model of each stage and tries some steps of it. Trains nothing and
/// keeps nothing but the data cache. A stage that does not fit the memory is told as a problem and its time is not measured.
/// Works on the calling thread, for some seconds of each stage. Fails as the run itself would before its first step.
[[nodiscard]] Result<api::RunEstimate> estimateRun(const api::RunSpec& spec, const EstimateOptions& options);

} // namespace cpw::engine
