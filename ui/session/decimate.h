// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/sample_column.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace cpw::ui {

struct PlotPoint {
    double x = 0;
    double y = 0; ///< NaN breaks the line
    bool operator==(const PlotPoint&) const = default;
};

/// Index of the first of `size` points whose x is at least `x`; xOf(i) must not fall.
template <class XOf>
[[nodiscard]] std::size_t lowerBoundOf(std::size_t size, XOf xOf, double x) {
    std::size_t first = 0;
    std::size_t count = size;
    while (count > 0) {
        const std::size_t half = count / 2;
        if (xOf(first + half) < x) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first;
}

/// The points to draw of `size` points for x in [low, high] on `columns` pixel columns: lowest and highest of each column, the
/// neighbours just outside and the last point, in order of x. xOf(i) must not fall with i.
template <class XOf>
[[nodiscard]] std::vector<PlotPoint> decimatePoints(std::size_t size, XOf xOf, const SampleColumn& values, double low, double high, int columns) {
    constexpr double kBreak = std::numeric_limits<double>::quiet_NaN();
    std::vector<PlotPoint> points;
    if (size == 0 || columns < 1 || !(low < high))
        return points;
    const auto pointAt = [&](std::size_t i) {
        const double y = values.at(i);
        return PlotPoint{xOf(i), std::isfinite(y) ? y : kBreak};
    };
    const std::size_t inside = lowerBoundOf(size, xOf, low);
    const std::size_t outside = lowerBoundOf(size, xOf, std::nextafter(high, std::numeric_limits<double>::infinity()));
    const std::size_t first = inside > 0 ? inside - 1 : 0;
    const std::size_t last = std::min(outside + 1, size); // one past the neighbour on the right
    if (last - first <= 2 * static_cast<std::size_t>(columns)) {
        for (std::size_t i = first; i < last; ++i)
            points.push_back(pointAt(i));
        return points;
    }
    points.reserve(2 * static_cast<std::size_t>(columns) + 3);
    if (first < inside)
        points.push_back(pointAt(first));
    std::size_t begin = inside;
    for (int column = 0; column < columns; ++column) {
        const double edge = low + (high - low) * (column + 1) / columns;
        const std::size_t end = column + 1 == columns ? outside : std::clamp(lowerBoundOf(size, xOf, edge), begin, outside);
        const auto extremes = values.extremes(begin, end);
        if (extremes.lowest) {
            const auto [left, right] = std::minmax(*extremes.lowest, *extremes.highest);
            points.push_back(pointAt(left));
            if (left != right)
                points.push_back(pointAt(right));
        }
        if (extremes.hasGap)
            points.push_back({xOf(end - 1), kBreak});
        begin = end;
    }
    const std::size_t final = last - 1;
    if (points.empty() || points.back().x < xOf(final))
        points.push_back(pointAt(final));
    return points;
}

} // namespace cpw::ui
