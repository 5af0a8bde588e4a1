// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/score_facts.h"

#include "core/data/ranking_metrics.h"
#include "core/data/score_slices.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cpw::engine {
namespace {

constexpr std::size_t kGroups = 10;
constexpr std::size_t kCurvePoints = 512;
constexpr std::size_t kMostSlices = 200;
constexpr double kTailShare = 0.1;

std::vector<std::size_t> orderBy(std::span<const float> scores) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
    return order;
}

/// Scores and labels of some of the rows.
struct Chosen {
    std::vector<float> logits, second, labels;

    void add(std::size_t i, std::span<const float> all, const std::vector<float>* others, const std::vector<float>& truth) {
        logits.push_back(all[i]);
        labels.push_back(truth[i]);
        if (others)
            second.push_back((*others)[i]);
    }
};

std::optional<double> areaOf(std::span<const float> logits, std::span<const float> labels) {
    const auto area = data::areaUnderCurve(logits, labels);
    return std::isnan(area) ? std::nullopt : std::optional(area);
}

api::SliceFacts factsOf(std::string name, const Chosen& chosen) {
    api::SliceFacts facts;
    facts.name = std::move(name);
    facts.rows = chosen.logits.size();
    if (facts.rows == 0)
        return facts;
    for (const auto label : chosen.labels)
        facts.positives += label > 0.5F ? 1 : 0;
    facts.auc = areaOf(chosen.logits, chosen.labels);
    facts.logLoss = data::logLossFromLogits(chosen.logits, chosen.labels);
    facts.calibrationError = calibrationGroups(chosen.logits, chosen.labels).expectedError;
    for (const auto logit : chosen.logits)
        facts.meanProbability += probabilityOf(logit) / static_cast<double>(facts.rows);
    if (!chosen.second.empty()) {
        facts.secondAuc = areaOf(chosen.second, chosen.labels);
        facts.secondLogLoss = data::logLossFromLogits(chosen.second, chosen.labels);
        facts.secondCalibrationError = calibrationGroups(chosen.second, chosen.labels).expectedError;
    }
    return facts;
}

/// Whether each text of one field comes with one text of the other only, as a title does with its item.
bool follows(const data::Column& column, const data::Column& from) {
    std::vector<std::int32_t> companions(from.values.size(), -1);
    for (std::size_t row = 0; row < from.codes.size(); ++row) {
        auto& companion = companions[static_cast<std::size_t>(from.codes[row])];
        if (companion >= 0 && companion != column.codes[row])
            return false;
        companion = column.codes[row];
    }
    return true;
}

/// The users and the items, in field order: the field with most ids, and the next one that does not follow from it or lead to it.
std::pair<std::size_t, std::size_t> widestFields(const data::EncodedDataset& dataset) {
    std::vector<std::size_t> fields(dataset.fieldCount());
    std::iota(fields.begin(), fields.end(), std::size_t{0});
    std::ranges::stable_sort(fields, [&](std::size_t a, std::size_t b) { return dataset.fields[a].size > dataset.fields[b].size; });
    const auto& columns = dataset.table->columns;
    const auto isOther = [&](std::size_t field) { return !follows(columns[field], columns[fields[0]]) && !follows(columns[fields[0]], columns[field]); };
    const auto found = std::find_if(fields.begin() + 1, fields.end(), isOther);
    const auto other = found == fields.end() ? fields[1] : *found;
    return {std::min(fields[0], other), std::max(fields[0], other)};
}

/// Which slice each scored row belongs to.
struct Cut {
    std::vector<std::string> names;
    std::vector<std::size_t> sliceOf;
};

Cut cutByValue(const data::Column& column, const std::vector<std::uint32_t>& rows) {
    Cut cut;
    std::vector<std::ptrdiff_t> sliceOfCode(column.values.size(), -1);
    for (const auto row : rows) {
        auto& slice = sliceOfCode[static_cast<std::size_t>(column.codes[row])];
        if (slice < 0) {
            slice = static_cast<std::ptrdiff_t>(cut.names.size());
            cut.names.emplace_back(column.text(row));
        }
        cut.sliceOf.push_back(static_cast<std::size_t>(slice));
    }
    return cut;
}

Result<void> checkTailCells(const data::EncodedDataset& set) {
    if (set.fieldCount() < 2)
        return badInput("tail cells need two fields, {} has {}; ask for the slices of a field", set.table->title, set.fieldCount());
    return {};
}

Cut cutByTail(const data::EncodedDataset& set, const std::vector<std::uint32_t>& rows) {
    const auto [first, other] = widestFields(set);
    const auto& one = set.table->columns[first];
    const auto& two = set.table->columns[other];
    const auto oneTail = data::tailOf(one, set.split.train, kTailShare);
    const auto twoTail = data::tailOf(two, set.split.train, kTailShare);
    Cut cut;
    for (const auto* a : {"rare", "frequent"})
        for (const auto* b : {"rare", "frequent"})
            cut.names.push_back(fmt::format("{} {}, {} {}", a, one.name, b, two.name));
    for (const auto row : rows)
        cut.sliceOf.push_back((oneTail.isTail[static_cast<std::size_t>(one.codes[row])] ? 0U : 2U) +
                              (twoTail.isTail[static_cast<std::size_t>(two.codes[row])] ? 0U : 1U));
    return cut;
}

} // namespace

double probabilityOf(double logit) {
    return 1.0 / (1.0 + std::exp(-logit));
}

CalibrationGroups calibrationGroups(std::span<const float> logits, std::span<const float> labels) {
    const auto order = orderBy(logits);
    CalibrationGroups found;
    const auto rows = order.size();
    for (std::size_t group = 0, begin = 0; group < kGroups; ++group) {
        const auto end = begin + rows / kGroups + (group < rows % kGroups ? 1 : 0);
        if (end == begin)
            break;
        double predicted = 0, observed = 0;
        for (auto i = begin; i < end; ++i) {
            predicted += probabilityOf(logits[order[i]]);
            observed += labels[order[i]] > 0.5F ? 1 : 0;
        }
        const auto count = static_cast<double>(end - begin);
        found.points.push_back({predicted / count, observed / count});
        found.expectedError += std::abs(predicted - observed) / static_cast<double>(rows);
        begin = end;
    }
    return found;
}

std::vector<api::CurvePoint> thinned(const std::vector<api::CurvePoint>& points, std::size_t count) {
    if (points.size() <= count)
        return points;
    std::vector<double> along{0};
    for (std::size_t i = 1; i < points.size(); ++i)
        along.push_back(along.back() + std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y));
    std::vector<api::CurvePoint> kept{points.front()};
    for (std::size_t i = 1; i + 1 < points.size() && kept.size() + 1 < count; ++i)
        if (along[i] >= along.back() * static_cast<double>(kept.size()) / static_cast<double>(count - 1))
            kept.push_back(points[i]);
    kept.push_back(points.back());
    return kept;
}

api::ScoreCurves curvesOf(std::span<const float> logits, std::span<const float> labels) {
    api::ScoreCurves curves;
    curves.rows = logits.size();
    curves.auc = data::areaUnderCurve(logits, labels);
    curves.averagePrecision = data::averagePrecision(logits, labels);
    auto order = orderBy(logits);
    std::ranges::reverse(order);
    double positives = 0;
    for (const auto label : labels)
        positives += label > 0.5F ? 1 : 0;
    const double negatives = static_cast<double>(labels.size()) - positives;
    double hits = 0, falls = 0;
    curves.roc.push_back({0, 0});
    for (std::size_t i = 0; i < order.size(); ++i) {
        (labels[order[i]] > 0.5F ? hits : falls) += 1;
        if (i + 1 < order.size() && logits[order[i + 1]] == logits[order[i]])
            continue; // rows of equal score are taken together
        if (positives > 0 && negatives > 0)
            curves.roc.push_back({falls / negatives, hits / positives});
        if (positives > 0)
            curves.precision.push_back({hits / positives, hits / (hits + falls)});
    }
    curves.roc = thinned(curves.roc, kCurvePoints);
    curves.precision = thinned(curves.precision, kCurvePoints);
    auto groups = calibrationGroups(logits, labels);
    curves.calibrationError = groups.expectedError;
    curves.calibration = std::move(groups.points);
    return curves;
}

Result<std::vector<std::size_t>> tailCellsOf(const InspectedData& data, const std::vector<std::uint32_t>& rows) {
    CPW_TRY_VOID(checkTailCells(data.dataset()));
    return cutByTail(data.dataset(), rows).sliceOf;
}

Result<api::SliceReport> slicesOf(const InspectedData& data, const std::vector<std::uint32_t>& rows, std::span<const float> logits,
                                  const std::vector<float>* second, std::optional<int> field) {
    const auto& set = data.dataset();
    if (field)
        CPW_TRY_VOID(data.checkField(*field));
    else
        CPW_TRY_VOID(checkTailCells(set));
    const auto cut = field ? cutByValue(set.table->columns[static_cast<std::size_t>(*field)], rows) : cutByTail(set, rows);
    std::vector<float> labels;
    for (const auto row : rows)
        labels.push_back(set.labels[row]);
    Chosen all;
    std::vector<Chosen> chosen(cut.names.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        all.add(i, logits, second, labels);
        chosen[cut.sliceOf[i]].add(i, logits, second, labels);
    }
    std::vector<std::size_t> order(cut.names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (field)
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return chosen[a].labels.size() > chosen[b].labels.size(); });
    api::SliceReport report;
    report.all = factsOf("all", all);
    report.slicesTotal = cut.names.size();
    for (std::size_t i = 0; i < std::min(order.size(), kMostSlices); ++i)
        report.slices.push_back(factsOf(cut.names[order[i]], chosen[order[i]]));
    return report;
}

} // namespace cpw::engine
