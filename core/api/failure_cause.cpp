// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/failure_cause.h"

#include <charconv>

namespace cpw::api {
namespace {

constexpr std::string_view kBadLoss = "the loss of step ";

struct CauseWords {
    std::string_view words;
    FailureCause cause;
};

// Words of this program, of the C library and of LibTorch; the first that is found decides.
constexpr CauseWords kWords[] = {
    {kBadLoss, FailureCause::BadLoss},
    {"out of memory", FailureCause::OutOfMemory},
    {"can't allocate memory", FailureCause::OutOfMemory},
    {"Cannot allocate memory", FailureCause::OutOfMemory},
    {"std::bad_alloc", FailureCause::OutOfMemory},
    {"No space left on device", FailureCause::DiskFull},
    {"Disk quota exceeded", FailureCause::DiskFull},
    {"No such file or directory", FailureCause::MissingFile},
    {"does not exist", FailureCause::MissingFile},
    {" is not there", FailureCause::MissingFile},
};

} // namespace

FailureCause failureCause(std::string_view error) {
    for (const auto& [words, cause] : kWords)
        if (error.find(words) != std::string_view::npos)
            return cause;
    return FailureCause::Other;
}

std::optional<std::int64_t> badLossStep(std::string_view error) {
    const auto place = error.find(kBadLoss);
    if (place == std::string_view::npos)
        return std::nullopt;
    const auto* begin = error.data() + place + kBadLoss.size();
    std::int64_t step = 0;
    const auto [end, code] = std::from_chars(begin, error.data() + error.size(), step);
    return code == std::errc{} ? std::optional(step) : std::nullopt;
}

} // namespace cpw::api
