// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace cpw {

/// By the clock.
[[nodiscard]] inline double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Seconds that processors have worked for this process, all threads together; 0 where the system does not tell.
[[nodiscard]] double processorSeconds();

} // namespace cpw
