// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/paired_groups.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace cpw::cli {

using compare::MetricComparison;
using compare::metricOf;
using compare::PairedGroups;
using compare::Summary;

/// Count, mean, deviation and, from three values on, the 95 % interval of the mean.
[[nodiscard]] nlohmann::json summaryJson(const Summary& summary);

/// What the command prints.
[[nodiscard]] nlohmann::json comparisonJson(const PairedGroups& groups, const std::vector<MetricComparison>& comparisons);
[[nodiscard]] std::string comparisonText(const PairedGroups& groups, const std::vector<MetricComparison>& comparisons);

} // namespace cpw::cli
