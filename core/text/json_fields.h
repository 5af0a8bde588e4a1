// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>

/// Reading Hugging Face's JSON files: every refusal names the file, the field and what it holds.
namespace cpw::text {

using Json = nlohmann::json;

[[nodiscard]] Result<Json> readJsonObject(const std::filesystem::path& path);
/// true or false at `key`; `fallback` when absent or null.
[[nodiscard]] Result<bool> flagAt(const Json& json, const char* key, bool fallback, const std::string& file);
/// The member `key`; null when there is none or `json` is no object. Refers into `json`.
[[nodiscard]] const Json& memberOf(const Json& json, const char* key);
/// The text at `key`; empty when there is none.
[[nodiscard]] std::string textAt(const Json& json, const char* key);
/// A value for an error message, cut to a readable length.
[[nodiscard]] std::string shown(const Json& json);

} // namespace cpw::text
