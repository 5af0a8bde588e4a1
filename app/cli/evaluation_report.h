// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/evaluation.h"

#include <nlohmann/json.hpp>

#include <string>

namespace cpw::cli {

/// What `evaluate` prints. A measure that does not exist is null.
[[nodiscard]] nlohmann::json evaluationJson(const engine::Evaluation& evaluation);
/// Of the slices of a field the largest `mostSlices` alone; the JSON form has all.
[[nodiscard]] std::string evaluationText(const engine::Evaluation& evaluation, std::size_t mostSlices);

/// Another run on the same rows.
struct AgainstReport {
    std::string run;
    data::AreaComparison areas;
    double logLoss = 0; ///< of the other run
};
[[nodiscard]] nlohmann::json againstJson(const AgainstReport& against, const engine::Evaluation& evaluation);
[[nodiscard]] std::string againstText(const AgainstReport& against, const engine::Evaluation& evaluation);

} // namespace cpw::cli
