// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/table.h"

#include <cstdint>
#include <filesystem>
#include <span>

namespace cpw::data {

/// Writes the given rows, in their order, as a Parquet file: "label" as a whole number first, then the columns as texts whose
/// dictionaries are those of the table. Written aside and renamed. Needs the Parquet plug-in.
[[nodiscard]] Result<void> writeParquet(const Table& table, std::span<const std::uint32_t> rows, const std::filesystem::path& path);

} // namespace cpw::data
