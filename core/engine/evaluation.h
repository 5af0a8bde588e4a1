// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/encoded_dataset.h"
#include "core/data/score_comparison.h"
#include "core/data/score_slices.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cpw::engine {

enum class SplitPart { Train, Valid, Test };

/// What is measured besides the usual.
struct EvaluationRequest {
    SplitPart part = SplitPart::Test;
    std::vector<std::string> by; ///< fields whose values make slices, and inside whose values the AUC is averaged
    std::string tailUsers;       ///< field of the users; empty: no tail cells
    std::string tailItems;
    double tailShare = 0.1; ///< the rarest share of the values that training has
    std::size_t bins = 10;  ///< of the calibration, equally wide in probability
    std::size_t bootstrapDraws = 0;
    std::uint64_t bootstrapSeed = 1;
};

/// Rows of a part with the model's logits.
struct ScoredPart {
    std::vector<std::uint32_t> rows;
    std::vector<float> logits;
    std::vector<float> labels;
    double seconds = 0; ///< that scoring took
};

struct FieldSlices {
    std::string field;
    data::GroupedArea groupArea;
    std::vector<data::Slice> slices;
};

struct TailCells {
    std::string users, items; ///< fields
    data::Tail userTail, itemTail;
    std::array<data::Slice, 4> cells;
};

struct Evaluation {
    std::uint64_t rows = 0;
    double positiveRate = 0;
    double auc = 0;
    double aucLow = 0; ///< 95 % interval of DeLong
    double aucHigh = 0;
    double averagePrecision = 0;
    double logLoss = 0;
    double groupAuc = 0;    ///< AUC within each value of the first field, weighted by rows
    double calibration = 0; ///< mean prediction over mean label
    data::Calibration calibrationTable;
    std::optional<double> expectedAuc; ///< only where the truth is known
    std::optional<double> bayesAuc;
    std::optional<double> bayesLogLoss;
    std::optional<data::BootstrapIntervals> bootstrap;
    std::vector<FieldSlices> by;
    std::optional<TailCells> tail;
    double seconds = 0;
};

[[nodiscard]] const std::vector<std::uint32_t>& rowsOf(const data::Split& split, SplitPart part);

/// Fails on fields that the data set does not have and on a share or a number of bins out of range.
[[nodiscard]] Result<Evaluation> evaluateScores(const ScoredPart& scored, const data::EncodedDataset& dataset,
                                                const EvaluationRequest& request);

/// Two models on the same rows. Fails when the rows or their labels differ.
[[nodiscard]] Result<data::AreaComparison> compareScores(const ScoredPart& first, const ScoredPart& second);

} // namespace cpw::engine
