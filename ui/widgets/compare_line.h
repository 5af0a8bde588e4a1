// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/mean_curve.h"
#include "ui/models/run_cells.h"
#include "ui/session/decimate.h"
#include "ui/session/sample_column.h"
#include "ui/theme/theme.h"

#include <QPen>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

namespace cpw::ui {

/// What the horizontal axis of compared curves counts. Relative: the share of each line's last step.
enum class CompareAxis { Step, Epoch, Rows, Time, Relative };

/// The points of a line, ready to be drawn at any zoom. Made on a worker thread and never changed.
class LineData {
public:
    LineData(compare::MeanCurve curve, compare::RowCount rows);

    [[nodiscard]] const compare::MeanCurve& curve() const { return m_curve; }
    [[nodiscard]] std::size_t size() const { return m_curve.size(); }
    [[nodiscard]] double x(std::size_t index, CompareAxis axis) const;
    [[nodiscard]] const SampleColumn& values() const { return m_values; }
    /// False of runs of a program that did not count them: there is no place for them on an axis of epochs.
    [[nodiscard]] bool hasEpochs() const { return m_hasEpochs; }
    /// Ends of the 95 % interval; empty below three runs.
    [[nodiscard]] const SampleColumn& low() const { return m_low; }
    [[nodiscard]] const SampleColumn& high() const { return m_high; }
    /// The last point at or before the step.
    [[nodiscard]] std::optional<std::size_t> at(std::int64_t step) const;
    /// The point nearest to `x`; none of an empty line.
    [[nodiscard]] std::optional<std::size_t> near(double x, CompareAxis axis) const;

private:
    compare::MeanCurve m_curve;
    compare::RowCount m_rows;
    SampleColumn m_values;
    SampleColumn m_low;
    SampleColumn m_high;
    bool m_hasEpochs = false;
};

/// One line: the mean over the runs of a group, or one run.
struct CompareLine {
    QString name;
    RunLook look;
    bool isFaint = false; ///< a seed beside others
    std::shared_ptr<const LineData> data;
};

/// All values of a line, smoothed by a moving average of this weight. From any thread.
[[nodiscard]] std::shared_ptr<const SampleColumn> smoothed(const LineData& line, double weight);

/// The pen of a run's line.
[[nodiscard]] QPen linePen(const Tokens& tokens, const RunLook& look, double width);
[[nodiscard]] QColor lookColor(const Tokens& tokens, const RunLook& look);

} // namespace cpw::ui
