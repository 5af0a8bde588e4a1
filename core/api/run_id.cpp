// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_id.h"

#include <fmt/format.h>

#include <charconv>

namespace cpw::api {

std::string toText(RunId id) {
    return fmt::format("r-{:04}", id.value);
}

std::optional<RunId> runIdFromText(std::string_view text) {
    if (text.starts_with("r-"))
        text.remove_prefix(2);
    RunId id;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (code != std::errc{} || end != text.data() + text.size() || id.value <= 0)
        return std::nullopt;
    return id;
}

} // namespace cpw::api
