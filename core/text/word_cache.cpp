// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_cache.h"

#include "core/base/random.h"

#include <algorithm>
#include <cstring>

namespace cpw::text {

namespace {

constexpr auto kAcquire = std::memory_order_acquire;
constexpr auto kRelease = std::memory_order_release;
constexpr std::int32_t kLargestId = (1 << 23) - 1; ///< an id and an end share 32 bits

/// Up to eight bytes as a number, the rest zero. Overlapping loads of fixed size: copying a variable number of bytes and reading
/// them back as one number stalls the processor.
std::uint64_t loadBytes(const char* bytes, std::size_t count) {
    const auto load = [](const char* from, auto value) {
        std::memcpy(&value, from, sizeof value);
        return std::uint64_t{value};
    };
    if (count >= 8)
        return load(bytes, std::uint64_t{});
    if (count >= 4)
        return load(bytes, std::uint32_t{}) | load(bytes + count - 4, std::uint32_t{}) << (8 * (count - 4));
    if (count >= 2)
        return load(bytes, std::uint16_t{}) | load(bytes + count - 2, std::uint16_t{}) << (8 * (count - 2));
    return count == 1 ? load(bytes, std::uint8_t{}) : 0;
}

} // namespace

WordCache::WordCache() : m_slots(std::make_unique<Slot[]>(kSlots)) {}

WordCache::Key::Key(std::string_view word) {
    if (word.empty() || word.size() > kMaximumBytes)
        return;
    m_bytes[0] = loadBytes(word.data(), word.size());
    if (word.size() > 8)
        m_bytes[1] = loadBytes(word.data() + 8, word.size() - 8);
    if (word.size() > 16)
        m_bytes[2] = loadBytes(word.data() + 16, word.size() - 16);
    m_length = static_cast<std::uint32_t>(word.size());
    const std::uint64_t mixed = (m_bytes[0] * 0x9E3779B97F4A7C15ULL) ^ (m_bytes[1] * 0xC2B2AE3D27D4EB4FULL) ^
                                (m_bytes[2] * 0x165667B19E3779F9ULL) ^ m_length;
    m_slot = static_cast<std::uint32_t>(mix64(mixed) & (kSlots - 1));
}

// A sequence lock without fences: fields are stored with release and loaded with acquire, so that a reader who sees any field of
// a newer word also sees that the version has moved on, and drops what it read.
std::size_t WordCache::find(const Key& key, Parts& parts) const {
    const Slot& slot = m_slots[key.m_slot];
    const std::uint32_t before = slot.version.load(kAcquire);
    const std::uint32_t lengths = slot.lengths.load(kAcquire);
    if ((before & 1) != 0 || (lengths & 0xFF) != key.m_length)
        return 0;
    for (std::size_t i = 0; i < key.m_bytes.size(); ++i)
        if (slot.word[i].load(kAcquire) != key.m_bytes[i])
            return 0;
    const std::size_t count = std::min<std::size_t>(lengths >> 8, kMaximumParts);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t packed = slot.parts[i].load(kAcquire);
        parts[i] = {static_cast<std::int32_t>(packed >> 8), packed & 0xFF};
    }
    return slot.version.load(kAcquire) == before ? count : 0;
}

void WordCache::store(const Key& key, std::span<const WordPart> parts) const {
    if (!key.isUsable() || parts.empty() || parts.size() > kMaximumParts)
        return;
    for (const WordPart& part : parts)
        if (part.id > kLargestId)
            return;
    Slot& slot = m_slots[key.m_slot];
    std::uint32_t version = slot.version.load(kAcquire);
    if ((version & 1) != 0 || !slot.version.compare_exchange_strong(version, version + 1, std::memory_order_acq_rel, kAcquire))
        return;
    slot.lengths.store(key.m_length | static_cast<std::uint32_t>(parts.size() << 8), kRelease);
    for (std::size_t i = 0; i < key.m_bytes.size(); ++i)
        slot.word[i].store(key.m_bytes[i], kRelease);
    for (std::size_t i = 0; i < parts.size(); ++i)
        slot.parts[i].store(static_cast<std::uint32_t>(parts[i].id) << 8 | parts[i].end, kRelease);
    slot.version.store(version + 2, kRelease);
}

} // namespace cpw::text
