// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// Any Parquet file: every column but the label becomes a field, its values as ArrowText has them. The label column is the one that
/// the label rule names, else the one called "label". With the split "files", validation and test files with the same columns follow
/// the rows of the training file; maximum_rows then counts for each file. Needs the Parquet plug-in.
[[nodiscard]] DatasetSource parquetSource();

/// The columns that can be read and the texts of the first rows.
struct ParquetHead {
    std::vector<std::string> names;
    std::vector<std::vector<std::string>> rows;
    std::uint64_t rowsInAll = 0;
};
[[nodiscard]] Result<ParquetHead> readParquetHead(const std::filesystem::path& path, std::size_t rows);
/// By its first bytes.
[[nodiscard]] bool looksLikeParquet(std::string_view text);

} // namespace cpw::data
