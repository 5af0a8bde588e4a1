// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What is measured on scored rows. Scores and labels have one entry a row; labels are 0 or 1 (above 0.5 is positive). A measure
// that does not exist for the rows (an area under the curve with one class only, any score that is not a number) is NaN.

#include <cstdint>
#include <span>
#include <vector>

namespace cpw::data {

/// Exact area under the ROC curve: the share of (positive, negative) pairs in the right order, a tie counting half. By radix
/// sort: linear time. Any monotone score will do (logit or probability).
[[nodiscard]] double areaUnderCurve(std::span<const float> scores, std::span<const float> labels);
[[nodiscard]] double areaUnderCurve(std::span<const double> scores, std::span<const float> labels);

/// The same over labels yet to be drawn: each ordered pair (i, j) weighs truth_i (1 - truth_j), where `truth` is the true click
/// probability. Free of label noise, so that models separate with fewer rows; exists only for generated data.
[[nodiscard]] double expectedAreaUnderCurve(std::span<const float> scores, std::span<const double> truth);
[[nodiscard]] double expectedAreaUnderCurve(std::span<const double> scores, std::span<const double> truth);

struct Interval {
    double low = 0;
    double high = 0;
};

/// 95 % confidence interval of the area by the variance of DeLong, DeLong and Clarke-Pearson (1988): the spread of each
/// positive's share of negatives below it and of each negative's share of positives above it. Normal approximation, cut to
/// [0, 1]; NaN below two rows of either class.
[[nodiscard]] Interval areaInterval(std::span<const float> scores, std::span<const float> labels);

/// Area under the precision-recall curve as a step function: the precision at each distinct score, weighed by the recall that
/// the score adds. Rows of equal score are taken together. NaN without a positive.
[[nodiscard]] double averagePrecision(std::span<const float> scores, std::span<const float> labels);

/// RelaImpr: (auc - 0.5) / (base - 0.5) - 1, how much more an area exceeds chance than the base does. NaN for a base of at most
/// one half.
[[nodiscard]] double relativeImprovement(double auc, double baseAuc);

/// Mean of -log p(label), p cut to [1e-7, 1 - 1e-7].
[[nodiscard]] double logLoss(std::span<const float> probabilities, std::span<const float> labels);
[[nodiscard]] double logLoss(std::span<const double> probabilities, std::span<const float> labels);
/// From logits, without any cut: softplus is computed so that it neither overflows nor cancels.
[[nodiscard]] double logLossFromLogits(std::span<const float> logits, std::span<const float> labels);

/// Area under the curve inside each group (a user), averaged with the group's rows as weight. Groups with one class only do not
/// count. `groups` holds a number from 0 on for each row.
struct GroupedArea {
    double value = 0; ///< NaN when no group counts
    std::size_t groups = 0;
    std::size_t rows = 0;
    std::size_t groupsLeftOut = 0; ///< with one class only
    std::size_t rowsLeftOut = 0;
};
[[nodiscard]] GroupedArea groupedAreaUnderCurve(std::span<const float> scores, std::span<const float> labels,
                                                std::span<const std::int32_t> groups);

struct CalibrationBin {
    std::size_t rows = 0;
    double meanPredicted = 0;
    double meanObserved = 0;
};

struct Calibration {
    double ratio = 0;                 ///< mean predicted / mean observed: 1 is right, above 1 too many clicks promised
    double expectedError = 0;         ///< mean over rows of |predicted - observed| of their bin
    std::vector<CalibrationBin> bins; ///< equally wide in probability; 1 belongs to the last
};
[[nodiscard]] Calibration calibration(std::span<const float> probabilities, std::span<const float> labels,
                                      std::size_t binCount = 10);

/// What `evaluate` shows, from probabilities.
struct RankingReport {
    std::size_t rows = 0;
    std::size_t positives = 0;
    double auc = 0;
    Interval aucInterval;
    double logLoss = 0;
    Calibration calibration;
};
[[nodiscard]] RankingReport rankingReport(std::span<const float> probabilities, std::span<const float> labels);

} // namespace cpw::data
