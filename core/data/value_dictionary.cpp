// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/value_dictionary.h"

#include "core/base/expects.h"
#include "core/base/hash.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace cpw::data {
namespace {

constexpr std::size_t kFirstSlots = 64;
constexpr std::size_t kGroup = 16; ///< texts of a step: about as many cache lines as a processor can have on their way

std::uint32_t shortHash(std::string_view text) {
    return static_cast<std::uint32_t>(hash64(text));
}

} // namespace

ValueDictionary::ValueDictionary() : m_slots(kFirstSlots), m_offsets{0} {}

std::size_t ValueDictionary::slotOf(std::string_view text, std::uint32_t hash) const {
    const std::size_t mask = m_slots.size() - 1;
    std::size_t slot = hash & mask;
    while (m_slots[slot].code >= 0) {
        if (m_slots[slot].hash == hash && (*this)[static_cast<std::size_t>(m_slots[slot].code)] == text)
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

std::int32_t ValueDictionary::add(std::string_view text) {
    // Files are often sorted by one of their columns: the newest text is the likeliest.
    if (size() > 0 && (*this)[size() - 1] == text)
        return static_cast<std::int32_t>(size() - 1);
    return addHashed(text, shortHash(text));
}

std::int32_t ValueDictionary::addHashed(std::string_view text, std::uint32_t hash) {
    auto slot = slotOf(text, hash);
    if (m_slots[slot].code >= 0)
        return m_slots[slot].code;
    expects(size() < static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()), "more than 2^31 - 1 distinct values");
    if ((size() + 1) * 2 > m_slots.size()) {
        grow();
        slot = slotOf(text, hash);
    }
    m_slots[slot] = {hash, static_cast<std::int32_t>(size())};
    m_bytes.append(text);
    m_offsets.push_back(m_bytes.size());
    return m_slots[slot].code;
}

// A text lies three steps away, slot, offset and bytes, each of which is known only when the one before it has arrived. So groups of
// texts go through the steps one behind the other, and every step asks for what the next one will read. The first slot is the right
// one more often than not; a wrong one costs a needless fetch.

void ValueDictionary::fetchSlots(std::span<const std::uint32_t> hashes) const {
    for (const auto hash : hashes)
        __builtin_prefetch(&m_slots[hash & (m_slots.size() - 1)]);
}

std::int32_t ValueDictionary::likelyCode(std::uint32_t hash) const {
    const auto& slot = m_slots[hash & (m_slots.size() - 1)];
    return slot.hash == hash ? slot.code : -1;
}

void ValueDictionary::fetchOffsets(std::span<const std::uint32_t> hashes) const {
    for (const auto hash : hashes)
        if (const auto code = likelyCode(hash); code >= 0)
            __builtin_prefetch(&m_offsets[static_cast<std::size_t>(code)]);
}

void ValueDictionary::fetchBytes(std::span<const std::uint32_t> hashes) const {
    for (const auto hash : hashes)
        if (const auto code = likelyCode(hash); code >= 0)
            __builtin_prefetch(m_bytes.data() + m_offsets[static_cast<std::size_t>(code)]);
}

void ValueDictionary::appendCodes(std::span<const std::string_view> texts, std::vector<std::int32_t>& codes) {
    std::vector<std::uint32_t> hashes(texts.size());
    std::transform(texts.begin(), texts.end(), hashes.begin(), shortHash);
    const auto groupOf = [&](std::size_t group) {
        const auto begin = std::min(group * kGroup, hashes.size());
        return std::span<const std::uint32_t>(hashes).subspan(begin, std::min(kGroup, hashes.size() - begin));
    };
    const auto groups = (texts.size() + kGroup - 1) / kGroup;
    for (std::size_t step = 0; step < groups + 3; ++step) {
        fetchSlots(groupOf(step));
        if (step >= 1)
            fetchOffsets(groupOf(step - 1));
        if (step >= 2)
            fetchBytes(groupOf(step - 2));
        if (step < 3)
            continue;
        const auto begin = (step - 3) * kGroup, end = std::min(begin + kGroup, texts.size());
        for (auto i = begin; i < end; ++i)
            codes.push_back(addHashed(texts[i], hashes[i]));
    }
}

std::int32_t ValueDictionary::find(std::string_view text) const {
    return m_slots[slotOf(text, shortHash(text))].code;
}

StringPool ValueDictionary::takePool() {
    m_slots.assign(kFirstSlots, {});
    return {std::exchange(m_offsets, {0}), std::exchange(m_bytes, {})};
}

void ValueDictionary::grow() {
    const auto old = std::exchange(m_slots, std::vector<Slot>(m_slots.size() * 2));
    const std::size_t mask = m_slots.size() - 1;
    for (const auto& entry : old) {
        if (entry.code < 0)
            continue;
        std::size_t slot = entry.hash & mask;
        while (m_slots[slot].code >= 0)
            slot = (slot + 1) & mask;
        m_slots[slot] = entry;
    }
}

void TextBatch::moveTo(ValueDictionary& dictionary, std::vector<std::int32_t>& codes) {
    m_texts.clear();
    std::size_t begin = 0;
    for (const auto end : m_ends) {
        m_texts.push_back(std::string_view(m_bytes).substr(begin, end - begin));
        begin = end;
    }
    dictionary.appendCodes(m_texts, codes);
    m_bytes.clear();
    m_ends.clear();
}

} // namespace cpw::data
