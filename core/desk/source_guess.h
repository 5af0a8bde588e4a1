// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"

#include <filesystem>

namespace cpw::desk {

/// What a file or folder seems to be: by the names of a known source's files, else by its first lines.
[[nodiscard]] Result<api::DataGuess> guessSource(const std::filesystem::path& path);

} // namespace cpw::desk
