// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Measures on parts of the scored rows: by the values of a field, and by how often training saw the user and the item. Logits,
// labels and row numbers have one entry for each scored row, in the same order.

#include "core/data/ranking_metrics.h"
#include "core/data/table.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cpw::data {

struct Slice {
    std::string name; ///< the value, or the cell
    std::size_t rows = 0;
    std::size_t positives = 0;
    double auc = 0; ///< NaN with one class only
    double logLoss = 0;
};

/// Rows that were scored.
struct ScoredRowsView {
    std::span<const float> logits;
    std::span<const float> labels;
    std::span<const std::uint32_t> rows; ///< of the table
};

/// One slice for each value that scored rows have, the one with most rows first, equal ones in the order of the column's codes.
[[nodiscard]] std::vector<Slice> slicesByValue(const ScoredRowsView& scored, const Column& column);

/// Which values of a column are the tail. Values that training rows have are ranked by their count; the tail is the lowest
/// `share` of them (at least one) with all that have the same count as the last of these, and every value that training does
/// not have.
struct Tail {
    std::size_t values = 0;           ///< that training rows have
    std::size_t tailValues = 0;       ///< of these in the tail
    std::uint32_t largestCount = 0;   ///< training rows of the most frequent tail value
    std::vector<std::uint8_t> isTail; ///< by code
};
/// 0 < share <= 1.
[[nodiscard]] Tail tailOf(const Column& column, std::span<const std::uint32_t> trainRows, double share);

/// Rows whose user is in the tail or not, times rows whose item is: "tail users, tail items", "tail users, other items", "other
/// users, tail items", "other users, other items".
[[nodiscard]] std::array<Slice, 4> tailCells(const ScoredRowsView& scored, const Column& users, const Tail& userTail,
                                             const Column& items, const Tail& itemTail);

} // namespace cpw::data
