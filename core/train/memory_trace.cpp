// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/memory_trace.h"

#include <c10/util/ThreadLocalDebugInfo.h>
#include <torch/csrc/profiler/orchestration/observer.h>

#include <algorithm>
#include <mutex>

namespace cpw::train {
namespace {

namespace profiler = torch::profiler::impl;

std::int64_t largest(const std::vector<std::int64_t>& events) {
    return events.empty() ? 0 : *std::max_element(events.begin(), events.end());
}

} // namespace

/// LibTorch looks for a profiler under the same key, so this is one: switched off, but told of memory.
struct MemoryTrace::Recorder final : profiler::ProfilerStateBase {
    explicit Recorder(at::DeviceType watched)
        : ProfilerStateBase(profiler::ProfilerConfig(profiler::ProfilerState::Disabled, /*report_input_shapes=*/false, /*profile_memory=*/true)),
          device(watched) {}

    void reportMemoryUsage(void*, std::int64_t size, std::size_t, std::size_t, c10::Device where) override {
        if (where.type() != device)
            return;
        const std::lock_guard lock(mutex); // backward passes of a card run on threads of their own
        live += size;
        peak = std::max(peak, live);
        events.push_back(live);
    }
    profiler::ActiveProfilerType profilerType() override { return profiler::ActiveProfilerType::NONE; }

    at::DeviceType device;
    std::mutex mutex;
    std::int64_t live = 0;
    std::int64_t peak = 0;
    std::vector<std::int64_t> events;
};

struct MemoryTrace::Scope {
    explicit Scope(const std::shared_ptr<Recorder>& recorder) : guard(c10::DebugInfoKind::PROFILER_STATE, recorder) {}
    c10::DebugInfoGuard guard;
};

MemoryTrace::MemoryTrace(at::DeviceType device)
    : m_recorder(std::make_shared<Recorder>(device)), m_scope(std::make_unique<Scope>(m_recorder)) {}

MemoryTrace::~MemoryTrace() = default;

std::int64_t MemoryTrace::liveBytes() const {
    const std::lock_guard lock(m_recorder->mutex);
    return m_recorder->live;
}

std::int64_t MemoryTrace::peakBytes() const {
    const std::lock_guard lock(m_recorder->mutex);
    return m_recorder->peak;
}

std::vector<std::int64_t> MemoryTrace::takeEvents() {
    const std::lock_guard lock(m_recorder->mutex);
    return std::exchange(m_recorder->events, {});
}

std::int64_t peakAtRows(const std::vector<std::int64_t>& fewEvents, double few, const std::vector<std::int64_t>& moreEvents, double more,
                        double rows) {
    const auto continued = [&](std::int64_t atFew, std::int64_t atMore) {
        return static_cast<double>(atMore) + static_cast<double>(atMore - atFew) / (more - few) * (rows - more);
    };
    double peak = static_cast<double>(largest(moreEvents));
    if (more <= few || rows <= more)
        return static_cast<std::int64_t>(peak);
    if (fewEvents.size() != moreEvents.size())
        return static_cast<std::int64_t>(std::max(peak, continued(largest(fewEvents), largest(moreEvents))));
    for (std::size_t i = 0; i < moreEvents.size(); ++i)
        peak = std::max(peak, continued(fewEvents[i], moreEvents[i]));
    return static_cast<std::int64_t>(peak);
}

} // namespace cpw::train
