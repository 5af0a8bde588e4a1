// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cpw::api {

/// What kind of fix a failed run can be offered.
enum class FailureCause { Other, OutOfMemory, MissingFile, BadLoss, DiskFull };

/// From the sentence that a failed run ends with, as the file keeps nothing else of it.
[[nodiscard]] FailureCause failureCause(std::string_view error);
/// The step whose loss was no number; none when the sentence tells of something else.
[[nodiscard]] std::optional<std::int64_t> badLossStep(std::string_view error);

} // namespace cpw::api
