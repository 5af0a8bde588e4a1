// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cpw::ui {

/// Where the finite extremes of a stretch of values lie; both absent when nothing in it is finite.
struct Extremes {
    std::optional<std::size_t> lowest;
    std::optional<std::size_t> highest;
    bool hasGap = false; ///< something in it is NaN or infinite
};

/// A growing column of values with a pyramid of block extremes over it, so that the extremes of any stretch cost O(log n).
/// Plain value, any one thread. Keeps every value; under one byte a value is spent on the pyramid.
class SampleColumn {
public:
    void append(double value);
    /// Drops the values from `count` on.
    void truncate(std::size_t count);
    void clear() { truncate(0); }

    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    [[nodiscard]] bool isEmpty() const { return m_values.empty(); }
    [[nodiscard]] double at(std::size_t index) const { return m_values[index]; }
    [[nodiscard]] const std::vector<double>& values() const { return m_values; }
    /// Of the values [first, last).
    [[nodiscard]] Extremes extremes(std::size_t first, std::size_t last) const;

private:
    static constexpr std::size_t kFan = 16; // 12 bytes for 16 values

    static constexpr std::uint32_t kNone = 0xffffffff;
    struct Block {
        std::uint32_t lowest = kNone;
        std::uint32_t highest = kNone;
        bool hasGap = false;
    };

    void merge(Block& into, std::uint32_t lowest, std::uint32_t highest, bool hasGap) const;
    void mergeValue(Block& into, std::size_t index) const;

    std::vector<double> m_values;
    std::vector<std::vector<Block>> m_levels; ///< level k: complete blocks of 16^(k+1) values
};

} // namespace cpw::ui
