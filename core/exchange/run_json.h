// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_store.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace cpw::exchange {

/// What the table of runs knows of a run.
[[nodiscard]] nlohmann::json summaryJson(const api::RunSummary& run);
[[nodiscard]] nlohmann::json eventJson(const api::StoredEvent& event);
/// What eventJson() wrote; another text is Info.
[[nodiscard]] api::LogLevel levelFromText(std::string_view text);
/// The checkpoints in a run's folder, by rising step, from their manifests: no tensor is read. A folder whose manifest cannot be read
/// has "error" in its place.
[[nodiscard]] nlohmann::json checkpointsJson(const std::filesystem::path& runFolder);

/// Seconds since 1970.
[[nodiscard]] double secondsOf(api::Clock::time_point time);
/// As JSON has it; what JSON has no number for is "NaN", "Infinity" or "-Infinity" as a text. Reads back to the same bits.
[[nodiscard]] std::string numberText(double value);

} // namespace cpw::exchange
