// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/statistics.h"

#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace cpw::compare {
namespace {

/// The continued fraction of the incomplete beta function by Lentz's method; converges for x < (a + 1) / (a + b + 2).
double betaFraction(double a, double b, double x) {
    static constexpr double kTiny = 1e-300; // in the place of a zero denominator
    static constexpr int kMostTerms = 500;  // 30 are enough in practice
    const auto apart = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
    double c = 1;
    double d = 1 / apart(1 - (a + b) * x / (a + 1));
    double fraction = d;
    for (int m = 1; m <= kMostTerms; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / apart(1 + even * d);
        c = apart(1 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / apart(1 + odd * d);
        c = apart(1 + odd / c);
        fraction *= d * c;
        if (std::abs(d * c - 1) < std::numeric_limits<double>::epsilon())
            break;
    }
    return fraction;
}

/// I_x(a, b), the regularised incomplete beta function.
double incompleteBeta(double a, double b, double x) {
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    return x < (a + 1) / (a + b + 2) ? front * betaFraction(a, b, x) / a : 1 - front * betaFraction(b, a, 1 - x) / b;
}

double twoSided(double t, std::size_t degrees) {
    const auto n = static_cast<double>(degrees);
    return incompleteBeta(n / 2, 0.5, n / (n + t * t));
}

double solvedQuantile975(std::size_t degrees) {
    static constexpr double kTail = 0.05; // of both sides
    double low = 0;
    double high = 13; // 12.706 for one degree, the largest
    while (true) {
        const double middle = (low + high) / 2;
        if (middle <= low || middle >= high)
            return middle; // neighbouring numbers
        (twoSided(middle, degrees) > kTail ? low : high) = middle;
    }
}

} // namespace

double studentTwoSided(double t, std::size_t degrees) {
    return twoSided(t, degrees);
}

double studentQuantile975(std::size_t degrees) {
    static const auto kSmall = [] { // a group has few runs, and a curve asks at each of its points
        std::array<double, 65> quantiles{};
        for (std::size_t i = 1; i < quantiles.size(); ++i)
            quantiles.at(i) = solvedQuantile975(i);
        return quantiles;
    }();
    return degrees > 0 && degrees < kSmall.size() ? kSmall.at(degrees) : solvedQuantile975(degrees);
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

std::optional<MeanTest> testMean(const Summary& summary) {
    if (summary.count < 3 || !(summary.deviation > 0))
        return std::nullopt;
    const double t = summary.mean / (summary.deviation / std::sqrt(static_cast<double>(summary.count)));
    return MeanTest{t, studentTwoSided(t, summary.count - 1)};
}

} // namespace cpw::compare
