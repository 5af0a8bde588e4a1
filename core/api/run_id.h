// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cpw::api {

/// Number of a run in its file. Shown and typed as "r-0012" (or "12").
struct RunId {
    std::int64_t value = 0;
    auto operator<=>(const RunId&) const = default;
};

[[nodiscard]] std::string toText(RunId id);
[[nodiscard]] std::optional<RunId> runIdFromText(std::string_view text);

} // namespace cpw::api
