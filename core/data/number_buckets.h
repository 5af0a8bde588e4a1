// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spec/data_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// Cuts the number line into buckets at ascending edges: bucket k holds edge k-1 <= number < edge k. Local ids as for the values
/// of a category: 0 for a text without a number, k + 1 for bucket k. Immutable; any thread may read.
class NumberBuckets {
public:
    NumberBuckets() = default;
    /// Edges that rise; none makes one bucket of all numbers.
    explicit NumberBuckets(std::vector<double> edges) : m_edges(std::move(edges)) {}

    /// Edges for `buckets` buckets of `numbers`. quantile: as many numbers in each as ties allow (an edge is one of the numbers);
    /// width: equally wide from the smallest to the largest; log: the same after sign(x) log(1 + |x|). Equal edges become one,
    /// so that fewer buckets may come out.
    [[nodiscard]] static NumberBuckets fit(std::vector<double> numbers, spec::BucketKind kind, int buckets);

    [[nodiscard]] const std::vector<double>& edges() const { return m_edges; }
    /// Ids with the one for texts without a number.
    [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(m_edges.size()) + 2; }
    [[nodiscard]] std::int32_t localId(std::string_view text) const;
    [[nodiscard]] std::int32_t localId(double number) const;
    /// "unknown", "under 18", "18 to 25", "56 or more"; "a number" where there is only one bucket.
    [[nodiscard]] std::string words(std::int32_t localId) const;

private:
    std::vector<double> m_edges;
};

} // namespace cpw::data
