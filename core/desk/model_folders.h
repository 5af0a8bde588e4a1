// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"

namespace cpw::desk {

/// See api::DataDesk::languageModels().
[[nodiscard]] std::vector<api::ModelFolder> findModelFolders(const std::vector<std::filesystem::path>& places, const std::stop_token& stop);

} // namespace cpw::desk
