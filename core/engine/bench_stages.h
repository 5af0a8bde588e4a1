// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"
#include "core/engine/model_session.h"

#include <string>
#include <vector>

namespace cpw::engine {

/// One measurement on a whole stage: training it, or scoring rows with its model. The library's threads must be set.
struct StageBench {
    enum class Work { Train, Score };
    std::string name;
    Work work = Work::Train;
    spec::StageKind kind = spec::StageKind::FinetuneCtr;
    std::string backbone = "dcn_v2";
    int layers = 2;
    int hidden = 128;
    int batch = 64;
    int steps = 40;              ///< scoring: so many times the batch rows
    bool isOnlyByName = false;   ///< left out when everything is measured
};

/// Every measurement of this kind, in one list: training of each kind of stage and of each backbone, scoring.
[[nodiscard]] const std::vector<StageBench>& stageBenches();

/// The spec of a measurement with the shapes that `options` ask for.
[[nodiscard]] api::RunSpec benchSpec(const StageBench& bench, const BenchOptions& options);

[[nodiscard]] Result<BenchLine> runStageBench(const StageBench& bench, const BenchOptions& options);

} // namespace cpw::engine
