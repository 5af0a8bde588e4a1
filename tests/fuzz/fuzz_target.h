// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

/// One input of a fuzzed reader. libFuzzer's entry point; without libFuzzer mutation_loop.cpp calls it. Returns 0; a broken
/// promise ends the process.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace cpw::fuzz {

inline std::string_view textOf(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// The promise of a target.
inline void require(bool condition) {
    if (!condition)
        std::abort();
}

} // namespace cpw::fuzz
