// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/json_fields.h"

#include "core/base/file_io.h"

namespace cpw::text {

Result<Json> readJsonObject(const std::filesystem::path& path) {
    CPW_TRY(text, readText(path));
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded() || !json.is_object())
        return badInput("{} is not a JSON object; expected a tokenizer file of Hugging Face", path.string());
    return json;
}

Result<bool> flagAt(const Json& json, const char* key, bool fallback, const std::string& file) {
    const Json& value = memberOf(json, key);
    if (value.is_null())
        return fallback;
    if (!value.is_boolean())
        return badInput("{}: {} is {}, expected true or false", file, key, shown(value));
    return value.get<bool>();
}

const Json& memberOf(const Json& json, const char* key) {
    static const Json kNull;
    const auto found = json.find(key);
    return found != json.end() ? *found : kNull;
}

std::string textAt(const Json& json, const char* key) {
    const Json& value = memberOf(json, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::string shown(const Json& json) {
    constexpr std::size_t kReadable = 80;
    // A copy of a large member only to cut it would be slow: containers show their size.
    if ((json.is_object() || json.is_array()) && json.size() > 8)
        return (json.is_object() ? "an object of " : "a list of ") + std::to_string(json.size()) + " members";
    const std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
    return text.size() <= kReadable ? text : text.substr(0, kReadable) + "...";
}

} // namespace cpw::text
