// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"
#include "core/base/file_io.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace cpw::cli {

/// All that the store knows of a run but the points of its curves.
struct RunDetails {
    api::RunSummary summary;
    nlohmann::json spec; ///< null: the run was imported
    std::map<std::string, std::string> settings; ///< of an imported run
    std::vector<api::StoredEvent> events;
    std::vector<std::string> metrics;
    std::string folder;
};
/// The spec as JSON; of an imported run its settings.
[[nodiscard]] Result<nlohmann::json> settingsJson(const api::RunStore& store, const api::RunSummary& run);
[[nodiscard]] Result<RunDetails> loadRunDetails(const api::RunStore& store, api::RunId run);
[[nodiscard]] nlohmann::json detailsJson(const RunDetails& details);
[[nodiscard]] std::string detailsText(const RunDetails& details);

/// One option in which two specs differ; null where a spec does not have it.
struct SpecDifference {
    std::string path; ///< dotted, as in --set
    nlohmann::json first;
    nlohmann::json second;
};
[[nodiscard]] std::vector<SpecDifference> specDifferences(const nlohmann::json& first, const nlohmann::json& second);

/// CSV with a header: run, metric, stage, step, epoch, value, time (seconds since 1970). Numbers read back to the same bits.
[[nodiscard]] Result<void> writeMetricPoints(const api::RunStore& store, const std::vector<api::RunId>& runs, FileWriter& writer);

} // namespace cpw::cli
