// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/session/decimate.h"
#include "ui/session/sample_column.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cpw::ui {

/// What the horizontal axis of a chart counts.
enum class XAxis { Step, Epoch, Time };

/// All points of one metric of one stage of a run, in the order of their steps. Kept by the RunFeed; nothing is ever dropped
/// but by a resumed run, which repeats steps.
class Curve {
public:
    /// `epoch` within the stage; `seconds` since the run's first event.
    void append(std::int64_t step, double epoch, double seconds, double value);
    /// Drops the points of `step` and later.
    void rewind(std::int64_t step);

    [[nodiscard]] std::size_t size() const { return m_steps.size(); }
    [[nodiscard]] bool isEmpty() const { return m_steps.empty(); }
    [[nodiscard]] std::int64_t step(std::size_t index) const { return m_steps[index]; }
    [[nodiscard]] double epoch(std::size_t index) const { return static_cast<double>(m_epochs[index]); }
    [[nodiscard]] double seconds(std::size_t index) const { return static_cast<double>(m_seconds[index]); }
    [[nodiscard]] double value(std::size_t index) const { return m_values.at(index); }
    [[nodiscard]] double x(std::size_t index, XAxis axis) const;
    [[nodiscard]] const SampleColumn& values() const { return m_values; }
    /// Positions of the values that are NaN or infinite.
    [[nodiscard]] const std::vector<std::size_t>& gaps() const { return m_gaps; }

    /// Index of the last point at or before the step.
    [[nodiscard]] std::optional<std::size_t> at(std::int64_t step) const;
    /// Index of the first point whose x is at least `x` (size() when there is none).
    [[nodiscard]] std::size_t lowerBound(double x, XAxis axis) const;
    /// x of a step, on a straight line between its neighbours.
    [[nodiscard]] double xOfStep(std::int64_t step, XAxis axis) const;
    /// Step of the point nearest to `x`.
    [[nodiscard]] std::int64_t stepNear(double x, XAxis axis) const;
    /// Changes when points are added or dropped.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    /// Changes only when points are dropped.
    [[nodiscard]] std::uint64_t rewinds() const { return m_rewinds; }

private:
    std::vector<std::int64_t> m_steps;
    std::vector<float> m_epochs;
    std::vector<float> m_seconds;
    SampleColumn m_values;
    std::vector<std::size_t> m_gaps;
    std::uint64_t m_revision = 0;
    std::uint64_t m_rewinds = 0;
};

/// The points to draw for x in [low, high] on `columns` pixel columns: lowest and highest of each column, the neighbours just
/// outside and the last point, in order of x. `values` is the curve's own column or one of the same size (smoothed).
[[nodiscard]] std::vector<PlotPoint> decimate(const Curve& curve, const SampleColumn& values, XAxis axis, double low, double high,
                                              int columns);

} // namespace cpw::ui
