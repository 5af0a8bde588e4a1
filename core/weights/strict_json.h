// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace cpw::weights {

/// A JSON object of a foreign file. Names given twice are refused, because a JSON object keeps only the last of them, and so is
/// deep nesting, which no file of ours has and on which printing would recurse. `what` is "the header".
[[nodiscard]] Result<nlohmann::json> parseStrictObject(std::string_view text, std::string_view what);

/// At most 120 bytes of a value, for a message.
[[nodiscard]] std::string shortText(const nlohmann::json& value);

} // namespace cpw::weights
