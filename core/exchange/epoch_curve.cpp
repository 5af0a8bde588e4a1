// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/epoch_curve.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace cpw::exchange {
namespace {

/// The last part of "train/epoch".
std::string_view lastPart(std::string_view name) {
    const auto slash = name.rfind('/');
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

/// "epoch" itself, else the first curve whose name ends in it.
const api::MetricSeries* epochCurve(const std::vector<api::MetricSeries>& curves) {
    const auto isNamed = [](const auto& curve) { return curve.name == "epoch"; };
    auto found = std::find_if(curves.begin(), curves.end(), isNamed);
    if (found == curves.end())
        found = std::find_if(curves.begin(), curves.end(), [](const auto& curve) { return lastPart(curve.name) == "epoch"; });
    return found == curves.end() ? nullptr : &*found;
}

struct Known {
    std::int64_t step = 0;
    double epoch = 0;
};

/// By rising step, each once, the later value; empty where they are no count.
std::vector<Known> knownEpochs(const api::MetricSeries& curve) {
    std::vector<Known> known;
    for (const auto& point : curve.points) {
        if (!std::isfinite(point.value) || point.value < 0)
            return {};
        if (!known.empty() && known.back().step == point.step)
            known.back().epoch = point.value;
        else
            known.push_back({point.step, point.value});
    }
    const bool isRising = std::is_sorted(known.begin(), known.end(), [](const auto& a, const auto& b) { return a.epoch < b.epoch; });
    return isRising ? known : std::vector<Known>();
}

double epochAt(const std::vector<Known>& known, std::int64_t step) {
    const auto after = std::lower_bound(known.begin(), known.end(), step, [](const Known& each, std::int64_t wanted) { return each.step < wanted; });
    if (after == known.end())
        return known.back().epoch;
    if (after == known.begin() || after->step == step)
        return after->epoch;
    const auto& before = *(after - 1);
    const auto share = static_cast<double>(step - before.step) / static_cast<double>(after->step - before.step);
    return before.epoch + share * (after->epoch - before.epoch);
}

} // namespace

void takeEpochs(std::vector<api::MetricSeries>& curves) {
    const auto* counted = epochCurve(curves);
    const auto known = counted ? knownEpochs(*counted) : std::vector<Known>();
    if (known.empty())
        return;
    for (auto& curve : curves)
        for (auto& point : curve.points)
            if (point.epoch == 0)
                point.epoch = epochAt(known, point.step);
}

} // namespace cpw::exchange
