// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace cpw::cli {

/// Mean of some runs and how they spread.
struct Summary {
    std::size_t count = 0;
    double mean = 0;
    double deviation = 0;               ///< sample standard deviation (n - 1); 0 for one value
    std::optional<double> halfInterval; ///< half of the 95 % t interval of the mean; none below three values
};

[[nodiscard]] Summary summarize(std::span<const double> values);

/// The 97.5 % point of Student's t with `degrees` >= 1 degrees of freedom.
[[nodiscard]] double studentQuantile975(std::size_t degrees);

} // namespace cpw::cli
