// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace cpw::db {

/// Which process trains a run, so that another one can tell whether it still lives. The start time tells apart two processes
/// that got the same number one after the other.
struct ProcessIdentity {
    std::int64_t pid = 0;
    std::int64_t start = 0; ///< clock ticks after boot, from /proc/PID/stat
    std::string space;      ///< boot and process namespace: within it a number means one process
    std::string machine;    ///< /etc/machine-id; may be empty
    bool operator==(const ProcessIdentity&) const = default;
};

[[nodiscard]] ProcessIdentity currentProcess();

enum class Liveness {
    Alive,
    Gone,
    Unknown, ///< of another machine or container
};
[[nodiscard]] Liveness livenessOf(const ProcessIdentity& process);

} // namespace cpw::db
