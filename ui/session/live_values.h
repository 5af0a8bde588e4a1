// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_command.h"
#include "core/spec/stage_spec.h"

#include <array>
#include <optional>
#include <vector>

namespace cpw::ui {

/// Values a user may change while a run trains; rates are those before the schedule.
enum class LiveValue { RatePlm, RateCtr, RateHeads, ClipNorm, WeightDecay };
inline constexpr std::array kLiveValues{LiveValue::RateCtr, LiveValue::RatePlm, LiveValue::RateHeads, LiveValue::WeightDecay,
                                        LiveValue::ClipNorm};
/// A side of the model that a command freezes as a whole.
enum class FreezeSide { Plm, Ctr };
inline constexpr std::array kFreezeSides{FreezeSide::Plm, FreezeSide::Ctr};

[[nodiscard]] api::CommandKind commandOf(LiveValue value);
[[nodiscard]] std::optional<LiveValue> liveValueOf(api::CommandKind kind);
[[nodiscard]] std::optional<FreezeSide> freezeSideOf(const api::RunCommand& command);
[[nodiscard]] bool isFrozenIn(const spec::FreezeSpec& freeze, FreezeSide side);
[[nodiscard]] double valueIn(const spec::OptimizerSpec& optimizer, LiveValue value);

/// What is in force and what is staged beside it. Plain value; the control column edits it and sends its commands in one go.
class LiveValues {
public:
    void setInForce(LiveValue value, double number) { m_inForce[index(value)] = number; }
    [[nodiscard]] double inForce(LiveValue value) const { return m_inForce[index(value)]; }
    /// Staging the value in force takes the change back.
    void stage(LiveValue value, double number);
    void setFrozen(FreezeSide side, bool isFrozen) { m_frozen[index(side)] = isFrozen; }
    [[nodiscard]] bool isFrozen(FreezeSide side) const { return m_frozen[index(side)]; }
    void stageFrozen(FreezeSide side, bool isFrozen);
    [[nodiscard]] bool isFreezeStaged(FreezeSide side) const { return m_stagedFrozen[index(side)].has_value(); }
    /// Staged, else in force.
    [[nodiscard]] bool isFrozenShown(FreezeSide side) const { return m_stagedFrozen[index(side)].value_or(isFrozen(side)); }
    void discard() {
        m_staged = {};
        m_stagedFrozen = {};
    }
    [[nodiscard]] bool isStaged(LiveValue value) const { return m_staged[index(value)].has_value(); }
    [[nodiscard]] bool isAnyStaged() const;
    /// Staged, else in force.
    [[nodiscard]] double shown(LiveValue value) const { return m_staged[index(value)].value_or(inForce(value)); }
    /// One command for each staged value, in the order of kLiveValues, then freezing.
    [[nodiscard]] std::vector<api::RunCommand> commands() const;

private:
    static constexpr std::size_t index(LiveValue value) { return static_cast<std::size_t>(value); }
    static constexpr std::size_t index(FreezeSide side) { return static_cast<std::size_t>(side); }

    std::array<double, kLiveValues.size()> m_inForce{};
    std::array<std::optional<double>, kLiveValues.size()> m_staged{};
    std::array<bool, kFreezeSides.size()> m_frozen{};
    std::array<std::optional<bool>, kFreezeSides.size()> m_stagedFrozen{};
};

} // namespace cpw::ui
