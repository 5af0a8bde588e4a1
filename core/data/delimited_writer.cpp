// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/delimited_writer.h"

#include "core/base/file_io.h"

#include <numeric>
#include <vector>

namespace cpw::data {

void appendQuoted(std::string& target, std::string_view value) {
    if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
        target += value;
        return;
    }
    target += '"';
    for (const char c : value) {
        if (c == '"')
            target += '"';
        target += c;
    }
    target += '"';
}

Result<void> writeDelimited(const Table& table, std::span<const std::uint32_t> rows, const std::filesystem::path& path) {
    static constexpr std::size_t kBufferBytes = 1U << 20U;
    return writeAtomically(path, [&](FileWriter& writer) -> Result<void> {
        std::string text = "label";
        for (const auto& column : table.columns)
            appendQuoted(text += ',', column.name);
        text += '\n';
        for (const auto row : rows) {
            text += table.labels[row] > 0.5F ? '1' : '0';
            for (const auto& column : table.columns)
                appendQuoted(text += ',', column.text(row));
            text += '\n';
            if (text.size() < kBufferBytes)
                continue;
            CPW_TRY_VOID(writer.write(text));
            text.clear();
        }
        return writer.write(text);
    });
}

Result<void> writeDelimited(const Table& table, const std::filesystem::path& path) {
    std::vector<std::uint32_t> rows(table.rows());
    std::iota(rows.begin(), rows.end(), 0U);
    return writeDelimited(table, rows, path);
}

} // namespace cpw::data
