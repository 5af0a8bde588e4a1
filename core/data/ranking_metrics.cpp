// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ranking_metrics.h"

#include "core/base/expects.h"
#include "core/data/score_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace cpw::data {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

bool isPositive(float label) {
    return label > 0.5F;
}

/// Positives and negatives of one run of equal scores, lowest score first.
struct Tie {
    std::uint64_t positives = 0;
    std::uint64_t negatives = 0;
};

template <class Key>
std::vector<Tie> tiesOf(std::span<const KeyedRow<Key>> rows, std::span<const float> labels) {
    std::vector<Tie> ties;
    forEachTie(rows, [&](std::size_t begin, std::size_t end) {
        Tie tie;
        for (auto i = begin; i < end; ++i)
            tie.positives += isPositive(labels[rows[i].row]) ? 1 : 0;
        tie.negatives = end - begin - tie.positives;
        ties.push_back(tie);
    });
    return ties;
}

/// In whole numbers, so exact up to the last division: twice the pairs in order fit 64 bits for 2^32 rows.
template <class Key>
double areaOf(std::span<const KeyedRow<Key>> rows, std::span<const float> labels) {
    std::uint64_t positives = 0;
    std::uint64_t negatives = 0;
    std::uint64_t twicePairs = 0;
    forEachTie(rows, [&](std::size_t begin, std::size_t end) {
        std::uint64_t tiePositives = 0;
        for (auto i = begin; i < end; ++i)
            tiePositives += isPositive(labels[rows[i].row]) ? 1 : 0;
        const auto tieNegatives = end - begin - tiePositives;
        twicePairs += tiePositives * (2 * negatives + tieNegatives);
        positives += tiePositives;
        negatives += tieNegatives;
    });
    if (positives == 0 || negatives == 0)
        return kNone;
    return static_cast<double>(twicePairs) / 2 / (static_cast<double>(positives) * static_cast<double>(negatives));
}

/// Twice the number of (positive, negative) pairs in order, of two sorted lists of keys; a tie counts one.
template <class Key>
std::uint64_t twicePairsInOrder(std::span<const Key> positives, std::span<const Key> negatives) {
    std::uint64_t twicePairs = 0;
    std::size_t below = 0;   // negatives below the positive's key
    std::size_t upToTie = 0; // negatives at or below it
    for (const auto key : positives) {
        while (below < negatives.size() && negatives[below] < key)
            ++below;
        upToTie = std::max(upToTie, below);
        while (upToTie < negatives.size() && negatives[upToTie] == key)
            ++upToTie;
        twicePairs += below + upToTie;
    }
    return twicePairs;
}

/// The two classes are sorted apart: keys alone are half the memory of keys with rows, and no label is looked up afterwards.
template <class Score>
double area(std::span<const Score> scores, std::span<const float> labels) {
    using Key = decltype(keyOf(Score{}));
    expects(scores.size() == labels.size(), "{} scores but {} labels", scores.size(), labels.size());
    const auto positiveCount = static_cast<std::size_t>(std::count_if(labels.begin(), labels.end(), isPositive));
    if (positiveCount == 0 || positiveCount == labels.size())
        return kNone;
    std::vector<Key> positives(positiveCount + 1); // one place more, so that both lists may be written without a branch
    std::vector<Key> negatives(labels.size() - positiveCount + 1);
    std::size_t p = 0;
    std::size_t n = 0;
    for (std::size_t row = 0; row < scores.size(); ++row) {
        if (std::isnan(scores[row]))
            return kNone;
        positives[p] = negatives[n] = keyOf(scores[row]);
        p += isPositive(labels[row]) ? 1 : 0;
        n = row + 1 - p;
    }
    positives.pop_back();
    negatives.pop_back();
    sortByKey(positives);
    sortByKey(negatives);
    const auto twicePairs = twicePairsInOrder(std::span<const Key>(positives), std::span<const Key>(negatives));
    return static_cast<double>(twicePairs) / 2 / (static_cast<double>(positives.size()) * static_cast<double>(negatives.size()));
}

template <class Score>
double expectedArea(std::span<const Score> scores, std::span<const double> truth) {
    expects(scores.size() == truth.size(), "{} scores but {} true probabilities", scores.size(), truth.size());
    const auto rows = sortedRows(scores);
    if (!rows)
        return kNone;
    double positives = 0; // expected, so far
    double negatives = 0;
    double same = 0; // weight of each row paired with itself, which is no pair
    double pairs = 0;
    forEachTie(std::span(std::as_const(*rows)), [&](std::size_t begin, std::size_t end) {
        double tiePositives = 0;
        double tieNegatives = 0;
        double tieSame = 0;
        for (auto i = begin; i < end; ++i) {
            const double p = truth[(*rows)[i].row];
            tiePositives += p;
            tieNegatives += 1 - p;
            tieSame += p * (1 - p);
        }
        pairs += tiePositives * negatives + (tiePositives * tieNegatives - tieSame) / 2;
        positives += tiePositives;
        negatives += tieNegatives;
        same += tieSame;
    });
    const double all = positives * negatives - same;
    return all > 0 ? pairs / all : kNone;
}

template <class Probability>
double meanLogLoss(std::span<const Probability> probabilities, std::span<const float> labels) {
    expects(probabilities.size() == labels.size(), "{} probabilities but {} labels", probabilities.size(), labels.size());
    // The usual cut of CTR benchmarks; one certain but wrong row then costs 16, not infinity.
    static constexpr double kCut = 1e-7;
    double sum = 0;
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const double p = std::clamp(static_cast<double>(probabilities[row]), kCut, 1 - kCut);
        sum -= isPositive(labels[row]) ? std::log(p) : std::log1p(-p);
    }
    return labels.empty() ? kNone : sum / static_cast<double>(labels.size());
}

} // namespace

double areaUnderCurve(std::span<const float> scores, std::span<const float> labels) {
    return area(scores, labels);
}

double areaUnderCurve(std::span<const double> scores, std::span<const float> labels) {
    return area(scores, labels);
}

double expectedAreaUnderCurve(std::span<const float> scores, std::span<const double> truth) {
    return expectedArea(scores, truth);
}

double expectedAreaUnderCurve(std::span<const double> scores, std::span<const double> truth) {
    return expectedArea(scores, truth);
}

Interval areaInterval(std::span<const float> scores, std::span<const float> labels) {
    expects(scores.size() == labels.size(), "{} scores but {} labels", scores.size(), labels.size());
    const auto rows = sortedRows(scores);
    const auto positives = static_cast<double>(std::count_if(labels.begin(), labels.end(), isPositive));
    const auto negatives = static_cast<double>(labels.size()) - positives;
    if (!rows || positives < 2 || negatives < 2)
        return {kNone, kNone};
    const auto sorted = std::span(std::as_const(*rows));
    const double mean = areaOf(sorted, labels);
    double negativesBelow = 0;
    double positivesBelow = 0;
    double positiveSpread = 0;
    double negativeSpread = 0;
    for (const auto& tie : tiesOf(sorted, labels)) {
        const auto p = static_cast<double>(tie.positives);
        const auto n = static_cast<double>(tie.negatives);
        const double shareBelow = (negativesBelow + n / 2) / negatives;
        const double shareAbove = (positives - positivesBelow - p / 2) / positives;
        positiveSpread += p * (shareBelow - mean) * (shareBelow - mean);
        negativeSpread += n * (shareAbove - mean) * (shareAbove - mean);
        negativesBelow += n;
        positivesBelow += p;
    }
    const double variance = positiveSpread / (positives - 1) / positives + negativeSpread / (negatives - 1) / negatives;
    const double half = 1.959963984540054 * std::sqrt(variance); // the 97.5 % point of the normal distribution
    return {std::max(0.0, mean - half), std::min(1.0, mean + half)};
}

double averagePrecision(std::span<const float> scores, std::span<const float> labels) {
    expects(scores.size() == labels.size(), "{} scores but {} labels", scores.size(), labels.size());
    const auto rows = sortedRows(scores);
    if (!rows)
        return kNone;
    auto ties = tiesOf(std::span(std::as_const(*rows)), labels);
    std::reverse(ties.begin(), ties.end()); // highest score first
    double sum = 0;
    double positives = 0;
    double taken = 0;
    for (const auto& tie : ties) {
        positives += static_cast<double>(tie.positives);
        taken += static_cast<double>(tie.positives + tie.negatives);
        sum += static_cast<double>(tie.positives) * (positives / taken);
    }
    return positives > 0 ? sum / positives : kNone;
}

double relativeImprovement(double auc, double baseAuc) {
    return baseAuc > 0.5 ? (auc - 0.5) / (baseAuc - 0.5) - 1 : kNone;
}

double logLoss(std::span<const float> probabilities, std::span<const float> labels) {
    return meanLogLoss(probabilities, labels);
}

double logLoss(std::span<const double> probabilities, std::span<const float> labels) {
    return meanLogLoss(probabilities, labels);
}

double logLossFromLogits(std::span<const float> logits, std::span<const float> labels) {
    expects(logits.size() == labels.size(), "{} logits but {} labels", logits.size(), labels.size());
    double sum = 0;
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const double wrong = isPositive(labels[row]) ? -logits[row] : logits[row];
        sum += std::max(wrong, 0.0) + std::log1p(std::exp(-std::abs(wrong)));
    }
    return labels.empty() ? kNone : sum / static_cast<double>(labels.size());
}

GroupedArea groupedAreaUnderCurve(std::span<const float> scores, std::span<const float> labels,
                                  std::span<const std::int32_t> groups) {
    expects(scores.size() == labels.size() && scores.size() == groups.size(), "{} scores, {} labels, {} groups", scores.size(),
            labels.size(), groups.size());
    GroupedArea result;
    // Sorted once by score; the stable counting sort by group keeps that order inside each group.
    const auto sorted = sortedRows(scores);
    if (!sorted || groups.empty())
        return {.value = kNone};
    const auto groupCount = static_cast<std::size_t>(*std::max_element(groups.begin(), groups.end())) + 1;
    std::vector<std::size_t> begins(groupCount + 1);
    for (const auto group : groups)
        ++begins[static_cast<std::size_t>(group) + 1];
    for (std::size_t group = 0; group < groupCount; ++group)
        begins[group + 1] += begins[group];
    auto next = begins;
    std::vector<KeyedRow<std::uint32_t>> grouped(sorted->size());
    for (const auto& row : *sorted)
        grouped[next[static_cast<std::size_t>(groups[row.row])]++] = row;
    double sum = 0;
    for (std::size_t group = 0; group < groupCount; ++group) {
        const auto rows = std::span(std::as_const(grouped)).subspan(begins[group], begins[group + 1] - begins[group]);
        const double value = areaOf(rows, labels);
        if (std::isnan(value)) {
            result.groupsLeftOut += rows.empty() ? 0 : 1;
            result.rowsLeftOut += rows.size();
            continue;
        }
        sum += value * static_cast<double>(rows.size());
        ++result.groups;
        result.rows += rows.size();
    }
    result.value = result.rows > 0 ? sum / static_cast<double>(result.rows) : kNone;
    return result;
}

Calibration calibration(std::span<const float> probabilities, std::span<const float> labels, std::size_t binCount) {
    expects(probabilities.size() == labels.size(), "{} probabilities but {} labels", probabilities.size(), labels.size());
    expects(binCount > 0, "no bins");
    Calibration result;
    result.bins.resize(binCount);
    double predicted = 0;
    double observed = 0;
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const double p = probabilities[row];
        if (std::isnan(p))
            return {kNone, kNone, {}};
        const auto place = static_cast<std::size_t>(std::clamp(p, 0.0, 1.0) * static_cast<double>(binCount));
        auto& bin = result.bins[std::min(place, binCount - 1)];
        ++bin.rows;
        bin.meanPredicted += p;
        bin.meanObserved += isPositive(labels[row]) ? 1 : 0;
        predicted += p;
        observed += isPositive(labels[row]) ? 1 : 0;
    }
    for (auto& bin : result.bins) {
        if (bin.rows == 0)
            continue;
        const auto rows = static_cast<double>(bin.rows);
        result.expectedError += std::abs(bin.meanPredicted - bin.meanObserved) / static_cast<double>(labels.size());
        bin.meanPredicted /= rows;
        bin.meanObserved /= rows;
    }
    result.ratio = observed > 0 ? predicted / observed : kNone;
    result.expectedError = labels.empty() ? kNone : result.expectedError;
    return result;
}

RankingReport rankingReport(std::span<const float> probabilities, std::span<const float> labels) {
    RankingReport report;
    report.rows = labels.size();
    report.positives = static_cast<std::size_t>(std::count_if(labels.begin(), labels.end(), isPositive));
    report.auc = areaUnderCurve(probabilities, labels);
    report.aucInterval = areaInterval(probabilities, labels);
    report.logLoss = logLoss(probabilities, labels);
    report.calibration = calibration(probabilities, labels);
    return report;
}

} // namespace cpw::data
