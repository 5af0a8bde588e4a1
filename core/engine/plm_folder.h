// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace cpw::engine {

/// Whether config.json describes an encoder that can be built; reads no weights.
[[nodiscard]] Result<void> checkPlmConfig(const std::filesystem::path& folder);

/// A sentence for a folder that is not there: what a hub model needs on this machine and which command takes it in; empty when
/// the folder exists.
[[nodiscard]] std::string adviceForMissingPlm(const std::filesystem::path& folder);

} // namespace cpw::engine
