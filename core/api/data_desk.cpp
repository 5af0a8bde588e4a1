// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/data_desk.h"

#include <numeric>

namespace cpw::api {

std::size_t TokenLengths::quantile(double share) const {
    const double wanted = share * static_cast<double>(rows);
    double seen = 0;
    for (std::size_t length = 0; length < counts.size(); ++length) {
        seen += static_cast<double>(counts[length]);
        if (seen >= wanted)
            return length;
    }
    return counts.empty() ? 0 : counts.size() - 1;
}

double TokenLengths::mean() const {
    double sum = 0;
    for (std::size_t length = 0; length < counts.size(); ++length)
        sum += static_cast<double>(length) * static_cast<double>(counts[length]);
    return rows == 0 ? 0 : sum / static_cast<double>(rows);
}

std::uint64_t TokenLengths::above(std::size_t limit) const {
    return limit + 1 >= counts.size() ? 0
                                      : std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(limit) + 1, counts.end(), std::uint64_t{0});
}

} // namespace cpw::api
