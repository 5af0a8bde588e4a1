// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Ordering of scores in linear time: a score becomes an unsigned key of the same order, keys are radix-sorted. For the measures
// of this folder; scores are float or double.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace cpw::data {

/// Sign and magnitude to an order-preserving unsigned number; -0 becomes 0 first, so that the two tie.
[[nodiscard]] inline std::uint32_t keyOf(float score) {
    const auto bits = std::bit_cast<std::uint32_t>(score + 0.0F);
    return bits & 0x80000000U ? ~bits : bits | 0x80000000U;
}

[[nodiscard]] inline std::uint64_t keyOf(double score) {
    const auto bits = std::bit_cast<std::uint64_t>(score + 0.0);
    return bits >> 63 ? ~bits : bits | (1ULL << 63);
}

/// A row with the key of its score.
template <class Key>
struct KeyedRow {
    Key key;
    std::uint32_t row;
};

namespace detail {

constexpr unsigned kDigitBits = 11; // 2,048 counters stay in the first-level cache
constexpr std::size_t kDigits = 1U << kDigitBits;
constexpr std::size_t kSmallSort = 4096; // below, comparing is faster than counting

inline std::uint32_t sortKey(std::uint32_t key) {
    return key;
}
inline std::uint64_t sortKey(std::uint64_t key) {
    return key;
}
template <class Key>
Key sortKey(const KeyedRow<Key>& row) {
    return row.key;
}

/// One pass of a stable sort by the digit from `shift` on, whose counts are known.
template <class Item>
void sortByDigit(std::vector<Item>& items, std::vector<Item>& buffer, unsigned shift, std::array<std::size_t, kDigits>& counts) {
    const auto digit = [shift](const Item& item) { return static_cast<std::size_t>(sortKey(item) >> shift) & (kDigits - 1); };
    if (counts[digit(items.front())] == items.size())
        return; // all the same here
    std::size_t sum = 0;
    for (auto& count : counts)
        sum += std::exchange(count, sum);
    for (const auto& item : items)
        buffer[counts[digit(item)]++] = item;
    items.swap(buffer);
}

} // namespace detail

/// Keys, or rows with keys, in ascending order; stable from 4,096 on.
template <class Item>
void sortByKey(std::vector<Item>& items) {
    using Key = decltype(detail::sortKey(items.front()));
    if (items.size() < detail::kSmallSort) {
        std::sort(items.begin(), items.end(),
                  [](const Item& a, const Item& b) { return detail::sortKey(a) < detail::sortKey(b); });
        return;
    }
    constexpr std::size_t kPasses = (sizeof(Key) * 8 + detail::kDigitBits - 1) / detail::kDigitBits;
    std::vector<std::array<std::size_t, detail::kDigits>> counts(kPasses); // of all digits in one reading
    for (auto& digit : counts)
        digit.fill(0);
    for (const auto& item : items) {
        auto key = detail::sortKey(item);
        for (auto& digit : counts) {
            ++digit[static_cast<std::size_t>(key) & (detail::kDigits - 1)];
            key >>= detail::kDigitBits;
        }
    }
    std::vector<Item> buffer(items.size());
    for (std::size_t pass = 0; pass < kPasses; ++pass)
        detail::sortByDigit(items, buffer, static_cast<unsigned>(pass) * detail::kDigitBits, counts[pass]);
}

/// Rows by ascending score; nothing when a score is not a number.
template <class Score>
[[nodiscard]] auto sortedRows(std::span<const Score> scores) {
    using Key = decltype(keyOf(Score{}));
    std::vector<KeyedRow<Key>> rows;
    rows.reserve(scores.size());
    for (std::size_t row = 0; row < scores.size(); ++row) {
        if (std::isnan(scores[row]))
            return std::optional<std::vector<KeyedRow<Key>>>();
        rows.push_back({keyOf(scores[row]), static_cast<std::uint32_t>(row)});
    }
    sortByKey(rows);
    return std::optional(std::move(rows));
}

/// Calls visit(begin, end) for each run of equal keys.
template <class Key, class Visit>
void forEachTie(std::span<const KeyedRow<Key>> rows, const Visit& visit) {
    for (std::size_t begin = 0; begin < rows.size();) {
        auto end = begin + 1;
        while (end < rows.size() && rows[end].key == rows[begin].key)
            ++end;
        visit(begin, end);
        begin = end;
    }
}

} // namespace cpw::data
