// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/row_pages.h"

#include <utility>

#include <sys/resource.h>

namespace cpw::data {
namespace {

/// Blocks of 512 bytes that this thread has had the disk read.
std::int64_t blocksFromDisk() {
    rusage usage{};
    ::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_inblock;
}

} // namespace

void RowPages::expectIds(std::span<const std::uint32_t> rows) {
    static constexpr std::int64_t kFewBlocks = 256;
    if (!m_dataset->fieldIds.isMapped())
        return;
    const auto before = std::exchange(m_blocks, blocksFromDisk());
    if (m_blocks - before <= kFewBlocks)
        return;
    const auto fields = m_dataset->fieldCount();
    for (const auto row : rows) {
        m_dataset->fieldIds.askFor(row * fields, (row + 1) * fields);
        m_dataset->table->labels.askFor(row, row + 1);
    }
}

} // namespace cpw::data
