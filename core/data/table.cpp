// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/table.h"

namespace cpw::data {

StringPool::StringPool(std::vector<std::uint64_t> offsets, std::string bytes)
    : m_offsets(std::move(offsets)), m_bytes(std::move(bytes)) {}

StringPool::StringPool(std::span<const std::uint64_t> offsets, std::string_view bytes, std::shared_ptr<const MappedFile> storage)
    : m_mappedOffsets(offsets), m_mappedBytes(bytes), m_storage(std::move(storage)) {}

const Column* Table::find(std::string_view name) const {
    for (const auto& column : columns)
        if (column.name == name)
            return &column;
    return nullptr;
}

std::vector<std::string> Table::columnNames() const {
    std::vector<std::string> names;
    names.reserve(columns.size());
    for (const auto& column : columns)
        names.push_back(column.name);
    return names;
}

void Table::giveBackRows() const {
    const auto giveBack = [](const auto& numbers) { numbers.giveBack(0, numbers.size()); };
    for (const auto& column : columns)
        giveBack(column.codes);
    giveBack(labels);
    giveBack(order);
    giveBack(sourceParts);
    giveBack(truth);
}

} // namespace cpw::data
