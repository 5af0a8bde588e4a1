// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/merge_table.h"

#include "core/base/random.h"

#include <algorithm>
#include <array>
#include <bit>
#include <queue>
#include <tuple>

namespace cpw::text {

namespace {

/// Up to here scanning all pairs for the lowest rank beats a queue.
constexpr std::size_t kShortWord = 48;

} // namespace

MergeTable::MergeTable(const std::vector<Merge>& merges)
    : m_slots(std::bit_ceil(2 * merges.size() + 2)), m_mask(m_slots.size() - 1) {
    for (std::uint32_t rank = 0; rank < merges.size(); ++rank) {
        const std::uint64_t pair = keyOf(merges[rank].left, merges[rank].right);
        m_slots[placeOf(pair)] = {pair, rank, merges[rank].merged};
    }
}

std::size_t MergeTable::placeOf(std::uint64_t pair) const {
    std::size_t at = mix64(pair) & m_mask;
    while (m_slots[at].rank != kNone && m_slots[at].pair != pair)
        at = (at + 1) & m_mask;
    return at;
}

const MergeTable::Slot& MergeTable::find(std::int32_t left, std::int32_t right) const {
    return m_slots[placeOf(keyOf(left, right))];
}

void MergeTable::apply(std::vector<WordPart>& parts) const {
    if (parts.size() < 2)
        return;
    if (parts.size() <= kShortWord)
        applyToShort(parts);
    else
        applyToLong(parts);
}

void MergeTable::applyToShort(std::vector<WordPart>& parts) const {
    std::array<const Slot*, kShortWord> pairs; // [i]: the merge of parts i and i + 1
    std::size_t count = parts.size();
    for (std::size_t i = 0; i + 1 < count; ++i)
        pairs[i] = &find(parts[i].id, parts[i + 1].id);
    while (count > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i + 1 < count; ++i)
            if (pairs[i]->rank < pairs[best]->rank)
                best = i;
        if (pairs[best]->rank == kNone)
            break;
        parts[best] = {pairs[best]->merged, parts[best + 1].end};
        std::copy(parts.begin() + static_cast<std::ptrdiff_t>(best) + 2, parts.begin() + static_cast<std::ptrdiff_t>(count),
                  parts.begin() + static_cast<std::ptrdiff_t>(best) + 1);
        std::copy(pairs.begin() + best + 1, pairs.begin() + count - 1, pairs.begin() + best);
        --count;
        if (best > 0)
            pairs[best - 1] = &find(parts[best - 1].id, parts[best].id);
        if (best + 1 < count)
            pairs[best] = &find(parts[best].id, parts[best + 1].id);
    }
    parts.resize(count);
}

void MergeTable::applyToLong(std::vector<WordPart>& parts) const {
    struct Candidate {
        std::uint32_t rank;
        std::uint32_t at; ///< of the left part
        std::int32_t left;
        std::int32_t right;
        std::int32_t merged;
        bool operator>(const Candidate& other) const { return std::tie(rank, at) > std::tie(other.rank, other.at); }
    };
    constexpr std::uint32_t kEnd = 0xFFFFFFFF;
    const auto count = static_cast<std::uint32_t>(parts.size());
    std::vector<std::uint32_t> next(count), previous(count);
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue;
    const auto offer = [&](std::uint32_t left, std::uint32_t right) {
        if (const Slot& slot = find(parts[left].id, parts[right].id); slot.rank != kNone)
            queue.push({slot.rank, left, parts[left].id, parts[right].id, slot.merged});
    };
    for (std::uint32_t i = 0; i < count; ++i) {
        next[i] = i + 1 < count ? i + 1 : kEnd;
        previous[i] = i > 0 ? i - 1 : kEnd;
        if (i + 1 < count)
            offer(i, i + 1);
    }
    while (!queue.empty()) {
        const Candidate best = queue.top();
        queue.pop();
        const std::uint32_t right = next[best.at];
        // Merged away, or one of the two has grown since: another candidate stands for it.
        if (parts[best.at].id != best.left || right == kEnd || parts[right].id != best.right)
            continue;
        parts[best.at] = {best.merged, parts[right].end};
        parts[right].id = -1;
        next[best.at] = next[right];
        if (next[right] != kEnd) {
            previous[next[right]] = best.at;
            offer(best.at, next[right]);
        }
        if (previous[best.at] != kEnd)
            offer(previous[best.at], best.at);
    }
    std::erase_if(parts, [](const WordPart& part) { return part.id < 0; });
}

} // namespace cpw::text
