// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace cpw::data {

/// A line that Python's repr() wrote, as JSON: {'a': "it's", 'b': u'\xe9', 'c': None, 'd': (1, True)}. Strings in either quotes with
/// Python's escapes, tuples as arrays, True, False, None; nothing is run. What is no literal is an error; whether the JSON is sound
/// is its reader's to say.
[[nodiscard]] Result<std::string> jsonFromPythonLiteral(std::string_view text);

} // namespace cpw::data
