// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/value_dictionary.h"

#include "core/base/expects.h"
#include "core/base/hash.h"

#include <limits>
#include <utility>

namespace cpw::data {
namespace {

constexpr std::size_t kFirstSlots = 64;

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
    const auto hash = shortHash(text);
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

} // namespace cpw::data
