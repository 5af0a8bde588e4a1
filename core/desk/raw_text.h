// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cpw::desk {

/// The first lines of a file.
struct HeadText {
    std::string text;         ///< whole lines only
    std::uint64_t bytes = 0;  ///< of the whole file
    bool isWhole = false;     ///< it is all of the file
    bool isUtf8 = true;
};
/// At most about a megabyte.
[[nodiscard]] Result<HeadText> readHead(const std::filesystem::path& file);

/// Of the values of one column: a time is a whole number that could be seconds (or milliseconds) since 1970.
[[nodiscard]] api::ColumnKind kindOfValues(const std::vector<std::string>& values);

} // namespace cpw::desk
