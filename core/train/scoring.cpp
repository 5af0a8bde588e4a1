// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/scoring.h"

#include "core/data/ranking_metrics.h"
#include "core/data/row_pages.h"
#include "core/nn/evaluation_scope.h"
#include "core/train/batch_sampler.h"
#include "core/train/collator.h"
#include "core/train/device_batch.h"
#include "core/train/device_settings.h"

#include <algorithm>

namespace cpw::train {
namespace {

constexpr std::int64_t kTextBatch = 256;
constexpr std::int64_t kFieldBatch = 8192;
constexpr std::int64_t kFixedVisit = 0x7fffffff; // no training epoch reaches it

std::vector<std::uint32_t> rowsAt(std::span<const std::uint32_t> positions, std::span<const std::uint32_t> rows) {
    std::vector<std::uint32_t> chosen(positions.size());
    std::ranges::transform(positions, chosen.begin(), [rows](std::uint32_t position) { return rows[position]; });
    return chosen;
}

} // namespace

std::vector<std::uint32_t> evenlySpread(const std::vector<std::uint32_t>& rows, std::size_t count) {
    if (rows.size() <= count)
        return rows;
    std::vector<std::uint32_t> chosen(count);
    for (std::size_t i = 0; i < count; ++i)
        chosen[i] = rows[i * rows.size() / count];
    return chosen;
}

std::vector<std::uint16_t> tokenLengths(const TrainSetup& setup, std::span<const std::uint32_t> rows) {
    std::vector<std::uint16_t> lengths;
    lengths.reserve(rows.size());
    data::RowPages pages(*setup.dataset, data::RowPages::Order::Ascending);
    for (const auto row : rows) {
        lengths.push_back(static_cast<std::uint16_t>(setup.tokens->length(row)));
        pages.read(row);
    }
    return lengths;
}

std::optional<std::vector<float>> scoreRows(clickprompt::ClickPromptModel model, const TrainSetup& setup, bool usesText,
                                             std::span<const std::uint32_t> rows, const std::function<bool(double)>& onShare) {
    const nn::EvaluationScope evaluation(*model);
    Collator collator(setup.dataset, setup.tokens, {.withTokens = usesText});
    const auto lengths = usesText ? tokenLengths(setup, rows) : std::vector<std::uint16_t>{};
    const auto batches = evaluationBatches(rows.size(), lengths, usesText ? kTextBatch : kFieldBatch);
    std::vector<float> logits(rows.size());
    for (std::size_t i = 0; i < batches.size(); ++i) {
        if (onShare && onShare(static_cast<double>(i) / static_cast<double>(batches.size())))
            return std::nullopt;
        const auto positions = batches[i];
        auto step = collator.step({rowsAt(positions, rows)}, 0, 0);
        const auto batch = toDevice(std::move(step.microBatches.front()), {}, setup.device);
        const AutocastScope autocast(setup.device, setup.computeType);
        const auto joint = (usesText ? model->forwardJoint(batch) : model->forwardCtr(batch)).joint;
        const auto values = joint.to(at::kCPU, at::kFloat).contiguous(); // [B]
        for (std::size_t b = 0; b < positions.size(); ++b)
            logits[positions[b]] = values.data_ptr<float>()[b];
    }
    return logits;
}

RankingScores rankingScores(const data::EncodedDataset& dataset, std::span<const std::uint32_t> rows, std::span<const float> logits) {
    std::vector<float> labels;
    std::vector<double> truth;
    labels.reserve(rows.size());
    data::RowPages pages(dataset, data::RowPages::Order::Ascending);
    for (const auto row : rows) {
        labels.push_back(dataset.labels[row]);
        if (dataset.table->truth.size() > 0)
            truth.push_back(dataset.table->truth[row]);
        pages.read(row);
    }
    RankingScores scores{data::areaUnderCurve(logits, labels), data::logLossFromLogits(logits, labels), std::nullopt};
    if (!truth.empty())
        scores.expectedAuc = data::expectedAreaUnderCurve(logits, truth);
    return scores;
}

std::optional<MaskedScores> scoreMasked(clickprompt::ClickPromptModel model, const TrainSetup& setup, const spec::MaskingSpec& masking,
                                        std::span<const std::uint32_t> rows, clickprompt::PromptUse prompts,
                                        const std::function<bool(double)>& onShare) {
    const nn::EvaluationScope evaluation(*model);
    Collator collator(setup.dataset, setup.tokens, {.withTokens = true, .withUniqueIds = false, .masking = masking, .seed = setup.seed});
    const auto lengths = tokenLengths(setup, rows);
    const auto batches = evaluationBatches(rows.size(), lengths, kTextBatch);
    MaskedScores scores;
    scores.rows = rows.size();
    double correct = 0;
    double count = 0;
    for (std::size_t i = 0; i < batches.size(); ++i) {
        if (onShare && onShare(static_cast<double>(i) / static_cast<double>(batches.size())))
            return std::nullopt;
        auto step = collator.step({rowsAt(batches[i], rows)}, 0, kFixedVisit);
        if (step.maskedTokens() == 0)
            continue;
        count += static_cast<double>(step.maskedTokens());
        const auto parts = std::move(step.microBatches.front().maskedFields);
        const auto batch = toDevice(std::move(step.microBatches.front()), {}, setup.device);
        const AutocastScope autocast(setup.device, setup.computeType);
        const auto result = model->forwardMasked(batch, /*wantsCorrect=*/true, prompts);
        scores.loss += result.lossSum.item<double>();
        const auto isCorrect = result.correct.to(at::kCPU).contiguous(); // [P]
        correct += isCorrect.sum().item<double>();
        scores.byField.add(parts, isCorrect.data_ptr<bool>());
    }
    if (count == 0)
        return MaskedScores{};
    scores.loss /= count;
    scores.accuracy = correct / count;
    return scores;
}

} // namespace cpw::train
