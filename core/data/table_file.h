// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/table.h"

#include <filesystem>
#include <memory>
#include <string>

namespace cpw::data {

/// A Table on disk, made to be mapped: a header, a table of sections, and the sections themselves at multiples of 64 bytes, each
/// with its XXH3. Numbers are in the machine's byte order; a file of the other order is refused, not converted.
///
///     header      64 bytes: magic, version, order mark, section count, file size, checksum of the section table
///     sections    40 bytes each: kind, column, begin, size, checksum
///     meta        JSON: title, fingerprint, column names, the caller's text
///     ...         value offsets, value bytes and codes of each column; labels; order, parts and truth where present
[[nodiscard]] Result<void> writeTableFile(const std::filesystem::path& path, const Table& table, const std::string& callerText);

struct TableFile {
    std::shared_ptr<Table> table; ///< points into the mapped file
    std::string callerText;
};

struct TableFileHead {
    std::string title;
    std::string fingerprint;
    std::string callerText;
};

/// What the file says of itself. Its description is verified; the table is not even read.
[[nodiscard]] Result<TableFileHead> readTableFileHead(const std::filesystem::path& path);

/// Verifies every checksum and every code before anything is used. The message of an error is the bare reason ("section 3 is
/// damaged").
[[nodiscard]] Result<TableFile> openTableFile(const std::filesystem::path& path);

} // namespace cpw::data
