// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_id.h"

#include "core/base/exact_number.h"

#include <fmt/format.h>

namespace cpw::api {

std::string toText(RunId id) {
    return fmt::format("r-{:04}", id.value);
}

std::optional<RunId> runIdFromText(std::string_view text) {
    if (text.starts_with("r-"))
        text.remove_prefix(2);
    const auto value = exactNumber<std::int64_t>(text);
    return value && *value > 0 ? std::optional(RunId{*value}) : std::nullopt;
}

} // namespace cpw::api
