// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/inspect/attention_mass.h"

#include <algorithm>
#include <numeric>

namespace cpw::ui {

AttentionMass heaviest(std::span<const float> weights, double mass) {
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [weights](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
    double sum = 0;
    for (const auto place : order) // in the order in which they are added below, so that all of them are the whole
        sum += static_cast<double>(weights[place]);
    AttentionMass found;
    found.isHeld.resize(weights.size());
    double held = 0;
    for (const auto place : order) {
        if (held >= mass * sum || weights[place] <= 0)
            break;
        held += static_cast<double>(weights[place]);
        found.isHeld[place] = true;
        ++found.held;
    }
    found.share = sum > 0 ? held / sum : 0;
    return found;
}

} // namespace cpw::ui
