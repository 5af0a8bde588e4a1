// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/table.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace cpw::data {

/// Appends one value, quoted by RFC 4180 when it holds a comma, a quote or a line end.
void appendQuoted(std::string& target, std::string_view value);

/// Writes a header and the given rows, in their order, as comma-separated values: the label first, then the columns. Written
/// aside and renamed, so that a reader never sees half a file.
[[nodiscard]] Result<void> writeDelimited(const Table& table, std::span<const std::uint32_t> rows,
                                          const std::filesystem::path& path);
/// All rows.
[[nodiscard]] Result<void> writeDelimited(const Table& table, const std::filesystem::path& path);

} // namespace cpw::data
