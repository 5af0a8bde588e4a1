// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/option_schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace cpw {

namespace {

std::string joined(const std::string& path, const std::string& key) {
    return path.empty() ? key : path + '.' + key;
}

} // namespace

std::string toText(const OptionValue& value) {
    return std::visit(
        [](const auto& v) -> std::string {
            using T = std::decay_t<decltype(v)>;
            if constexpr (std::is_same_v<T, bool>)
                return v ? "true" : "false";
            else if constexpr (std::is_same_v<T, std::string>)
                return '"' + v + '"';
            else if constexpr (std::is_arithmetic_v<T>)
                return fmt::format("{}", v);
            else
                return fmt::format("[{}]", fmt::join(v, ", "));
        },
        value);
}

const char* kindOf(const OptionValue& value) {
    static constexpr const char* kKinds[] = {"true or false",           "a whole number",    "a number",      "a text",
                                             "a list of whole numbers", "a list of numbers", "a list of texts"};
    return kKinds[value.index()];
}

std::string rangeText(const OptionInfo& info) {
    if (info.minimum && info.maximum)
        return fmt::format("between {} and {}", *info.minimum, *info.maximum);
    if (info.minimum)
        return fmt::format("at least {}", *info.minimum);
    if (info.maximum)
        return fmt::format("at most {}", *info.maximum);
    return "any number";
}

namespace detail {

bool isEmptyList(const OptionValue& value) {
    return std::visit(
        []<class T>(const T& v) {
            if constexpr (isList<T>)
                return v.empty();
            else
                return false;
        },
        value);
}

std::optional<std::string> rangeProblem(double value, const OptionInfo& info) {
    const bool isTooSmall = info.minimum && value < *info.minimum;
    const bool isTooLarge = info.maximum && value > *info.maximum;
    if (std::isfinite(value) && !isTooSmall && !isTooLarge)
        return std::nullopt;
    return fmt::format("is {}, expected {}", value, rangeText(info));
}

} // namespace detail

void OptionsReader::finish() {
    for (const auto& [key, value] : m_values) {
        if (std::find(m_known.begin(), m_known.end(), key) != m_known.end())
            continue;
        problems.push_back({joined(m_path, key), fmt::format("\"{}\" is not an option here; known: {}", key, fmt::join(m_known, ", ")),
                            "Remove it or correct its name.", true});
    }
}

void OptionsReader::addProblem(const OptionInfo& info, const std::string& what) {
    problems.push_back({joined(m_path, info.key), fmt::format("{} {}", info.key, what), {}, true});
}

} // namespace cpw
