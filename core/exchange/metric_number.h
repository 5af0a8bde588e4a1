// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/exact_number.h"

namespace cpw::exchange {

/// A metric's value as logs write it: decimal, "nan" or "inf" in any case; a leading "+" is left out.
[[nodiscard]] inline std::optional<double> metricNumber(std::string_view text) {
    return exactNumber<double>(text.substr(text.starts_with('+') ? 1 : 0));
}

} // namespace cpw::exchange
