// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/inspect.h"
#include "core/engine/inspected_model.h"

#include <span>

namespace cpw::engine {

/// Expected calibration error over ten equally large groups of rows by rising score; the last groups are the smaller ones where the
/// rows cannot be shared out.
struct CalibrationGroups {
    double expectedError = 0;
    std::vector<api::CurvePoint> points; ///< mean probability, positive rate; of groups that have rows
};
[[nodiscard]] CalibrationGroups calibrationGroups(std::span<const float> logits, std::span<const float> labels);

/// See api::ScoreCurves.
[[nodiscard]] api::ScoreCurves curvesOf(std::span<const float> logits, std::span<const float> labels);
/// At most `count` of the points, first and last among them, evenly spread along the curve's length.
[[nodiscard]] std::vector<api::CurvePoint> thinned(const std::vector<api::CurvePoint>& points, std::size_t count);

/// See api::SliceReport; `second` may be null and has one score for each row too.
[[nodiscard]] Result<api::SliceReport> slicesOf(const InspectedData& data, const std::vector<std::uint32_t>& rows, std::span<const float> logits,
                                                const std::vector<float>* second, std::optional<int> field);
/// The tail cell of each row, 0 to 3, in the order of slicesOf without a field; fails on data of one field.
[[nodiscard]] Result<std::vector<std::size_t>> tailCellsOf(const InspectedData& data, const std::vector<std::uint32_t>& rows);
/// See api::RowRanking. Scores rows of the window alone where the order does not need all.
[[nodiscard]] Result<api::RowRanking> rankRows(InspectedModel& model, const api::RowRankingQuestion& question, std::stop_token stop);

[[nodiscard]] double probabilityOf(double logit);

} // namespace cpw::engine
