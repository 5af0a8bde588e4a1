// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cpw::cli {

/// One finished run of a `train` command.
struct ArmResult {
    std::string arm;
    api::RunSummary summary;

    [[nodiscard]] std::optional<double> metric(const std::string& name) const;
};

/// What the best possible model reaches on the test rows; known for generated data only.
struct BayesBound {
    double auc = 0;
    double expectedAuc = 0;
    double logLoss = 0;
    std::uint64_t rows = 0;
};

/// The table of a `train` command: a line for each run, the bound, and with several seeds mean and spread of each arm and the
/// paired differences between arms (same seed, 95 % t interval from three pairs on).
[[nodiscard]] std::string reportText(const std::vector<ArmResult>& results, const std::optional<BayesBound>& bound);
/// The same numbers unrounded.
[[nodiscard]] nlohmann::json reportJson(const std::vector<ArmResult>& results, const std::optional<BayesBound>& bound);

} // namespace cpw::cli
