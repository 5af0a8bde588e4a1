// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw {

/// Bytes of this process in memory now; 0 where the system does not tell.
[[nodiscard]] std::uint64_t residentBytes();
/// Bytes that the machine could still give without swapping; 0 where the system does not tell.
[[nodiscard]] std::uint64_t availableBytes();

} // namespace cpw
