// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::train {

/// Where loss scaling stands; part of a checkpoint.
struct LossScale {
    double scale = 65536;
    std::int64_t goodSteps = 0; ///< since the scale last changed
    bool operator==(const LossScale&) const = default;
};

/// Keeps small gradients above float16's smallest number: the loss is multiplied by scale() before the backward pass and the
/// gradients divided after it. A step whose gradients are not finite is left out and halves the scale; 2,000 good steps in a row
/// double it. Source: Micikevicius et al., "Mixed Precision Training", ICLR 2018; numbers of torch.amp.GradScaler.
class LossScaler {
public:
    /// Where not enabled the scale is 1 and nothing needs to be checked.
    explicit LossScaler(bool isEnabled) : m_isEnabled(isEnabled) {}

    [[nodiscard]] bool isEnabled() const { return m_isEnabled; }
    [[nodiscard]] double scale() const { return m_isEnabled ? m_state.scale : 1.0; }
    /// What the gradients of a step were.
    void note(bool areFinite);
    /// False: the scale is at its lowest and still too high, so that the fault is not the scale's.
    [[nodiscard]] bool canShrink() const { return m_state.scale > kLowest; }

    [[nodiscard]] const LossScale& state() const { return m_state; }
    void restore(const LossScale& state) { m_state = state; }

    static constexpr std::int64_t kGrowthSteps = 2000;
    static constexpr double kLowest = 1.0 / 65536;
    static constexpr double kHighest = 1099511627776; // 2^40: far above what finite float16 gradients can bear

private:
    bool m_isEnabled;
    LossScale m_state;
};

} // namespace cpw::train
