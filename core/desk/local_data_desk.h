// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"

#include <filesystem>
#include <memory>

namespace cpw::desk {

/// A desk that reads the files of this machine and keeps tables in `cacheFolder` (empty: nowhere).
[[nodiscard]] std::unique_ptr<api::DataDesk> makeLocalDataDesk(std::filesystem::path cacheFolder);

} // namespace cpw::desk
