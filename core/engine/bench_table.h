// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"

#include <cstdint>
#include <memory>

namespace cpw::engine {

/// A data set of a wanted size, for measurements of how cost grows. Eight fields; values are drawn uniformly.
struct BenchTableSizes {
    std::int64_t features = 0; ///< distinct values of all fields together; every one of them occurs
    std::int64_t rows = 0;     ///< raised to the values of a field, so that all occur
    int words = 0;             ///< of the text in the last field, 1,000 distinct ones of very common words; 0: a value like the others
};

/// Its name where it is a text.
inline constexpr const char* kBenchTextField = "field 7";

/// Every row is a training row. Labels follow the values, so that a model has something to learn.
[[nodiscard]] std::shared_ptr<const data::Table> makeBenchTable(const BenchTableSizes& sizes);

} // namespace cpw::engine
