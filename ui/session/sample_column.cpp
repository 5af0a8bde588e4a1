// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/sample_column.h"

#include <algorithm>
#include <cmath>

namespace cpw::ui {

void SampleColumn::merge(Block& into, std::uint32_t lowest, std::uint32_t highest, bool hasGap) const {
    if (lowest != kNone && (into.lowest == kNone || m_values[lowest] < m_values[into.lowest]))
        into.lowest = lowest;
    if (highest != kNone && (into.highest == kNone || m_values[highest] > m_values[into.highest]))
        into.highest = highest;
    into.hasGap = into.hasGap || hasGap;
}

void SampleColumn::mergeValue(Block& into, std::size_t index) const {
    const bool isFinite = std::isfinite(m_values[index]);
    const auto position = isFinite ? static_cast<std::uint32_t>(index) : kNone;
    merge(into, position, position, !isFinite);
}

void SampleColumn::append(double value) {
    m_values.push_back(value);
    std::size_t blockSize = kFan;
    for (std::size_t level = 0; m_values.size() % blockSize == 0; ++level, blockSize *= kFan) {
        if (m_levels.size() == level)
            m_levels.emplace_back();
        Block block;
        if (level == 0) {
            for (std::size_t i = m_values.size() - kFan; i < m_values.size(); ++i)
                mergeValue(block, i);
        } else {
            const auto& below = m_levels[level - 1];
            for (std::size_t i = below.size() - kFan; i < below.size(); ++i)
                merge(block, below[i].lowest, below[i].highest, below[i].hasGap);
        }
        m_levels[level].push_back(block);
    }
}

void SampleColumn::truncate(std::size_t count) {
    if (count >= m_values.size())
        return;
    m_values.resize(count);
    std::size_t blockSize = kFan;
    for (auto& level : m_levels) {
        level.resize(count / blockSize);
        blockSize *= kFan;
    }
}

Extremes SampleColumn::extremes(std::size_t first, std::size_t last) const {
    Block found;
    last = std::min(last, m_values.size());
    while (first < last) {
        // The largest complete block that starts here and ends in the stretch.
        std::size_t size = 1;
        std::size_t level = 0;
        while (level < m_levels.size() && first % (size * kFan) == 0 && first + size * kFan <= last) {
            size *= kFan;
            ++level;
        }
        if (level == 0) {
            mergeValue(found, first);
        } else {
            const auto& block = m_levels[level - 1][first / size];
            merge(found, block.lowest, block.highest, block.hasGap);
        }
        first += size;
    }
    Extremes extremes;
    if (found.lowest != kNone) {
        extremes.lowest = found.lowest;
        extremes.highest = found.highest;
    }
    extremes.hasGap = found.hasGap;
    return extremes;
}

} // namespace cpw::ui
