// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/statistics.h"

#include <array>
#include <cmath>
#include <numeric>

namespace cpw::cli {

double studentQuantile975(std::size_t degrees) {
    static constexpr std::array<double, 30> kTable = {12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
                                                      2.2010,  2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
                                                      2.0796,  2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423};
    if (degrees <= kTable.size())
        return kTable[degrees - 1];
    // Cornish-Fisher expansion around the normal quantile; four digits are exact from 30 degrees on.
    static constexpr double kNormal = 1.959963984540054;
    static constexpr double kCubed = kNormal * kNormal * kNormal;
    const auto n = static_cast<double>(degrees);
    return kNormal + (kCubed + kNormal) / (4 * n) + (5 * kCubed * kNormal * kNormal + 16 * kCubed + 3 * kNormal) / (96 * n * n);
}

Summary summarize(std::span<const double> values) {
    Summary summary;
    summary.count = values.size();
    if (values.empty())
        return summary;
    const auto count = static_cast<double>(values.size());
    summary.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    if (values.size() < 2)
        return summary;
    double squares = 0;
    for (const double value : values)
        squares += (value - summary.mean) * (value - summary.mean);
    summary.deviation = std::sqrt(squares / (count - 1));
    if (values.size() >= 3)
        summary.halfInterval = studentQuantile975(values.size() - 1) * summary.deviation / std::sqrt(count);
    return summary;
}

} // namespace cpw::cli
