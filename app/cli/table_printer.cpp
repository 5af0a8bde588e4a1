// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table_printer.h"

#include <algorithm>
#include <string_view>

namespace cpw::cli {
namespace {

std::string padded(const std::string& cell, std::size_t width, Align align) {
    const std::string blanks(width - std::min(width, displayWidth(cell)), ' ');
    return align == Align::Right ? blanks + cell : cell + blanks;
}

} // namespace

std::size_t displayWidth(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

void TextTable::add(std::vector<std::string> cells) {
    cells.resize(m_columns.size());
    m_rows.push_back(std::move(cells));
}

std::string TextTable::text() const {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        auto width = displayWidth(m_columns[c].title);
        for (const auto& row : m_rows)
            width = std::max(width, displayWidth(row[c]));
        widths.push_back(width);
    }
    std::string text;
    const auto addLine = [&](const auto& cellOf) {
        std::string line;
        for (std::size_t c = 0; c < m_columns.size(); ++c)
            line += (c == 0 ? "" : "  ") + cellOf(c);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    };
    addLine([&](std::size_t c) { return padded(m_columns[c].title, widths[c], m_columns[c].align); });
    addLine([&](std::size_t c) { return std::string(widths[c], '-'); });
    for (const auto& row : m_rows)
        addLine([&](std::size_t c) { return padded(row[c], widths[c], m_columns[c].align); });
    return text;
}

} // namespace cpw::cli
