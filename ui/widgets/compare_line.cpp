// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/compare_line.h"

#include "ui/session/smoothing.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cpw::ui {

LineData::LineData(compare::MeanCurve curve, compare::RowCount rows) : m_curve(std::move(curve)), m_rows(std::move(rows)) {
    const bool hasBand = m_curve.runs >= 3;
    m_hasEpochs = std::any_of(m_curve.epochs.begin(), m_curve.epochs.end(), [](double epoch) { return epoch > 0; });
    for (std::size_t i = 0; i < m_curve.size(); ++i) {
        m_values.append(m_curve.means[i]);
        if (!hasBand)
            continue;
        const double half = m_curve.at(i).halfInterval.value_or(0);
        m_low.append(m_curve.means[i] - half);
        m_high.append(m_curve.means[i] + half);
    }
}

double LineData::x(std::size_t index, CompareAxis axis) const {
    switch (axis) {
    case CompareAxis::Step: return static_cast<double>(m_curve.steps[index]);
    case CompareAxis::Epoch: return m_curve.epochs[index];
    case CompareAxis::Rows: return m_rows.after(m_curve.steps[index]);
    case CompareAxis::Time: return m_curve.seconds[index];
    case CompareAxis::Relative: break;
    }
    const auto last = static_cast<double>(m_curve.steps.back());
    return last > 0 ? static_cast<double>(m_curve.steps[index]) / last : 0;
}

std::optional<std::size_t> LineData::at(std::int64_t step) const {
    const auto after = std::upper_bound(m_curve.steps.begin(), m_curve.steps.end(), step);
    if (after == m_curve.steps.begin())
        return std::nullopt;
    return static_cast<std::size_t>(after - m_curve.steps.begin()) - 1;
}

std::optional<std::size_t> LineData::near(double x, CompareAxis axis) const {
    if (size() == 0)
        return std::nullopt;
    const auto after = lowerBoundOf(size(), [&](std::size_t i) { return this->x(i, axis); }, x);
    if (after == 0 || after == size())
        return after == 0 ? 0 : size() - 1;
    return x - this->x(after - 1, axis) < this->x(after, axis) - x ? after - 1 : after;
}

std::shared_ptr<const SampleColumn> smoothed(const LineData& line, double weight) {
    auto column = std::make_shared<SampleColumn>();
    Ema ema(weight);
    for (const double value : line.values().values())
        column->append(ema.next(value));
    return column;
}

QColor lookColor(const Tokens& tokens, const RunLook& look) {
    return tokens.runs.at(static_cast<std::size_t>(look.palette));
}

QPen linePen(const Tokens& tokens, const RunLook& look, double width) {
    QPen pen(lookColor(tokens, look), width);
    if (look.dash == 1)
        pen.setDashPattern({4, 3});
    else if (look.dash == 2)
        pen.setDashPattern({1, 2});
    return pen;
}

} // namespace cpw::ui
