// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/mlflow_files.h"

#include "core/base/exact_number.h"
#include "core/base/file_io.h"
#include "core/data/delimited_reader.h"
#include "core/exchange/metric_number.h"
#include "core/exchange/mlflow_run.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>
#include <vector>

namespace cpw::exchange {
namespace fs = std::filesystem;
namespace {

constexpr const char* kMeta = "meta.yaml";

/// 'it''s' and "a \"b\"" as texts; anything else as it stands.
std::string unquoted(std::string_view text) {
    if (text.size() < 2 || (text.front() != '\'' && text.front() != '"') || text.back() != text.front())
        return std::string(text);
    const char quote = text.front();
    std::string plain;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        const bool isEscape = (quote == '\'' && text[i] == '\'' && text[i + 1] == '\'') || (quote == '"' && text[i] == '\\');
        if (isEscape && i + 2 < text.size())
            ++i;
        plain += text[i];
    }
    return plain;
}

/// The "key: value" lines of a meta.yaml; MLflow writes no other form there but empty lists. "null" is empty.
Result<std::map<std::string, std::string>> readMeta(const fs::path& file) {
    CPW_TRY(text, readText(file));
    std::map<std::string, std::string> values;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        const auto colon = line.find(": ");
        if (colon == std::string::npos || line.front() == ' ' || line.front() == '#')
            continue;
        const auto value = unquoted(std::string_view(line).substr(colon + 2));
        values[line.substr(0, colon)] = value == "null" ? std::string() : value;
    }
    return values;
}

std::string valueOr(const std::map<std::string, std::string>& values, const char* key) {
    const auto found = values.find(key);
    return found == values.end() ? std::string() : found->second;
}

std::int64_t wholeNumber(const std::string& text) {
    return exactNumber<std::int64_t>(text).value_or(0);
}

/// Every file below a folder by its name with "/" ("val/auc"), as MLflow stores keys.
Result<std::vector<std::pair<std::string, fs::path>>> keysBelow(const fs::path& folder) {
    std::vector<std::pair<std::string, fs::path>> keys;
    std::error_code code;
    if (!fs::is_directory(folder, code))
        return keys;
    fs::recursive_directory_iterator entries(folder, code);
    for (const fs::recursive_directory_iterator end; !code && entries != end; entries.increment(code))
        if (entries->is_regular_file(code))
            keys.emplace_back(entries->path().lexically_relative(folder).generic_string(), entries->path());
    if (code)
        return tl::unexpected(systemError("read", folder, code));
    std::sort(keys.begin(), keys.end());
    return keys;
}

Result<std::map<std::string, std::string>> readValues(const fs::path& folder) {
    CPW_TRY(keys, keysBelow(folder));
    std::map<std::string, std::string> values;
    for (const auto& [key, file] : keys) {
        CPW_TRY(text, readText(file));
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
            text.pop_back();
        values[key] = data::isUtf8(text) ? text : data::latin1ToUtf8(text);
    }
    return values;
}

/// "1700000000123 0.693 20": time in milliseconds, value and step (0 in the oldest files); newer ones add columns.
Result<void> readMetric(const std::string& key, const fs::path& file, MlflowRun& run) {
    CPW_TRY(text, readText(file));
    std::istringstream lines(text);
    std::uint64_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        std::istringstream words(line);
        std::string time, value, step;
        if (!(words >> time))
            continue;
        words >> value >> step;
        const auto parsed = metricNumber(value);
        if (!parsed)
            return badInput("line {} of {} holds \"{}\", expected a time, a value and a step, such as \"1700000000123 0.693 20\"; repair the line "
                            "or remove it",
                            number, file.string(), line);
        addPoint(run, key, wholeNumber(step), *parsed, wholeNumber(time));
    }
    return {};
}

bool isRun(const fs::path& folder) {
    std::error_code code;
    return fs::is_regular_file(folder / kMeta, code) && (fs::is_directory(folder / "metrics", code) || fs::is_directory(folder / "params", code));
}

/// At most `most` runs; looking ends there.
std::vector<fs::path> runsBelow(const fs::path& root, std::size_t most = std::numeric_limits<std::size_t>::max()) {
    std::vector<fs::path> runs;
    std::error_code code;
    if (isRun(root))
        return {root};
    constexpr int kDeepest = 2; // mlruns/experiment/run, and the folder that mlruns is in
    fs::recursive_directory_iterator entries(root, fs::directory_options::skip_permission_denied, code);
    for (const fs::recursive_directory_iterator end; !code && entries != end && runs.size() < most; entries.increment(code)) {
        if (!entries->is_directory(code))
            continue;
        const bool isFound = isRun(entries->path());
        if (isFound)
            runs.push_back(entries->path());
        if (isFound || entries.depth() >= kDeepest || entries->path().filename() == ".trash")
            entries.disable_recursion_pending();
    }
    std::sort(runs.begin(), runs.end());
    return runs;
}

Result<MlflowRun> readRun(const fs::path& folder, const std::map<std::string, std::string>& meta) {
    MlflowRun run;
    run.id = valueOr(meta, "run_id");
    if (run.id.empty())
        run.id = valueOr(meta, "run_uuid");
    if (run.id.empty())
        run.id = folder.filename().string();
    run.name = valueOr(meta, "run_name");
    run.status = valueOr(meta, "status");
    run.startMilliseconds = wholeNumber(valueOr(meta, "start_time"));
    run.endMilliseconds = wholeNumber(valueOr(meta, "end_time"));
    const auto experiment = folder.parent_path() / kMeta;
    std::error_code code;
    if (fs::is_regular_file(experiment, code)) {
        CPW_TRY(facts, readMeta(experiment));
        run.experiment = valueOr(facts, "name");
    }
    CPW_TRY(params, readValues(folder / "params"));
    CPW_TRY(tags, readValues(folder / "tags"));
    run.params = std::move(params);
    run.tags = std::move(tags);
    CPW_TRY(metrics, keysBelow(folder / "metrics"));
    for (const auto& [key, file] : metrics)
        CPW_TRY_VOID(readMetric(key, file, run));
    return run;
}

} // namespace

bool isMlflowFolder(const fs::path& folder) {
    std::error_code code;
    return fs::is_directory(folder, code) && !runsBelow(folder, 1).empty();
}

Result<void> readMlflowFolder(const fs::path& given, ImportSink& sink) {
    const auto root = canonicalPath(given);
    const auto folders = runsBelow(root);
    if (folders.empty())
        return badInput("{} holds no runs of MLflow: no folder in it has a meta.yaml with params or metrics; choose the folder \"mlruns\"", given.string());
    std::size_t done = 0, deleted = 0;
    for (const auto& folder : folders) {
        CPW_TRY_VOID(sink.progress(folder.filename().string(), static_cast<double>(done++) / static_cast<double>(folders.size())));
        CPW_TRY(meta, readMeta(folder / kMeta));
        if (valueOr(meta, "lifecycle_stage") == "deleted") {
            ++deleted;
            continue;
        }
        CPW_TRY(run, readRun(folder, meta));
        CPW_TRY_VOID(sink.take(foreignRun(std::move(run), folder.string())));
    }
    if (deleted > 0)
        sink.notes.push_back(fmt::format("{} deleted {} left out", deleted, deleted == 1 ? "run was" : "runs were"));
    return {};
}

} // namespace cpw::exchange
