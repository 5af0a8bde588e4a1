// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/encoded_dataset.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cpw::data {

/// Rows between two times that their pages are given back. In ascending order a million rows of a number are 4 MB.
inline constexpr std::size_t kAscendingRows = std::size_t{1} << 20;

/// Counts the rows that are read of a data set with mapped ids and gives their pages back to the page cache now and then, so that a
/// pass over many rows takes no more memory than one over few. Does nothing where the ids lie in memory. The data set must outlive
/// it. One thread.
class RowPages {
public:
    /// Random: a row may bring 64 KB with it, what the system maps around the page that was asked for.
    enum class Order { Ascending, Random };

    RowPages(const EncodedDataset& dataset, Order order)
        : m_dataset(&dataset), m_most(order == Order::Random ? kRandomRows : kAscendingRows) {}

    /// After `rows` were read.
    void read(std::size_t rows = 1) {
        m_rows += rows;
        if (m_rows < m_most)
            return;
        m_rows = 0;
        m_dataset->giveBackRows();
    }

    /// Before ids and labels of `rows` are read at random. Where those before came from the disk, it is asked for all of these at once:
    /// one after the other each would be waited for. Costs next to nothing while the page cache has them.
    void expectIds(std::span<const std::uint32_t> rows);

private:
    static constexpr std::size_t kRandomRows = 2048;

    const EncodedDataset* m_dataset;
    std::size_t m_most;
    std::size_t m_rows = 0;
    std::int64_t m_blocks = 0; ///< that this thread had the disk read so far
};

/// visit(code) for each of the rows; of a mapped column only so much is in memory at once as ascending rows need.
template <class Visit>
void visitCodes(const Column& column, std::span<const std::uint32_t> rows, const Visit& visit) {
    const auto codes = column.codes.span();
    for (std::size_t begin = 0; begin < rows.size(); begin += kAscendingRows) {
        const auto part = rows.subspan(begin, std::min(kAscendingRows, rows.size() - begin));
        for (const auto row : part)
            visit(codes[row]);
        if (part.size() == kAscendingRows)
            column.codes.giveBack(0, codes.size());
    }
}

/// visit(code) for every row.
template <class Visit>
void visitCodes(const Column& column, const Visit& visit) {
    const auto codes = column.codes.span();
    for (std::size_t begin = 0; begin < codes.size(); begin += kAscendingRows) {
        const auto end = std::min(begin + kAscendingRows, codes.size());
        for (const auto code : codes.subspan(begin, end - begin))
            visit(code);
        if (end - begin == kAscendingRows)
            column.codes.giveBack(begin, end);
    }
}

} // namespace cpw::data
