// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/mean_curve.h"

#include <chrono>
#include <cmath>
#include <map>

namespace cpw::compare {
namespace {

struct Gathered {
    std::vector<double> values;
    double epochs = 0;
    double seconds = 0;
};

double secondsBetween(api::Clock::time_point first, api::Clock::time_point last) {
    return std::chrono::duration<double>(last - first).count();
}

} // namespace

MeanCurve meanCurve(const std::vector<const api::MetricSeries*>& runs) {
    MeanCurve curve;
    curve.runs = runs.size();
    std::map<std::int64_t, Gathered> bySteps;
    for (const auto* run : runs) {
        std::map<std::int64_t, const api::MetricPoint*> newest;
        for (const auto& point : run->points)
            newest[point.step] = &point;
        for (const auto& [step, point] : newest) {
            auto& gathered = bySteps[step];
            if (!std::isfinite(point->value))
                continue;
            gathered.values.push_back(point->value);
            gathered.epochs += point->epoch;
            gathered.seconds += secondsBetween(run->points.front().time, point->time);
        }
    }
    const auto count = static_cast<double>(runs.size());
    for (const auto& [step, gathered] : bySteps) {
        if (gathered.values.size() == runs.size())
            curve.points.push_back({step, gathered.epochs / count, gathered.seconds / count, summarize(gathered.values)});
        else
            ++curve.stepsLeftOut;
    }
    return curve;
}

} // namespace cpw::compare
