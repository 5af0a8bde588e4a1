// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/run_plan.h"

#include "core/api/spec_json.h"
#include "core/base/exact_number.h"

#include <algorithm>
#include <cmath>

namespace cpw::api {
namespace {

using nlohmann::json;

constexpr std::size_t kMostRuns = 1000;
constexpr std::size_t kMostValues = 100;

Result<std::uint64_t> parseSeed(std::string_view text, const std::string& whole) {
    const auto seed = exactNumber<std::uint64_t>(text);
    if (!seed)
        return fail(ErrorCode::Usage, "seeds \"{}\" is not a list of whole numbers; expected such as 1,2,3 or 1-5", whole);
    return *seed;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

std::optional<double> number(std::string_view text) {
    const auto value = exactNumber<double>(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

bool isWhole(double value) {
    return value == std::floor(value) && std::abs(value) < 1e15;
}

std::string shortText(double value) {
    return isWhole(value) ? fmt::format("{}", static_cast<std::int64_t>(value)) : fmt::format("{:.6g}", value);
}

/// "1e-5..1e-3 x5": ends, and how many values from one to the other.
Result<std::vector<std::string>> rangeValues(std::string_view text, std::size_t dots) {
    const auto times = text.rfind('x');
    const bool isCounted = times != std::string_view::npos && times > dots;
    const auto first = number(trimmed(text.substr(0, dots)));
    const auto last = number(trimmed(text.substr(dots + 2, isCounted ? times - dots - 2 : std::string_view::npos)));
    const auto count = isCounted ? number(trimmed(text.substr(times + 1))) : std::optional(last.value_or(0) - first.value_or(0) + 1);
    if (!first || !last)
        return fail(ErrorCode::Usage, "\"{}\" is not a range; expected such as 1..5 or 1e-5..1e-3 x5", text);
    if (!isCounted && (!isWhole(*first) || !isWhole(*last)))
        return fail(ErrorCode::Usage, "\"{}\" is a range of numbers that are not whole; say how many values, such as {} x5", text, text);
    if (!count || !isWhole(*count) || *count < 2 || *count > static_cast<double>(kMostValues) || *last <= *first)
        return fail(ErrorCode::Usage, "\"{}\" is not a rising range of 2 to {} values", text, kMostValues);
    const bool isGeometric = isCounted && *first > 0;
    std::vector<std::string> values;
    for (int i = 0; i < static_cast<int>(*count); ++i) {
        const double share = i / (*count - 1);
        values.push_back(shortText(isGeometric ? *first * std::pow(*last / *first, share) : *first + (*last - *first) * share));
    }
    return values;
}

/// A part of a path that tells people which option it is: "learning_rate_plm".
std::string lastKey(const std::string& path) {
    return path.substr(path.rfind('.') + 1);
}

void compare(const json& before, const json& after, const std::string& path, std::vector<SpecDifference>& found) {
    if (before == after)
        return;
    if (before.is_object() && after.is_object()) {
        auto keys = before;
        keys.update(after);
        for (const auto& [key, value] : keys.items())
            compare(before.value(key, json()), after.value(key, json()), path.empty() ? key : path + '.' + key, found);
        return;
    }
    const bool isListOfGroups = before.is_array() && after.is_array() && std::any_of(after.begin(), after.end(), [](const json& j) { return j.is_object(); });
    if (isListOfGroups) {
        for (std::size_t i = 0; i < std::max(before.size(), after.size()); ++i)
            compare(i < before.size() ? before[i] : json(), i < after.size() ? after[i] : json(), path + '.' + std::to_string(i), found);
        return;
    }
    const auto text = [](const json& value) { return value.is_null() ? std::string() : jsonText(value); };
    found.push_back({path, text(before), text(after)});
}

/// Null: there is none. `Json` is json or const json.
template <class Json>
Json* childOf(Json& group, const std::string& key) {
    if (!group.is_array()) {
        return group.is_object() && group.contains(key) ? &group[key] : nullptr;
    }
    const bool isIndex = !key.empty() && key.size() < 6 && key.find_first_not_of("0123456789") == std::string::npos;
    return isIndex && std::stoul(key) < group.size() ? &group[std::stoul(key)] : nullptr;
}

/// Null: the path does not exist. An empty path is the whole.
template <class Json>
Json* placeIn(Json& whole, const std::string& path) {
    Json* place = &whole;
    for (std::size_t begin = 0; place && begin < path.size();) {
        const auto end = std::min(path.find('.', begin), path.size());
        place = childOf(*place, path.substr(begin, end - begin));
        begin = end + 1;
    }
    return place;
}

std::string groupOf(const std::string& path) {
    const auto dot = path.rfind('.');
    return dot == std::string::npos ? std::string() : path.substr(0, dot);
}

bool isBelow(const std::string& path, const std::string& group) {
    return path.starts_with(group) && path.size() > group.size() && path[group.size()] == '.';
}

/// Groups with items that are on one side only and that `--set` can neither add nor remove, outermost ones only.
std::vector<std::string> groupsToSet(const std::vector<SpecDifference>& differences, const json& after) {
    std::vector<std::string> groups;
    for (const auto& difference : differences) {
        const auto* group = placeIn(after, groupOf(difference.path));
        const bool isNewItem = difference.before.empty() && group && group->is_array();
        if (difference.after.empty() || isNewItem)
            groups.push_back(groupOf(difference.path));
    }
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    const auto all = groups;
    std::erase_if(groups, [&](const std::string& group) {
        return std::any_of(all.begin(), all.end(), [&](const auto& outer) { return isBelow(group, outer); });
    });
    return groups;
}

/// In single quotes where a shell would read more than the text.
std::string quoted(const std::string& text) {
    const bool isPlain = !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=,+-%@") == std::string::npos;
    if (isPlain)
        return text;
    std::string safe("'");
    for (const char c : text)
        safe.append(c == '\'' ? std::string("'\\''") : std::string(1, c));
    return safe.append("'");
}

} // namespace

Result<std::vector<std::uint64_t>> parseSeeds(const std::string& text) {
    std::vector<std::uint64_t> seeds;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        const auto part = trimmed(std::string_view(text).substr(begin, end - begin));
        const auto dash = part.find('-');
        CPW_TRY(first, parseSeed(trimmed(part.substr(0, dash)), text));
        auto last = first;
        if (dash != std::string_view::npos) {
            CPW_TRY(parsed, parseSeed(trimmed(part.substr(dash + 1)), text));
            last = parsed;
        }
        if (last < first || last - first >= kMostRuns || seeds.size() + (last - first) >= kMostRuns)
            return fail(ErrorCode::Usage, "seeds \"{}\": {}-{} is not a rising range of at most {} seeds", text, first, last, kMostRuns);
        for (auto seed = first; seed <= last; ++seed)
            seeds.push_back(seed);
        begin = end + 1;
    }
    auto sorted = seeds;
    std::sort(sorted.begin(), sorted.end());
    if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end())
        return fail(ErrorCode::Usage, "seeds \"{}\" names {} twice; expected each seed once", text, *twice);
    return seeds;
}

std::string seedsText(const std::vector<std::uint64_t>& seeds) {
    std::string text;
    for (std::size_t i = 0; i < seeds.size();) {
        std::size_t last = i;
        while (last + 1 < seeds.size() && seeds[last + 1] == seeds[last] + 1)
            ++last;
        text += (text.empty() ? "" : ",") + std::to_string(seeds[i]);
        if (last > i)
            text += (last == i + 1 ? "," : "-") + std::to_string(seeds[last]);
        i = last + 1;
    }
    return text;
}

Result<std::vector<std::string>> parseSweepValues(const std::string& text) {
    std::vector<std::string> values;
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        const auto part = trimmed(std::string_view(text).substr(begin, end - begin));
        if (part.empty())
            return fail(ErrorCode::Usage, "\"{}\" has an empty value; expected such as 1e-4, 3e-4 or 1..5", text);
        if (const auto dots = part.find(".."); dots != std::string_view::npos) {
            CPW_TRY(range, rangeValues(part, dots));
            values.insert(values.end(), range.begin(), range.end());
        } else {
            values.emplace_back(part);
        }
        begin = end + 1;
    }
    if (values.size() > kMostValues)
        return fail(ErrorCode::Usage, "\"{}\" has {} values, expected at most {}", text, values.size(), kMostValues);
    auto sorted = values;
    std::sort(sorted.begin(), sorted.end());
    if (const auto twice = std::adjacent_find(sorted.begin(), sorted.end()); twice != sorted.end())
        return fail(ErrorCode::Usage, "\"{}\" names {} twice; expected each value once", text, *twice);
    return values;
}

Result<RunSpec> withValue(const RunSpec& spec, std::string_view path, std::string_view value) {
    auto source = toJson(spec);
    CPW_TRY_VOID(setByPath(source, path, value));
    auto read = specFromJson(source);
    for (const auto& problem : read.problems) // of this value; its place is known
        if (problem.isError && problem.path == path)
            return fail(ErrorCode::BadInput, "{}{}{}", problem.message, problem.fix.empty() ? "" : ". ", problem.fix);
    if (hasErrors(read.problems))
        return tl::unexpected(problemsError(read.problems));
    return std::move(read.spec);
}

Result<std::vector<RunSpec>> expandRuns(const RunSpec& base, const std::vector<SweepAxis>& axes, const std::vector<std::uint64_t>& seeds) {
    std::vector<RunSpec> combinations{base};
    for (const auto& axis : axes) {
        if (axis.values.empty())
            return fail(ErrorCode::Usage, "{} has no value to try", axis.path);
        if (combinations.size() * axis.values.size() * std::max<std::size_t>(1, seeds.size()) > kMostRuns)
            return fail(ErrorCode::Usage, "the values and seeds make more than {} runs; name fewer", kMostRuns);
        std::vector<RunSpec> next;
        for (const auto& spec : combinations)
            for (const auto& value : axis.values) {
                CPW_TRY(changed, withValue(spec, axis.path, value));
                changed.name += fmt::format("{}{}={}", changed.name.empty() ? "" : " ", lastKey(axis.path), value);
                next.push_back(std::move(changed));
            }
        combinations = std::move(next);
    }
    if (seeds.empty())
        return combinations;
    std::vector<RunSpec> runs;
    for (const auto seed : seeds)
        for (const auto& spec : combinations) {
            runs.push_back(spec);
            runs.back().seed = seed;
        }
    return runs;
}

std::vector<SpecDifference> differences(const RunSpec& before, const RunSpec& after) {
    std::vector<SpecDifference> found;
    compare(toJson(before), toJson(after), {}, found);
    return found;
}

Result<RunSpec> withValueFrom(const RunSpec& spec, const RunSpec& base, const std::string& path) {
    auto changed = toJson(spec);
    const auto source = toJson(base);
    const auto key = lastKey(path);
    const auto* from = placeIn(source, groupOf(path));
    auto* group = placeIn(changed, groupOf(path));
    const auto* value = from ? childOf(*from, key) : nullptr;
    const bool isThere = group && childOf(*group, key);
    if (!group || (!value && !isThere))
        return fail(ErrorCode::Usage, "there is no \"{}\" in either spec", path);
    if (!value && group->is_array())
        group->erase(std::stoul(key));
    else if (!value)
        group->erase(key);
    else if (!group->is_array())
        (*group)[key] = *value;
    else if (isThere)
        (*group)[std::stoul(key)] = *value;
    else
        group->push_back(*value);
    return checkedSpec(specFromJson(changed));
}

std::string commandLine(const std::string& presetId, const std::string& armId, const RunSpec& base, const RunSpec& spec,
                        const std::string& seeds) {
    auto line = fmt::format("clickprompt train {} --arm {}", quoted(presetId), quoted(armId));
    const auto found = differences(base, spec);
    const auto after = toJson(spec);
    const auto groups = groupsToSet(found, after);
    std::vector<std::string> done;
    for (const auto& difference : found) {
        const auto group = std::find_if(groups.begin(), groups.end(),
                                        [&](const auto& candidate) { return isBelow(difference.path, candidate); });
        const auto& path = group == groups.end() ? difference.path : *group;
        if (path == "name" || path == "seed" || std::find(done.begin(), done.end(), path) != done.end())
            continue;
        done.push_back(path);
        const auto* value = placeIn(after, path);
        const auto text = value ? jsonText(*value) : difference.after; // a key with a dot is no path
        line += " --set " + quoted(path + '=' + (value && value->is_string() ? value->get<std::string>() : text));
    }
    return line + " --seeds " + quoted(seeds.empty() ? std::to_string(spec.seed) : seeds);
}

} // namespace cpw::api
