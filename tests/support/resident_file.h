// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace cpw::test {

/// What of a mapped file is in this process's memory, from /proc/self/smaps; -1 for one that is not mapped.
inline std::int64_t residentKilobytes(const std::filesystem::path& path) {
    std::ifstream maps("/proc/self/smaps");
    std::string line;
    for (bool isIts = false; std::getline(maps, line);) {
        if (line.find('-') != std::string::npos && line.find(path.string()) != std::string::npos)
            isIts = true;
        else if (isIts && line.starts_with("Rss:"))
            return std::stoll(line.substr(4));
    }
    return -1;
}

} // namespace cpw::test
