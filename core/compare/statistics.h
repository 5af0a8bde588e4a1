// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace cpw::compare {

/// Mean of some runs and how they spread.
struct Summary {
    std::size_t count = 0;
    double mean = 0;
    double deviation = 0;               ///< sample standard deviation (n - 1); 0 for one value
    std::optional<double> halfInterval; ///< half of the 95 % t interval of the mean; none below three values
};

[[nodiscard]] Summary summarize(std::span<const double> values);

/// Student's t test that the mean of `values` (differences of pairs) is 0. Like the interval, only from three values on, and only
/// where they spread.
struct MeanTest {
    double t = 0;
    double pValue = 0; ///< two-sided
};
[[nodiscard]] std::optional<MeanTest> testMean(const Summary& summary);

/// The 97.5 % point of Student's t with `degrees` >= 1 degrees of freedom.
[[nodiscard]] double studentQuantile975(std::size_t degrees);

/// Probability that |T| is at least |t| under Student's t with `degrees` >= 1 degrees of freedom.
[[nodiscard]] double studentTwoSided(double t, std::size_t degrees);

} // namespace cpw::compare
