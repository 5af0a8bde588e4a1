// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/curve.h"

#include <limits>

namespace cpw::ui {

/// Exponential moving average with the start corrected: m <- a m + (1 - a) x, shown m / (1 - a^n). Values that are NaN or
/// infinite are left out and give NaN at their place.
class Ema {
public:
    explicit Ema(double weight) : m_weight(weight) {}
    [[nodiscard]] double next(double value);

private:
    double m_weight;
    double m_mean = 0;
    double m_correction = 1; ///< a^n
};

/// The smoothed twin of a curve over all of its points; grows with it, starts again when the weight changes or points are
/// dropped.
class SmoothedCurve {
public:
    void setWeight(double weight); ///< 0 (the raw values) to 0.999
    [[nodiscard]] double weight() const { return m_weight; }
    /// Smooths at most `most` further points, so that a long curve need not be smoothed at once; true when it has all of them.
    bool follow(const Curve& curve, std::size_t most = std::numeric_limits<std::size_t>::max());
    [[nodiscard]] const SampleColumn& values() const { return m_values; }

private:
    double m_weight = 0;
    Ema m_ema{0};
    SampleColumn m_values;
    const Curve* m_curve = nullptr;
    std::uint64_t m_rewinds = 0;
};

} // namespace cpw::ui
