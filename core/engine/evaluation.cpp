// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/evaluation.h"

#include "core/data/row_pages.h"

#include <fmt/ranges.h>

#include <chrono>
#include <cmath>

namespace cpw::engine {
namespace {

constexpr std::size_t kMostBins = 1000;
constexpr std::size_t kMostDraws = 100'000;

float probability(float logit) {
    return 1.0F / (1.0F + std::exp(-logit));
}

std::vector<std::int32_t> codesOf(const data::Column& column, const std::vector<std::uint32_t>& rows) {
    std::vector<std::int32_t> codes;
    codes.reserve(rows.size());
    data::visitCodes(column, rows, [&](std::int32_t code) { codes.push_back(code); });
    return codes;
}

data::GroupedArea groupArea(const ScoredPart& scored, const data::Column& column) {
    return data::groupedAreaUnderCurve(scored.logits, scored.labels, codesOf(column, scored.rows));
}

/// The values of a field that make slices: of a number its buckets.
data::Column sliceColumn(const data::EncodedDataset& dataset, const std::string& name) {
    for (std::size_t field = 0; field < dataset.fieldCount(); ++field)
        if (dataset.fields[field].name == name && dataset.fields[field].coding.kind == data::FieldKind::Number)
            return data::bucketColumn(dataset, field);
    return *dataset.table->find(name);
}

void addTruth(const ScoredPart& scored, const data::Table& table, Evaluation& result) {
    if (table.truth.size() == 0)
        return;
    std::vector<double> probabilities;
    for (const auto row : scored.rows)
        probabilities.push_back(table.truth[row]);
    result.expectedAuc = data::expectedAreaUnderCurve(scored.logits, probabilities);
    result.bayesAuc = data::areaUnderCurve(std::span<const double>(probabilities), scored.labels);
    result.bayesLogLoss = data::logLoss(std::span<const double>(probabilities), scored.labels);
}

void addSlices(const ScoredPart& scored, const data::EncodedDataset& dataset, const EvaluationRequest& request,
               Evaluation& result) {
    const data::ScoredRowsView view{scored.logits, scored.labels, scored.rows};
    for (const auto& field : request.by) {
        const auto column = sliceColumn(dataset, field);
        result.by.push_back({field, groupArea(scored, column), data::slicesByValue(view, column)});
    }
    if (request.tailUsers.empty())
        return;
    const auto& users = *dataset.table->find(request.tailUsers);
    const auto& items = *dataset.table->find(request.tailItems);
    TailCells tail{request.tailUsers,
                   request.tailItems,
                   data::tailOf(users, dataset.split.train, request.tailShare),
                   data::tailOf(items, dataset.split.train, request.tailShare),
                   {}};
    tail.cells = data::tailCells(view, users, tail.userTail, items, tail.itemTail);
    result.tail = std::move(tail);
}

Result<void> checkRequest(const EvaluationRequest& request, const data::EncodedDataset& dataset) {
    auto fields = request.by;
    if (!request.tailUsers.empty() || !request.tailItems.empty())
        fields.insert(fields.end(), {request.tailUsers, request.tailItems});
    for (const auto& field : fields)
        if (!dataset.table->find(field))
            return badInput("\"{}\" is not a field of the model; known: {}", field,
                            fmt::join(dataset.table->columnNames(), ", "));
    if (!(request.tailShare > 0 && request.tailShare <= 1))
        return badInput("the share of the tail is {}, expected above 0 and at most 1", request.tailShare);
    if (request.bins < 1 || request.bins > kMostBins)
        return badInput("{} bins of the calibration were asked for, expected between 1 and {}", request.bins, kMostBins);
    if (request.bootstrapDraws > kMostDraws)
        return badInput("{} bootstrap draws were asked for, expected at most {}", request.bootstrapDraws, kMostDraws);
    return {};
}

} // namespace

const std::vector<std::uint32_t>& rowsOf(const data::Split& split, SplitPart part) {
    switch (part) {
    case SplitPart::Train:
        return split.train;
    case SplitPart::Valid:
        return split.valid;
    case SplitPart::Test:
        return split.test;
    }
    return split.test;
}

Result<Evaluation> evaluateScores(const ScoredPart& scored, const data::EncodedDataset& dataset,
                                  const EvaluationRequest& request) {
    CPW_TRY_VOID(checkRequest(request, dataset));
    const auto started = std::chrono::steady_clock::now();
    std::vector<float> probabilities;
    double positives = 0;
    for (std::size_t i = 0; i < scored.rows.size(); ++i) {
        probabilities.push_back(probability(scored.logits[i]));
        positives += scored.labels[i] > 0.5F ? 1 : 0;
    }
    Evaluation result;
    result.rows = scored.rows.size();
    result.positiveRate = positives / static_cast<double>(scored.rows.size());
    result.auc = data::areaUnderCurve(scored.logits, scored.labels);
    const auto interval = data::areaInterval(scored.logits, scored.labels);
    result.aucLow = interval.low;
    result.aucHigh = interval.high;
    result.averagePrecision = data::averagePrecision(scored.logits, scored.labels);
    result.logLoss = data::logLossFromLogits(scored.logits, scored.labels);
    result.groupAuc = groupArea(scored, dataset.table->columns.front()).value;
    result.calibrationTable = data::calibration(probabilities, scored.labels, request.bins);
    result.calibration = result.calibrationTable.ratio;
    addTruth(scored, *dataset.table, result);
    addSlices(scored, dataset, request, result);
    if (request.bootstrapDraws > 0)
        result.bootstrap = data::bootstrapIntervals(scored.logits, scored.labels, request.bootstrapDraws, request.bootstrapSeed);
    result.seconds = scored.seconds + std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
    return result;
}

Result<data::AreaComparison> compareScores(const ScoredPart& first, const ScoredPart& second) {
    if (first.rows != second.rows || first.labels != second.labels)
        return badInput(
            "the two runs were not tested on the same rows ({} and {} rows); compare runs with the same data and split",
            first.rows.size(), second.rows.size());
    return data::compareAreas(first.logits, second.logits, first.labels);
}

} // namespace cpw::engine
