// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <numeric>
#include <utility>

namespace cpw {

std::vector<std::uint32_t> permutation(std::uint32_t count, const CounterRandom& random, std::uint64_t first) {
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    for (std::uint32_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[random.below(first + i, i)]);
    return order;
}

} // namespace cpw
