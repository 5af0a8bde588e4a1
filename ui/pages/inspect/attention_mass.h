// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cpw::ui {

/// The fewest of these weights that together hold at least `mass` of their sum, by place; of equal weights the first ones. A mass of 1
/// holds all that are above 0.
struct AttentionMass {
    std::vector<bool> isHeld;
    std::size_t held = 0;
    double share = 0; ///< of the sum, that they hold
};
[[nodiscard]] AttentionMass heaviest(std::span<const float> weights, double mass);

} // namespace cpw::ui
