// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace cpw {

/// What a graphics card does at a moment, all programs that use it together.
struct CardLoad {
    double share = 0; ///< of the last second in which it computed, 0 to 1
    std::uint64_t usedBytes = 0;
    std::uint64_t totalBytes = 0;
    bool operator==(const CardLoad&) const = default;
};

/// NVIDIA's management library (NVML), which the driver brings; opened at run time, so that nothing is linked to it. Knows nothing of
/// LibTorch. Every call may take milliseconds, the first one a second: not on a GUI thread.
class CardDriver {
public:
    static constexpr const char* kLibrary = "libnvidia-ml.so.1";

    /// Null: there is no such driver here, or it does not answer.
    [[nodiscard]] static std::unique_ptr<CardDriver> open(const std::string& library = kLibrary);
    virtual ~CardDriver() = default;
    /// Of every card of the machine, in the driver's order; one that does not answer is left out.
    [[nodiscard]] virtual std::vector<CardLoad> loads() const = 0;
};

} // namespace cpw
