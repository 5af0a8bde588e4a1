// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/torch_pch.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace cpw::train {

/// Bytes of the tensors on a device, event by event, while it exists: what its thread, and backward passes that it starts,
/// allocate and release. Sees nothing of tensors that are older than itself, which must not be released before it. Changes
/// nothing that is computed. One at a time in a thread.
class MemoryTrace {
public:
    explicit MemoryTrace(at::DeviceType device);
    ~MemoryTrace();
    MemoryTrace(const MemoryTrace&) = delete;
    MemoryTrace& operator=(const MemoryTrace&) = delete;

    /// Now, of tensors made since the start.
    [[nodiscard]] std::int64_t liveBytes() const;
    /// The most so far.
    [[nodiscard]] std::int64_t peakBytes() const;
    /// liveBytes after each event since the last call.
    [[nodiscard]] std::vector<std::int64_t> takeEvents();

private:
    struct Recorder;
    struct Scope;
    std::shared_ptr<Recorder> m_recorder;
    std::unique_ptr<Scope> m_scope;
};

/// The peak of a step on `rows` rows from the traces of two smaller ones. Every allocation of a step is linear in its rows, so
/// that equal sequences are continued event by event; others by their peaks. Never below the larger trace's peak.
[[nodiscard]] std::int64_t peakAtRows(const std::vector<std::int64_t>& fewEvents, double few, const std::vector<std::int64_t>& moreEvents,
                                      double more, double rows);

} // namespace cpw::train
