// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cpw {

/// "AMD EPYC 7B13"; empty where the system does not tell.
[[nodiscard]] std::string processorName();

} // namespace cpw
