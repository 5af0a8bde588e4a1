// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace cpw::cli {

/// What desk::factsJson() knows, as text.
[[nodiscard]] std::string dataFactsText(const std::string& name, const nlohmann::json& facts);

} // namespace cpw::cli
