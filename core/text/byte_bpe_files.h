// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cpw::text {

/// Two pieces with one space between them; `number` counts from 1.
[[nodiscard]] Result<std::pair<std::string, std::string>> parseMerge(std::string_view line, std::size_t number,
                                                                     const std::string& file);
/// The lines of a merges.txt, best first; lines that start with "#version" are no merges.
[[nodiscard]] Result<std::vector<std::pair<std::string, std::string>>> parseMerges(std::string_view text,
                                                                                   const std::string& file);

} // namespace cpw::text
