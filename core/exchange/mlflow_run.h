// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exchange/import_sink.h"

#include <cstdint>
#include <string>

namespace cpw::exchange {

/// A run of MLflow while its parts are read, from its folders of files or its database. What both have in common: names, states,
/// and what the tags of MLflow's own ("mlflow.note.content") mean.
struct MlflowRun {
    std::string id; ///< 32 hexadecimal digits
    std::string experiment;
    std::string name;
    std::string status; ///< "FINISHED" or the number of it
    std::int64_t startMilliseconds = 0;
    std::int64_t endMilliseconds = 0; ///< 0: none
    std::map<std::string, std::string> params;
    std::map<std::string, std::string> tags;
    std::map<std::string, api::MetricSeries> metrics;
};

/// A point as MLflow has it; `milliseconds` since 1970.
void addPoint(MlflowRun& run, const std::string& metric, std::int64_t step, double value, std::int64_t milliseconds);

/// `source` is the file or folder that it was read from.
[[nodiscard]] api::ForeignRun foreignRun(MlflowRun run, const std::string& source);

} // namespace cpw::exchange
