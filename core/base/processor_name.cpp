// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/processor_name.h"

#include <fstream>

namespace cpw {

std::string processorName() {
    std::ifstream lines("/proc/cpuinfo");
    for (std::string line; std::getline(lines, line);) {
        const auto colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos)
            return line.substr(colon + 2);
    }
    return {};
}

} // namespace cpw
