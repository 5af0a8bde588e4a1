// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace cpw::cli {

/// Counts Ctrl+C (SIGINT) and SIGTERM while it lives; one at a time in a process. The handler only counts and writes one byte
/// to a pipe, so that a wait ends at once. The old handlers come back with the destructor.
class SignalWatch {
public:
    SignalWatch();
    ~SignalWatch();
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;

    /// Signals since the start.
    [[nodiscard]] int count() const;
    /// Returns after `timeout`, earlier when a signal comes.
    void wait(std::chrono::milliseconds timeout) const;
};

} // namespace cpw::cli
