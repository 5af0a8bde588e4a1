// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_event.h"

#include <chrono>
#include <cstdint>

namespace cpw::db {

/// Times as the file has them: nanoseconds since 1970, UTC.
[[nodiscard]] inline std::int64_t toNanoseconds(api::Clock::time_point time) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count();
}
[[nodiscard]] inline api::Clock::time_point fromNanoseconds(std::int64_t count) {
    return api::Clock::time_point(std::chrono::duration_cast<api::Clock::duration>(std::chrono::nanoseconds(count)));
}

} // namespace cpw::db
