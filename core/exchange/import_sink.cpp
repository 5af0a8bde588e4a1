// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/import_sink.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace cpw::exchange {
namespace fs = std::filesystem;

Result<void> ImportSink::progress(const std::string& what, double share) const {
    if (watch.stop.stop_requested())
        return fail(ErrorCode::Stopped, "the import was stopped; runs taken until then are in the file");
    if (watch.onProgress)
        watch.onProgress(what, std::clamp(share, 0.0, 1.0));
    return {};
}

api::Clock::time_point timeOfSeconds(double seconds) {
    constexpr double kLatest = 9.0e9; // the year 2255: nanoseconds in 64 bits end soon after
    if (!(seconds > 0 && seconds < kLatest))
        return {};
    // The whole seconds by themselves: nanoseconds since 1970 have more digits than a double.
    const double whole = std::floor(seconds);
    return api::Clock::time_point(std::chrono::seconds(static_cast<std::int64_t>(whole)) + std::chrono::nanoseconds(std::llround((seconds - whole) * 1e9)));
}

api::Clock::time_point timeOfMilliseconds(std::int64_t milliseconds) {
    constexpr std::int64_t kLatest = 9'000'000'000'000;
    if (milliseconds <= 0 || milliseconds >= kLatest)
        return {};
    return api::Clock::time_point(std::chrono::milliseconds(milliseconds));
}

void orderCurves(std::vector<api::MetricSeries>& curves) {
    std::erase_if(curves, [](const auto& curve) { return curve.points.empty(); });
    for (auto& curve : curves) {
        const auto byStep = [](const auto& a, const auto& b) { return a.step < b.step; };
        if (!std::is_sorted(curve.points.begin(), curve.points.end(), byStep))
            std::stable_sort(curve.points.begin(), curve.points.end(), byStep);
    }
}

api::StoredEvent historyLine(api::Clock::time_point time, const std::string& text, api::LogLevel level) {
    return {0, time, "log", text, level};
}

fs::path canonicalPath(const fs::path& path) {
    std::error_code code;
    auto whole = fs::weakly_canonical(fs::absolute(path, code), code);
    if (code)
        whole = fs::absolute(path, code).lexically_normal();
    return whole.has_filename() ? whole : whole.parent_path();
}

} // namespace cpw::exchange
