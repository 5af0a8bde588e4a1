// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace cpw::cli {

enum class Align { Left, Right };

struct TableColumn {
    std::string title;
    Align align = Align::Left;
};

/// A plain text table: columns two blanks apart, as wide as their widest cell, a rule below the titles. Widths count UTF-8
/// characters, not bytes.
class TextTable {
public:
    explicit TextTable(std::vector<TableColumn> columns) : m_columns(std::move(columns)) {}

    /// As many cells as columns; missing ones are empty.
    void add(std::vector<std::string> cells);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool isEmpty() const { return m_rows.empty(); }

private:
    std::vector<TableColumn> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

/// Characters of a UTF-8 text (code points).
[[nodiscard]] std::size_t displayWidth(std::string_view text);

} // namespace cpw::cli
