// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"
#include "core/data/split.h"

#include <filesystem>

namespace cpw::data {

/// What the best possible model reaches on a part: scores of the true click probability itself.
struct BayesScores {
    double auc = 0;
    double expectedAuc = 0; ///< see expectedAreaUnderCurve()
    double logLoss = 0;
    double positiveRate = 0;
    std::size_t rows = 0;
};

/// "Bookshop": 400 invented readers, 2,400 books, 40,000 rows of seven fields, made by counter-based random numbers and known
/// with its truth. Rows 0 to 23,999 are for training, the next 3,000 for validation, 13,000 for test. What a reader likes is
/// decided by topics that show in the words of a title, so a model that reads titles can beat one that sees ids only.
struct SampleDataset {
    std::shared_ptr<const Table> table; ///< with truth and sourceParts

    [[nodiscard]] BayesScores bayesScores(Part part) const;
};

/// Always the same bytes.
[[nodiscard]] SampleDataset generateSample();

/// Writes bookshop.csv (label and fields) and bookshop_truth.csv (the true probability of each row).
[[nodiscard]] Result<void> writeSample(const SampleDataset& sample, const std::filesystem::path& folder);

[[nodiscard]] DatasetSource sampleSource();

} // namespace cpw::data
