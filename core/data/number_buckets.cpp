// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/number_buckets.h"

#include "core/base/expects.h"
#include "core/data/row_reading.h"

#include <algorithm>
#include <cmath>

namespace cpw::data {
namespace {

/// Evenly spread where large numbers are far apart; odd, so that negative numbers have a place too.
double compressed(double number) {
    return std::copysign(std::log1p(std::abs(number)), number);
}

double expanded(double number) {
    return std::copysign(std::expm1(std::abs(number)), number);
}

std::vector<double> quantileEdges(const std::vector<double>& sorted, int buckets) {
    std::vector<double> edges;
    for (std::size_t cut = 1; cut < static_cast<std::size_t>(buckets); ++cut)
        edges.push_back(sorted[cut * sorted.size() / static_cast<std::size_t>(buckets)]);
    return edges;
}

std::vector<double> evenEdges(double smallest, double largest, int buckets) {
    std::vector<double> edges;
    for (int cut = 1; cut < buckets; ++cut) {
        const double share = static_cast<double>(cut) / buckets;
        edges.push_back(smallest * (1 - share) + largest * share); // never beyond the range of double
    }
    return edges;
}

} // namespace

NumberBuckets NumberBuckets::fit(std::vector<double> numbers, spec::BucketKind kind, int buckets) {
    expects(!numbers.empty() && buckets >= 2, "{} buckets for {} numbers", buckets, numbers.size());
    std::sort(numbers.begin(), numbers.end());
    std::vector<double> edges;
    switch (kind) {
    case spec::BucketKind::Quantile:
        edges = quantileEdges(numbers, buckets);
        break;
    case spec::BucketKind::Width:
        edges = evenEdges(numbers.front(), numbers.back(), buckets);
        break;
    case spec::BucketKind::Log:
        edges = evenEdges(compressed(numbers.front()), compressed(numbers.back()), buckets);
        std::transform(edges.begin(), edges.end(), edges.begin(), expanded);
        break;
    }
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::erase_if(edges, [&](double edge) { return edge <= numbers.front(); }); // nothing would lie below
    return NumberBuckets(std::move(edges));
}

std::int32_t NumberBuckets::localId(double number) const {
    const auto above = std::upper_bound(m_edges.begin(), m_edges.end(), number);
    return static_cast<std::int32_t>(above - m_edges.begin()) + 1;
}

std::int32_t NumberBuckets::localId(std::string_view text) const {
    const auto number = numberFromText(text);
    return number ? localId(*number) : 0;
}

std::string NumberBuckets::words(std::int32_t localId) const {
    expects(localId >= 0 && localId < size(), "bucket {} of {}", localId, size());
    if (localId == 0)
        return "unknown";
    if (m_edges.empty())
        return "a number";
    const auto bucket = static_cast<std::size_t>(localId - 1);
    if (bucket == 0)
        return fmt::format("under {:.6g}", m_edges.front());
    if (bucket == m_edges.size())
        return fmt::format("{:.6g} or more", m_edges.back());
    return fmt::format("{:.6g} to {:.6g}", m_edges[bucket - 1], m_edges[bucket]);
}

} // namespace cpw::data
