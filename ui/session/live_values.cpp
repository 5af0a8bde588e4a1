// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/live_values.h"

#include <algorithm>
#include <cmath>

namespace cpw::ui {

api::CommandKind commandOf(LiveValue value) {
    switch (value) {
    case LiveValue::RatePlm:
        return api::CommandKind::SetLearningRatePlm;
    case LiveValue::RateCtr:
        return api::CommandKind::SetLearningRateCtr;
    case LiveValue::RateHeads:
        return api::CommandKind::SetLearningRateHeads;
    case LiveValue::ClipNorm:
        return api::CommandKind::SetClipNorm;
    }
    return api::CommandKind::SetClipNorm;
}

std::optional<LiveValue> liveValueOf(api::CommandKind kind) {
    for (const auto value : kLiveValues)
        if (commandOf(value) == kind)
            return value;
    return std::nullopt;
}

double valueIn(const spec::OptimizerSpec& optimizer, LiveValue value) {
    switch (value) {
    case LiveValue::RatePlm:
        return optimizer.learningRatePlm;
    case LiveValue::RateCtr:
        return optimizer.learningRateCtr;
    case LiveValue::RateHeads:
        return optimizer.learningRateHeads;
    case LiveValue::ClipNorm:
        return optimizer.clipNorm;
    }
    return 0;
}

void LiveValues::stage(LiveValue value, double number) {
    // A slider gives back what it was set to only within its resolution.
    const double now = inForce(value);
    const bool isSame = std::abs(number - now) <= 1e-9 * std::max(std::abs(number), std::abs(now));
    m_staged[index(value)] = isSame ? std::nullopt : std::optional(number);
}

bool LiveValues::isAnyStaged() const {
    return std::any_of(m_staged.begin(), m_staged.end(), [](const auto& staged) { return staged.has_value(); });
}

std::vector<api::RunCommand> LiveValues::commands() const {
    std::vector<api::RunCommand> commands;
    for (const auto value : kLiveValues)
        if (const auto& staged = m_staged[index(value)])
            commands.push_back({commandOf(value), *staged, {}});
    return commands;
}

} // namespace cpw::ui
