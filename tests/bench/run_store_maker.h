// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_id.h"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace cpw::bench {

/// What a store of made-up runs holds.
struct MadeStore {
    std::filesystem::path file;
    int runs = 0;
    std::vector<api::RunId> longCurves; ///< runs with a "train/loss" of `points` points
    api::RunId manyMetrics;             ///< the run with many metrics; number 0: none
};

struct StorePlan {
    int runs = 10'000;        ///< in groups of five seeds
    int withValidation = 0;   ///< the newest so many have a curve "valid/auc" of 40 points
    int longCurves = 0;       ///< runs with a long curve, the last ones
    std::size_t points = 0;   ///< of each of them
    int metrics = 0;          ///< of one further run, 40 points each
};

/// Writes runs as training would have left them, with SQL in one transaction; a store that is there already is used again.
[[nodiscard]] MadeStore makeStore(const std::filesystem::path& file, const StorePlan& plan);

} // namespace cpw::bench
