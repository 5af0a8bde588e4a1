// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/process_usage.h"

#include <sys/resource.h>

namespace cpw::engine {
namespace {

rusage usageOfProcess() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage;
}

double secondsOf(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

} // namespace

double processorSeconds() {
    const auto usage = usageOfProcess();
    return secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime);
}

std::int64_t peakResidentBytes() {
    return static_cast<std::int64_t>(usageOfProcess().ru_maxrss) * 1024;
}

} // namespace cpw::engine
