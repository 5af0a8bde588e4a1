// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cpw::engine {

/// Processor time of all threads of this process, in seconds. On a machine with other work it says more than the clock.
[[nodiscard]] double processorSeconds();

/// The most memory that this process had resident so far, in bytes; mapped files count.
[[nodiscard]] std::int64_t peakResidentBytes();

} // namespace cpw::engine
