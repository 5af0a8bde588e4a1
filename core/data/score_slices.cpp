// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/score_slices.h"

#include "core/base/expects.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cpw::data {
namespace {

/// Measures of some of the scored rows, by their places.
Slice measured(std::string name, const ScoredRowsView& scored, std::span<const std::uint32_t> places) {
    std::vector<float> logits, labels;
    logits.reserve(places.size());
    labels.reserve(places.size());
    for (const auto place : places) {
        logits.push_back(scored.logits[place]);
        labels.push_back(scored.labels[place]);
    }
    const auto positives = std::count_if(labels.begin(), labels.end(), [](float label) { return label > 0.5F; });
    return {std::move(name), places.size(), static_cast<std::size_t>(positives), areaUnderCurve(logits, labels),
            logLossFromLogits(logits, labels)};
}

void expectFitting(const ScoredRowsView& scored) {
    expects(scored.logits.size() == scored.labels.size() && scored.rows.size() == scored.labels.size(),
            "{} logits, {} labels, {} rows", scored.logits.size(), scored.labels.size(), scored.rows.size());
}

} // namespace

std::vector<Slice> slicesByValue(const ScoredRowsView& scored, const Column& column) {
    expectFitting(scored);
    const auto codeOf = [&](std::uint32_t place) { return static_cast<std::size_t>(column.codes[scored.rows[place]]); };
    std::vector<std::size_t> begins(column.values.size() + 1);
    for (std::uint32_t place = 0; place < scored.rows.size(); ++place)
        ++begins[codeOf(place) + 1];
    for (std::size_t code = 0; code < column.values.size(); ++code)
        begins[code + 1] += begins[code];
    std::vector<std::uint32_t> places(scored.rows.size()); // by code
    auto next = begins;
    for (std::uint32_t place = 0; place < scored.rows.size(); ++place)
        places[next[codeOf(place)]++] = place;
    std::vector<Slice> slices;
    for (std::size_t code = 0; code < column.values.size(); ++code)
        if (begins[code + 1] > begins[code])
            slices.push_back(measured(std::string(column.values[code]), scored,
                                      std::span(places).subspan(begins[code], begins[code + 1] - begins[code])));
    std::stable_sort(slices.begin(), slices.end(), [](const Slice& a, const Slice& b) { return a.rows > b.rows; });
    return slices;
}

Tail tailOf(const Column& column, std::span<const std::uint32_t> trainRows, double share) {
    expects(share > 0 && share <= 1, "a tail of {} of the values", share);
    std::vector<std::uint32_t> counts(column.values.size());
    for (const auto row : trainRows)
        ++counts[static_cast<std::size_t>(column.codes[row])];
    std::vector<std::uint32_t> known;
    std::copy_if(counts.begin(), counts.end(), std::back_inserter(known), [](std::uint32_t count) { return count > 0; });
    std::sort(known.begin(), known.end());
    Tail tail;
    tail.values = known.size();
    tail.isTail.resize(counts.size(), 1);
    if (known.empty())
        return tail;
    // A hair off, so that 0.1 of 30 values is 3, not 4.
    const auto wanted = static_cast<std::size_t>(std::ceil(share * static_cast<double>(known.size()) - 1e-9));
    tail.largestCount = known[std::max<std::size_t>(wanted, 1) - 1];
    for (std::size_t code = 0; code < counts.size(); ++code) {
        tail.isTail[code] = counts[code] <= tail.largestCount ? 1 : 0;
        tail.tailValues += counts[code] > 0 && tail.isTail[code] != 0 ? 1 : 0;
    }
    return tail;
}

std::array<Slice, 4> tailCells(const ScoredRowsView& scored, const Column& users, const Tail& userTail, const Column& items,
                               const Tail& itemTail) {
    expectFitting(scored);
    static constexpr const char* kNames[] = {"tail users, tail items", "tail users, other items", "other users, tail items",
                                             "other users, other items"};
    std::array<std::vector<std::uint32_t>, 4> places;
    for (std::uint32_t place = 0; place < scored.rows.size(); ++place) {
        const auto row = scored.rows[place];
        const bool isTailUser = userTail.isTail[static_cast<std::size_t>(users.codes[row])] != 0;
        const bool isTailItem = itemTail.isTail[static_cast<std::size_t>(items.codes[row])] != 0;
        places[(isTailUser ? 0U : 2U) + (isTailItem ? 0U : 1U)].push_back(place);
    }
    std::array<Slice, 4> cells;
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        cells[cell] = measured(kNames[cell], scored, places[cell]);
    return cells;
}

} // namespace cpw::data
