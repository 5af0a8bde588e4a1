// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/process_memory.h"

#include <fstream>
#include <string>
#include <string_view>

namespace cpw {
namespace {

/// The value of a line such as "VmRSS:     12345 kB".
std::uint64_t kilobytesOf(const char* file, std::string_view key) {
    std::ifstream lines(file);
    for (std::string name; lines >> name;) {
        std::uint64_t kilobytes = 0;
        if (name == key && lines >> kilobytes)
            return kilobytes * 1024;
        lines.clear();
        lines.ignore(4096, '\n');
    }
    return 0;
}

} // namespace

std::uint64_t residentBytes() {
    return kilobytesOf("/proc/self/status", "VmRSS:");
}

std::uint64_t availableBytes() {
    return kilobytesOf("/proc/meminfo", "MemAvailable:");
}

} // namespace cpw
