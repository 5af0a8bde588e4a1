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
    case LiveValue::WeightDecay:
        return api::CommandKind::SetWeightDecay;
    }
    return api::CommandKind::SetClipNorm;
}

std::optional<LiveValue> liveValueOf(api::CommandKind kind) {
    for (const auto value : kLiveValues)
        if (commandOf(value) == kind)
            return value;
    return std::nullopt;
}

std::optional<FreezeSide> freezeSideOf(const api::RunCommand& command) {
    if (command.kind != api::CommandKind::Freeze && command.kind != api::CommandKind::Unfreeze)
        return std::nullopt;
    return command.part == "plm" ? FreezeSide::Plm : FreezeSide::Ctr;
}

bool isFrozenIn(const spec::FreezeSpec& freeze, FreezeSide side) {
    return side == FreezeSide::Plm ? freeze.languageModel : freeze.freezesWholeCtr();
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
    case LiveValue::WeightDecay:
        return optimizer.weightDecay;
    }
    return 0;
}

void LiveValues::stage(LiveValue value, double number) {
    // A slider gives back what it was set to only within its resolution.
    const double now = inForce(value);
    const bool isSame = std::abs(number - now) <= 1e-9 * std::max(std::abs(number), std::abs(now));
    m_staged[index(value)] = isSame ? std::nullopt : std::optional(number);
}

void LiveValues::stageFrozen(FreezeSide side, bool isFrozenThen) {
    m_stagedFrozen[index(side)] = isFrozenThen == isFrozen(side) ? std::nullopt : std::optional(isFrozenThen);
}

bool LiveValues::isAnyStaged() const {
    const auto isStagedIn = [](const auto& all) {
        return std::any_of(all.begin(), all.end(), [](const auto& staged) { return staged.has_value(); });
    };
    return isStagedIn(m_staged) || isStagedIn(m_stagedFrozen);
}

std::vector<api::RunCommand> LiveValues::commands() const {
    std::vector<api::RunCommand> commands;
    for (const auto value : kLiveValues)
        if (const auto& staged = m_staged[index(value)])
            commands.push_back({commandOf(value), *staged, {}});
    for (const auto side : kFreezeSides)
        if (const auto& staged = m_stagedFrozen[index(side)])
            commands.push_back({*staged ? api::CommandKind::Freeze : api::CommandKind::Unfreeze, 0, side == FreezeSide::Plm ? "plm" : "ctr"});
    return commands;
}

} // namespace cpw::ui
