// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/run_spec.h"
#include "core/base/result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cpw::api {

/// A value as JSON and back; integers stay integers.
[[nodiscard]] nlohmann::json toJson(const OptionValue& value);
[[nodiscard]] Result<OptionValue> optionFromJson(const nlohmann::json& json);
[[nodiscard]] nlohmann::json toJson(const OptionValues& values);

/// Complete, with every default written out; keys sorted.
[[nodiscard]] nlohmann::json toJson(const RunSpec& spec);
/// The data part alone, as above.
[[nodiscard]] nlohmann::json toJson(const spec::DataSpec& data);

/// On one line. Bytes that are not UTF-8 (a path in an old encoding) are replaced; dump() alone would throw.
[[nodiscard]] std::string jsonText(const nlohmann::json& json);

/// Reads over the defaults. Every problem is listed (unknown keys, wrong kinds, numbers out of range), none is dropped.
struct ParsedSpec {
    RunSpec spec;
    std::vector<Problem> problems;
};
[[nodiscard]] ParsedSpec specFromJson(const nlohmann::json& json);
/// The same for a file's text; a syntax error names line and column.
[[nodiscard]] Result<ParsedSpec> specFromText(std::string_view text);

/// Sets one option by its dotted path ("stages.0.optimizer.learning_rate_plm", "backbone.options.tower_width") from text as the
/// command line has it. JSON values are read as such, anything else is a text. Fails on a path that does not exist.
[[nodiscard]] Result<void> setByPath(nlohmann::json& spec, std::string_view path, std::string_view value);

/// Hash of what decides the numbers: all but name, device and threads. Values that equal their default are left out.
[[nodiscard]] std::string specHash(const RunSpec& spec);
/// Equal for runs that differ in nothing but seed, name, device and threads.
[[nodiscard]] std::string groupHash(const RunSpec& spec);
/// Equal for runs that differ in nothing but seed and name.
[[nodiscard]] std::string settingsHash(const RunSpec& spec);
/// Hash of what decides the result of stage `index` (0-based): data, model and the stages up to it. While these are all PA-MLM,
/// fusion and pooler do not count. Equal hashes mean that a finished stage can be reused.
[[nodiscard]] std::string stageHash(const RunSpec& spec, std::size_t index);

/// The spec, or its problems as one error where any of them is one.
[[nodiscard]] Result<RunSpec> checkedSpec(Result<ParsedSpec> parsed);

/// One line for people: "3 problems: stages.0.batch is 0, expected at least 1; ...".
[[nodiscard]] Error problemsError(const std::vector<Problem>& problems);
[[nodiscard]] bool hasErrors(const std::vector<Problem>& problems);

} // namespace cpw::api
