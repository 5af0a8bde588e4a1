// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"
#include "core/base/result.h"
#include "core/spec/data_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace cpw::cli {

/// What the command line of `train` says about the specs.
struct SpecRequest {
    std::string source;                ///< path of a spec in JSON or id of a preset
    std::vector<std::string> arms;     ///< of a preset; empty: all
    std::vector<std::string> settings; ///< "a.b=value", applied to every arm
    std::string seeds;                 ///< "1,2,3", "1-5"; empty: the spec's own
    std::string device;
    std::string dataPath;
    std::optional<spec::DataSpec> data; ///< takes the place of the spec's own data
    int threads = 0;
};

/// One run to start.
struct PlannedRun {
    std::string arm; ///< id of the arm, or the name of the spec
    api::RunSpec spec;
};

/// All arms for the first seed, then all for the next. Every problem of a spec is listed.
[[nodiscard]] Result<std::vector<PlannedRun>> planRuns(const SpecRequest& request);

/// The spec with each "a.b=value" set. Every problem is listed.
[[nodiscard]] Result<api::RunSpec> withSettings(const api::RunSpec& spec, const std::vector<std::string>& settings);

/// The data part of a spec with settings below "data" ("label.positive_from=4") and the source's own defaults.
[[nodiscard]] Result<spec::DataSpec> makeDataSpec(const std::string& source, const std::string& path, const std::vector<std::string>& settings);

} // namespace cpw::cli
