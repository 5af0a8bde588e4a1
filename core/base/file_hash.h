// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>

namespace cpw {

/// hash64 of a file's bytes. Reads piece by piece: a mapped file would count as memory of the process, and a checkpoint of a large
/// model is more than half of what training needs.
[[nodiscard]] Result<std::uint64_t> hashOfFile(const std::filesystem::path& path);

} // namespace cpw
