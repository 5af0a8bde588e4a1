// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_exchange.h"
#include "core/api/run_store.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace cpw::exchange {

/// Where the readers of foreign files put what they find, one run at a time so that only one is in memory. Made for one import;
/// one thread.
struct ImportSink {
    const api::ImportWatch& watch;
    std::function<Result<void>(api::ForeignRun)> take;
    std::vector<std::string> notes; ///< what was left out and why

    /// Fails when the user stopped the import. `share` is of the whole import.
    [[nodiscard]] Result<void> progress(const std::string& what, double share) const;
};

/// Seconds since 1970 as a time; nonsense (not a number, centuries away) is 1970.
[[nodiscard]] api::Clock::time_point timeOfSeconds(double seconds);
/// The same for milliseconds.
[[nodiscard]] api::Clock::time_point timeOfMilliseconds(std::int64_t milliseconds);
/// Orders the points of every curve by step, those of one step as they came, and drops curves without points.
void orderCurves(std::vector<api::MetricSeries>& curves);
/// An event of the run's history, at its start.
[[nodiscard]] api::StoredEvent historyLine(api::Clock::time_point time, const std::string& text, api::LogLevel level = api::LogLevel::Info);
/// The path as it stands for a file or folder whatever way leads there.
[[nodiscard]] std::filesystem::path canonicalPath(const std::filesystem::path& path);

} // namespace cpw::exchange
