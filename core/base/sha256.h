// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace cpw {

/// SHA-256 of a file as 64 lower-case hexadecimal digits: what hubs publish of their files. Reads all of it.
[[nodiscard]] Result<std::string> sha256OfFile(const std::filesystem::path& path);
[[nodiscard]] std::string sha256OfText(std::string_view text);

} // namespace cpw
