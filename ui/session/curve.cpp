// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/curve.h"

#include "ui/session/decimate.h"

#include <algorithm>
#include <cmath>

namespace cpw::ui {

void Curve::append(std::int64_t step, double epoch, double seconds, double value) {
    if (!std::isfinite(value))
        m_gaps.push_back(m_steps.size());
    m_steps.push_back(step);
    m_epochs.push_back(static_cast<float>(epoch));
    m_seconds.push_back(static_cast<float>(seconds));
    m_values.append(value);
    ++m_revision;
}

void Curve::rewind(std::int64_t step) {
    const auto first = std::lower_bound(m_steps.begin(), m_steps.end(), step);
    if (first == m_steps.end())
        return;
    const auto kept = static_cast<std::size_t>(first - m_steps.begin());
    m_steps.resize(kept);
    m_epochs.resize(kept);
    m_seconds.resize(kept);
    m_values.truncate(kept);
    std::erase_if(m_gaps, [kept](std::size_t gap) { return gap >= kept; });
    ++m_revision;
    ++m_rewinds;
}

double Curve::x(std::size_t index, XAxis axis) const {
    switch (axis) {
    case XAxis::Step:
        return static_cast<double>(m_steps[index]);
    case XAxis::Epoch:
        return epoch(index);
    case XAxis::Time:
        return seconds(index);
    }
    return 0;
}

std::optional<std::size_t> Curve::at(std::int64_t step) const {
    const auto after = std::upper_bound(m_steps.begin(), m_steps.end(), step);
    if (after == m_steps.begin())
        return std::nullopt;
    return static_cast<std::size_t>(after - m_steps.begin()) - 1;
}

std::size_t Curve::lowerBound(double x, XAxis axis) const {
    return lowerBoundOf(size(), [&](std::size_t i) { return this->x(i, axis); }, x);
}

double Curve::xOfStep(std::int64_t step, XAxis axis) const {
    if (axis == XAxis::Step || isEmpty())
        return static_cast<double>(step);
    const auto before = at(step);
    if (!before)
        return x(0, axis);
    if (*before + 1 == size())
        return x(*before, axis);
    const double from = static_cast<double>(m_steps[*before]);
    const double to = static_cast<double>(m_steps[*before + 1]);
    const double share = to > from ? (static_cast<double>(step) - from) / (to - from) : 0;
    return x(*before, axis) + (x(*before + 1, axis) - x(*before, axis)) * share;
}

std::int64_t Curve::stepNear(double x, XAxis axis) const {
    if (isEmpty())
        return static_cast<std::int64_t>(std::llround(x));
    const std::size_t after = lowerBound(x, axis);
    if (after == 0)
        return m_steps.front();
    if (after == size())
        return m_steps.back();
    return x - this->x(after - 1, axis) < this->x(after, axis) - x ? m_steps[after - 1] : m_steps[after];
}

std::vector<PlotPoint> decimate(const Curve& curve, const SampleColumn& values, XAxis axis, double low, double high,
                                int columns) {
    return decimatePoints(
        curve.size(), [&](std::size_t i) { return curve.x(i, axis); }, values, low, high, columns);
}

} // namespace cpw::ui
