// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>

namespace cpw::db {

/// What could be read of a damaged file.
struct Salvage {
    std::int64_t rows = 0;      ///< copied, of all tables
    int damagedTables = 0;      ///< of which something is missing
    std::filesystem::path file; ///< the new file
};

/// Copies what can be read of a damaged run file into a new file at `target` (which must not exist), table by table and row by
/// row. The damaged file is only read. Fails when nothing can be read at all. Reads all of the file: not on the GUI thread.
[[nodiscard]] Result<Salvage> salvage(const std::filesystem::path& damaged, const std::filesystem::path& target);

} // namespace cpw::db
