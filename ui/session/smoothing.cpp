// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/smoothing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cpw::ui {

double Ema::next(double value) {
    if (!std::isfinite(value))
        return std::numeric_limits<double>::quiet_NaN();
    m_mean = m_weight * m_mean + (1 - m_weight) * value;
    m_correction *= m_weight;
    return m_mean / (1 - m_correction);
}

void SmoothedCurve::setWeight(double weight) {
    weight = std::clamp(weight, 0.0, 0.999);
    if (weight == m_weight)
        return;
    m_weight = weight;
    m_curve = nullptr;
}

bool SmoothedCurve::follow(const Curve& curve, std::size_t most) {
    if (m_curve != &curve || m_rewinds != curve.rewinds()) {
        m_curve = &curve;
        m_rewinds = curve.rewinds();
        m_ema = Ema(m_weight);
        m_values.clear();
    }
    const std::size_t last = m_values.size() + std::min(most, curve.size() - m_values.size());
    for (std::size_t i = m_values.size(); i < last; ++i)
        m_values.append(m_ema.next(curve.value(i)));
    return last == curve.size();
}

} // namespace cpw::ui
