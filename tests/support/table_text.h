// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/data/table_builder.h"

#include <string>
#include <vector>

namespace cpw::test {

/// A row as "1|u1|b1": label, then the values.
inline std::string rowText(const data::Table& table, std::size_t row) {
    std::string text = table.labels[row] > 0.5F ? "1" : "0";
    for (const auto& column : table.columns)
        text.append("|").append(column.text(row));
    return text;
}

inline std::vector<std::string> rowTexts(const data::Table& table) {
    std::vector<std::string> rows;
    for (std::size_t row = 0; row < table.rows(); ++row)
        rows.push_back(rowText(table, row));
    return rows;
}

/// A table from rows of values; the labels alternate from 0.
inline std::shared_ptr<data::Table> makeTable(std::vector<std::string> columns, const std::vector<std::vector<std::string>>& rows,
                                              const std::vector<std::int64_t>& order = {}) {
    data::TableBuilder builder(std::move(columns));
    for (std::size_t row = 0; row < rows.size(); ++row) {
        builder.addRow(std::vector<std::string_view>(rows[row].begin(), rows[row].end()), static_cast<float>(row % 2));
        if (!order.empty())
            builder.addOrder(order[row]);
    }
    return builder.finish("made");
}

} // namespace cpw::test
