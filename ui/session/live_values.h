// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_command.h"
#include "core/spec/stage_spec.h"

#include <array>
#include <optional>
#include <vector>

namespace cpw::ui {

/// Values a user may change while a run trains; rates are those before the schedule.
enum class LiveValue { RatePlm, RateCtr, RateHeads, ClipNorm };
inline constexpr std::array kLiveValues{LiveValue::RateCtr, LiveValue::RatePlm, LiveValue::RateHeads, LiveValue::ClipNorm};

[[nodiscard]] api::CommandKind commandOf(LiveValue value);
[[nodiscard]] std::optional<LiveValue> liveValueOf(api::CommandKind kind);
[[nodiscard]] double valueIn(const spec::OptimizerSpec& optimizer, LiveValue value);

/// What is in force and what is staged beside it. Plain value; the control column edits it and sends its commands in one go.
class LiveValues {
public:
    void setInForce(LiveValue value, double number) { m_inForce[index(value)] = number; }
    [[nodiscard]] double inForce(LiveValue value) const { return m_inForce[index(value)]; }
    /// Staging the value in force takes the change back.
    void stage(LiveValue value, double number);
    void discard() { m_staged = {}; }
    [[nodiscard]] bool isStaged(LiveValue value) const { return m_staged[index(value)].has_value(); }
    [[nodiscard]] bool isAnyStaged() const;
    /// Staged, else in force.
    [[nodiscard]] double shown(LiveValue value) const { return m_staged[index(value)].value_or(inForce(value)); }
    /// One command for each staged value, in the order of kLiveValues.
    [[nodiscard]] std::vector<api::RunCommand> commands() const;

private:
    static constexpr std::size_t index(LiveValue value) { return static_cast<std::size_t>(value); }

    std::array<double, 4> m_inForce{};
    std::array<std::optional<double>, 4> m_staged{};
};

} // namespace cpw::ui
