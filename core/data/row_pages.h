// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/encoded_dataset.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace cpw::data {

/// Says when the pages of rows that were read are to be given back. Rows in ascending order bring whole pages, so that a million of them
/// are some megabytes; any other row may bring 64 KB with it, what the system maps around the page that was asked for.
class PageCount {
public:
    enum class Order { Ascending, Random };
    explicit PageCount(Order order) : m_span(order == Order::Ascending ? kAscendingRows : 0) {}

    /// True when it is time. Rows that are few and far between are counted, however far they are.
    [[nodiscard]] bool isDue(std::size_t row) {
        if (++m_rows < kRandomRows || (row >= m_first ? row - m_first : m_first - row) < m_span)
            return false;
        m_rows = 0;
        m_first = row;
        return true;
    }

private:
    static constexpr std::size_t kRandomRows = 2048, kAscendingRows = std::size_t{1} << 20U;

    std::size_t m_span;
    std::size_t m_rows = 0;
    std::size_t m_first = 0;
};

/// Gives the pages of a data set with mapped ids back to the page cache while its rows are read, so that a pass over many rows takes no
/// more memory than one over few. Does nothing where the ids lie in memory. The data set must outlive it. One thread.
class RowPages {
public:
    using Order = PageCount::Order;

    RowPages(const EncodedDataset& dataset, Order order) : m_dataset(&dataset), m_count(order) {}

    /// After the row was read.
    void read(std::size_t row) {
        if (m_count.isDue(row))
            m_dataset->giveBackRows();
    }
    /// Before ids and labels of `rows` are read at random. Where those before came from the disk, it is asked for all of these at once:
    /// one after the other each would be waited for. Costs next to nothing while the page cache has them.
    void expectIds(std::span<const std::uint32_t> rows);

private:
    const EncodedDataset* m_dataset;
    PageCount m_count;
    std::int64_t m_blocks = 0; ///< that this thread had the disk read so far
};

/// visit(code) for each of the rows; of a mapped column only so much is in memory at once as a part of the rows needs.
template <class Visit>
void visitCodes(const Column& column, std::span<const std::uint32_t> rows, const Visit& visit) {
    const auto codes = column.codes.span();
    PageCount count(PageCount::Order::Ascending);
    for (const auto row : rows) {
        visit(codes[row]);
        if (count.isDue(row))
            column.codes.giveBack(0, codes.size());
    }
}

/// visit(code) for every row.
template <class Visit>
void visitCodes(const Column& column, const Visit& visit) {
    static constexpr std::size_t kPiece = std::size_t{1} << 20U;
    const auto codes = column.codes.span();
    for (std::size_t begin = 0; begin < codes.size(); begin += kPiece) {
        const auto end = std::min(begin + kPiece, codes.size());
        for (const auto code : codes.subspan(begin, end - begin))
            visit(code);
        if (end - begin == kPiece)
            column.codes.giveBack(begin, end);
    }
}

} // namespace cpw::data
