// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/score_comparison.h"

#include "core/base/expects.h"
#include "core/base/random.h"
#include "core/data/score_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace cpw::data {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kNormal975 = 1.959963984540054; // the 97.5 % point of the normal distribution
constexpr std::uint64_t kBootstrapStream = 71;

bool isPositive(float label) {
    return label > 0.5F;
}

/// For each row the share of rows of the other class on its right side: below a positive, above a negative; a tie counts half.
struct Shares {
    std::vector<double> ofRow;
    double mean = 0; // over the positives, and over the negatives: both are the area
};

std::optional<Shares> sharesOf(std::span<const float> scores, std::span<const float> labels, double positives, double negatives) {
    const auto rows = sortedRows(scores);
    if (!rows)
        return std::nullopt;
    Shares shares{std::vector<double>(scores.size()), 0};
    double negativesBelow = 0;
    double positivesBelow = 0;
    forEachTie(std::span(std::as_const(*rows)), [&](std::size_t begin, std::size_t end) {
        double tiePositives = 0;
        for (auto i = begin; i < end; ++i)
            tiePositives += isPositive(labels[(*rows)[i].row]) ? 1 : 0;
        const double tieNegatives = static_cast<double>(end - begin) - tiePositives;
        const double shareBelow = (negativesBelow + tieNegatives / 2) / negatives;
        const double shareAbove = (positives - positivesBelow - tiePositives / 2) / positives;
        for (auto i = begin; i < end; ++i)
            shares.ofRow[(*rows)[i].row] = isPositive(labels[(*rows)[i].row]) ? shareBelow : shareAbove;
        shares.mean += tiePositives * shareBelow / positives;
        negativesBelow += tieNegatives;
        positivesBelow += tiePositives;
    });
    return shares;
}

/// Variance of the difference of two areas: of the rows' differences, for each class apart.
double varianceOfDifference(const Shares& first, const Shares& second, std::span<const float> labels, double positives,
                            double negatives) {
    const double mean = first.mean - second.mean;
    double positiveSpread = 0;
    double negativeSpread = 0;
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const double distance = first.ofRow[row] - second.ofRow[row] - mean;
        (isPositive(labels[row]) ? positiveSpread : negativeSpread) += distance * distance;
    }
    return positiveSpread / (positives - 1) / positives + negativeSpread / (negatives - 1) / negatives;
}

/// The measures of rows that are each there `weights` times.
struct Measures {
    double auc = 0;
    double logLoss = 0;
    double averagePrecision = 0;
};

class WeightedMeasures {
public:
    WeightedMeasures(std::span<const float> logits, std::span<const float> labels, std::vector<KeyedRow<std::uint32_t>> sorted)
        : m_labels(labels), m_sorted(std::move(sorted)) {
        for (std::size_t row = 0; row < labels.size(); ++row)
            m_losses.push_back(logLossFromLogits(logits.subspan(row, 1), labels.subspan(row, 1)));
    }

    /// Nothing when the weights leave one class only.
    [[nodiscard]] std::optional<Measures> of(std::span<const std::uint32_t> weights) const {
        std::uint64_t all = 0;
        std::uint64_t positives = 0;
        double loss = 0;
        for (std::size_t row = 0; row < weights.size(); ++row) {
            all += weights[row];
            positives += isPositive(m_labels[row]) ? weights[row] : 0;
            loss += weights[row] * m_losses[row];
        }
        if (positives == 0 || positives == all)
            return std::nullopt;
        const auto p = static_cast<double>(positives);
        const auto n = static_cast<double>(all - positives);
        std::uint64_t negativesBelow = 0;
        std::uint64_t positivesBelow = 0;
        std::uint64_t twicePairs = 0;
        double precision = 0;
        forEachTie(std::span(m_sorted), [&](std::size_t begin, std::size_t end) {
            std::uint64_t tiePositives = 0;
            std::uint64_t tieNegatives = 0;
            for (auto i = begin; i < end; ++i)
                (isPositive(m_labels[m_sorted[i].row]) ? tiePositives : tieNegatives) += weights[m_sorted[i].row];
            if (tiePositives > 0) {
                const auto positivesFrom = static_cast<double>(positives - positivesBelow); // this score and higher
                const auto rowsFrom = static_cast<double>(all - positivesBelow - negativesBelow);
                precision += static_cast<double>(tiePositives) * positivesFrom / rowsFrom;
            }
            twicePairs += tiePositives * (2 * negativesBelow + tieNegatives);
            negativesBelow += tieNegatives;
            positivesBelow += tiePositives;
        });
        return Measures{static_cast<double>(twicePairs) / 2 / (p * n), loss / static_cast<double>(all), precision / p};
    }

private:
    std::span<const float> m_labels;
    std::vector<KeyedRow<std::uint32_t>> m_sorted;
    std::vector<double> m_losses;
};

Interval percentiles(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? Interval{kNone, kNone} : Interval{quantileOf(values, 0.025), quantileOf(values, 0.975)};
}

} // namespace

double quantileOf(std::span<const double> sortedValues, double share) {
    expects(!sortedValues.empty() && share >= 0 && share <= 1, "quantile {} of {} values", share, sortedValues.size());
    const double place = share * static_cast<double>(sortedValues.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const auto above = std::min(below + 1, sortedValues.size() - 1);
    return sortedValues[below] + (place - static_cast<double>(below)) * (sortedValues[above] - sortedValues[below]);
}

AreaComparison compareAreas(std::span<const float> first, std::span<const float> second, std::span<const float> labels) {
    expects(first.size() == labels.size() && second.size() == labels.size(), "{} and {} scores, {} labels", first.size(),
            second.size(), labels.size());
    const auto positives = static_cast<double>(std::count_if(labels.begin(), labels.end(), isPositive));
    const auto negatives = static_cast<double>(labels.size()) - positives;
    if (positives < 2 || negatives < 2)
        return {kNone, kNone, kNone, kNone, {kNone, kNone}, kNone, kNone};
    const auto a = sharesOf(first, labels, positives, negatives);
    const auto b = sharesOf(second, labels, positives, negatives);
    if (!a || !b)
        return {kNone, kNone, kNone, kNone, {kNone, kNone}, kNone, kNone};
    AreaComparison result;
    result.first = areaUnderCurve(first, labels);
    result.second = areaUnderCurve(second, labels);
    result.difference = result.first - result.second;
    result.standardError = std::sqrt(varianceOfDifference(*a, *b, labels, positives, negatives));
    const double half = kNormal975 * result.standardError;
    result.interval = {result.difference - half, result.difference + half};
    if (result.standardError > 0)
        result.z = result.difference / result.standardError;
    else // every row has the same share under both: no difference, or one without any spread
        result.z = result.difference == 0 ? 0 : std::copysign(std::numeric_limits<double>::infinity(), result.difference);
    result.pValue = std::erfc(std::abs(result.z) / std::numbers::sqrt2);
    return result;
}

BootstrapIntervals bootstrapIntervals(std::span<const float> logits, std::span<const float> labels, std::size_t draws,
                                      std::uint64_t seed) {
    expects(logits.size() == labels.size(), "{} logits but {} labels", logits.size(), labels.size());
    const CounterRandom random(seed, kBootstrapStream);
    auto sorted = sortedRows(logits);
    if (!sorted || labels.empty())
        return {0, {kNone, kNone}, {kNone, kNone}, {kNone, kNone}};
    const WeightedMeasures measures(logits, labels, std::move(*sorted));
    std::vector<double> auc, logLoss, precision;
    std::vector<std::uint32_t> weights(labels.size());
    for (std::size_t draw = 0; draw < draws; ++draw) {
        std::fill(weights.begin(), weights.end(), 0U);
        for (std::size_t i = 0; i < weights.size(); ++i)
            ++weights[random.below(draw * weights.size() + i, weights.size())];
        const auto drawn = measures.of(weights);
        if (!drawn)
            continue;
        auc.push_back(drawn->auc);
        logLoss.push_back(drawn->logLoss);
        precision.push_back(drawn->averagePrecision);
    }
    const auto counted = auc.size();
    return {counted, percentiles(std::move(auc)), percentiles(std::move(logLoss)), percentiles(std::move(precision))};
}

} // namespace cpw::data
