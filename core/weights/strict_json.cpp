// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/strict_json.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace cpw::weights {

using nlohmann::json;

Result<json> parseStrictObject(std::string_view text, std::string_view what) {
    constexpr std::size_t kDeepest = 8;
    std::vector<std::set<std::string>> keys;
    std::string repeated;
    std::size_t depth = 0, deepest = 0;
    const auto watch = [&](int, json::parse_event_t event, json& parsed) {
        using Event = json::parse_event_t;
        if (event == Event::object_start || event == Event::array_start)
            deepest = std::max(deepest, ++depth);
        if (event == Event::object_end || event == Event::array_end)
            --depth;
        if (event == Event::object_start)
            keys.emplace_back();
        else if (event == Event::object_end)
            keys.pop_back();
        else if (event == Event::key && !keys.back().insert(parsed.get<std::string>()).second)
            repeated = parsed.get<std::string>();
        return true;
    };
    auto document = json::parse(text.begin(), text.end(), watch, /*allow_exceptions=*/false);
    if (!document.is_object())
        return badInput("{} is not a JSON object; the file is damaged or of another kind", what);
    if (!repeated.empty())
        return badInput("{} names \"{}\" twice; write the file again", what, repeated);
    if (deepest > kDeepest)
        return badInput("{} is nested {} deep, expected at most {}; the file is damaged or of another kind", what, deepest, kDeepest);
    return document;
}

std::string shortText(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace).substr(0, 120);
}

} // namespace cpw::weights
