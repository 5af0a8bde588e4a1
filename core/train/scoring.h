// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/field_counts.h"
#include "core/train/train_observer.h"
#include "core/train/train_setup.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace cpw::train {

/// Logits of rows in evaluation mode without gradients. `onShare` hears the share done and returns true to stop early, in which
/// case nothing is returned. Order as `rows`. usesText: the joint logit; else the CTR side alone.
[[nodiscard]] std::optional<std::vector<float>> scoreRows(clickprompt::ClickPromptModel model, const TrainSetup& setup, bool usesText,
                                                          std::span<const std::uint32_t> rows,
                                                          const std::function<bool(double)>& onShare);

struct RankingScores {
    double auc = 0;
    double logLoss = 0;
    std::optional<double> expectedAuc; ///< where the truth is known
};
[[nodiscard]] RankingScores rankingScores(const data::EncodedDataset& dataset, std::span<const std::uint32_t> rows,
                                          std::span<const float> logits);

struct MaskedScores {
    double loss = 0;     ///< mean cross entropy of the masked tokens
    double accuracy = 0; ///< share of masked tokens whose first choice is right
    FieldCounts byField;
    std::size_t rows = 0;
};
/// PA-MLM on rows with masks that are the same at every call, the fields in the order of the template.
[[nodiscard]] std::optional<MaskedScores> scoreMasked(clickprompt::ClickPromptModel model, const TrainSetup& setup,
                                                      const spec::MaskingSpec& masking, std::span<const std::uint32_t> rows,
                                                      clickprompt::PromptUse prompts, const std::function<bool(double)>& onShare);

/// At most `count` of the rows, evenly spread, in their order.
[[nodiscard]] std::vector<std::uint32_t> evenlySpread(const std::vector<std::uint32_t>& rows, std::size_t count);

/// Token lengths of rows; empty without text.
[[nodiscard]] std::vector<std::uint16_t> tokenLengths(const TrainSetup& setup, std::span<const std::uint32_t> rows);

} // namespace cpw::train
