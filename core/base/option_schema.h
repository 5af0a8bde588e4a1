// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Options are plain aggregates with one `describe(visitor, options)` each. JSON, validation, command line, forms, storage and
// documentation are visitors over it, so a new option is written once:
//
//     template <class Visitor> void describe(Visitor& visit, DcnV2Options& o) {
//         visit(o.crossLayers, {.key = "cross_layers", .title = "Cross layers", .help = "...", .minimum = 1, .maximum = 16});
//     }

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace cpw {

/// When a changed value takes effect in a running job.
enum class Effect { Now, NextStep, NextEpoch, NewStart };

/// Specialise for each enumeration used in options: `static constexpr std::pair<E, const char*> kNames[] = {...}`.
template <class E>
struct EnumNames;

template <class E>
[[nodiscard]] constexpr const char* enumId(E value) {
    for (const auto& [candidate, name] : EnumNames<E>::kNames)
        if (candidate == value)
            return name;
    return "";
}

template <class E>
[[nodiscard]] std::optional<E> enumFromId(std::string_view id) {
    for (const auto& [candidate, name] : EnumNames<E>::kNames)
        if (id == name)
            return candidate;
    return std::nullopt;
}

/// What `describe` says of one option.
struct OptionInfo {
    const char* key = "";   ///< snake_case, stable: the name in JSON, on the command line and in the store
    const char* title = ""; ///< label of the form
    const char* help = "";  ///< one line
    std::optional<double> minimum = std::nullopt;
    std::optional<double> maximum = std::nullopt;
    bool isLogarithmic = false; ///< steps of the form multiply
    const char* unit = "";
    Effect effect = Effect::NewStart;
};

using OptionValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::int64_t>, std::vector<double>,
                                 std::vector<std::string>>;
/// Sorted by key, so that equal options have equal text.
using OptionValues = std::map<std::string, OptionValue>;

/// One option as a form or a document needs it.
struct OptionSchema {
    std::string key;
    std::string title;
    std::string help;
    OptionValue fallback; ///< the default
    std::optional<double> minimum;
    std::optional<double> maximum;
    bool isLogarithmic = false;
    std::string unit;
    Effect effect = Effect::NewStart;
    std::vector<std::string> choices; ///< ids, for enumerations
};

/// One thing wrong with a spec. An error blocks the start, a warning does not.
struct Problem {
    std::string path; ///< dotted, as in --set: "stages.0.optimizer.learning_rate_plm"
    std::string message;
    std::string fix; ///< what to do; may be empty
    bool isError = true;
};

[[nodiscard]] std::string toText(const OptionValue& value);
/// "a whole number", "true or false" ...: the expected kind of a value, for messages.
[[nodiscard]] const char* kindOf(const OptionValue& value);
/// The range as text, for messages: "between 1 and 512".
[[nodiscard]] std::string rangeText(const OptionInfo& info);

namespace detail {

template <class T>
OptionValue toOptionValue(const T& value) {
    if constexpr (std::is_enum_v<T>)
        return std::string(enumId(value));
    else if constexpr (std::is_same_v<T, bool>)
        return value;
    else if constexpr (std::is_integral_v<T>)
        return static_cast<std::int64_t>(value);
    else if constexpr (std::is_floating_point_v<T>)
        return static_cast<double>(value);
    else
        return value;
}

template <class T>
inline constexpr bool isList = std::is_same_v<T, std::vector<std::int64_t>> || std::is_same_v<T, std::vector<double>> ||
                               std::is_same_v<T, std::vector<std::string>>;
[[nodiscard]] bool isEmptyList(const OptionValue& value);

/// The problem of a number out of its range, or nothing.
[[nodiscard]] std::optional<std::string> rangeProblem(double value, const OptionInfo& info);

} // namespace detail

/// Writes flat options (no groups) as values.
class OptionsWriter {
public:
    template <class T>
    void operator()(const T& value, const OptionInfo& info) {
        values[info.key] = detail::toOptionValue(value);
    }
    OptionValues values;
};

/// Reads flat options from values; collects every problem instead of stopping at the first.
class OptionsReader {
public:
    OptionsReader(const OptionValues& values, std::string path) : m_values(values), m_path(std::move(path)) {}

    template <class T>
    void operator()(T& target, const OptionInfo& info) {
        m_known.push_back(info.key);
        const auto found = m_values.find(info.key);
        if (found != m_values.end())
            read(target, found->second, info);
    }

    /// Call after describe: unknown keys are errors.
    void finish();
    std::vector<Problem> problems;

private:
    template <class T>
    void read(T& target, const OptionValue& value, const OptionInfo& info) {
        if constexpr (std::is_enum_v<T>) {
            const auto* text = std::get_if<std::string>(&value);
            const auto parsed = text ? enumFromId<T>(*text) : std::nullopt;
            if (!parsed)
                return addProblem(info, "is " + toText(value) + ", expected one of " + choicesText<T>());
            target = *parsed;
        } else if constexpr (std::is_floating_point_v<T>) {
            const auto* whole = std::get_if<std::int64_t>(&value);
            const auto* number = std::get_if<double>(&value);
            if (!whole && !number)
                return addProblem(info, "is " + toText(value) + ", expected a number");
            assignNumber(target, number ? *number : static_cast<double>(*whole), info);
        } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
            const auto* whole = std::get_if<std::int64_t>(&value);
            if (!whole)
                return addProblem(info, "is " + toText(value) + ", expected a whole number");
            assignNumber(target, *whole, info);
        } else if (const auto* same = std::get_if<T>(&value)) {
            target = *same;
        } else if (detail::isList<T> && detail::isEmptyList(value)) { // JSON's [] has no kind
            target = T();
        } else if constexpr (std::is_same_v<T, std::vector<double>>) {
            const auto* wholes = std::get_if<std::vector<std::int64_t>>(&value);
            if (!wholes)
                return addProblem(info, "is " + toText(value) + ", expected a list of numbers");
            target.assign(wholes->begin(), wholes->end());
        } else {
            addProblem(info, "is " + toText(value) + ", expected " + kindOf(detail::toOptionValue(T{})));
        }
    }

    template <class T, class Number>
    void assignNumber(T& target, Number value, const OptionInfo& info) {
        if (const auto problem = detail::rangeProblem(static_cast<double>(value), info))
            return addProblem(info, *problem);
        if constexpr (std::is_integral_v<T> && std::is_integral_v<Number>)
            if (!std::in_range<T>(value))
                return addProblem(info, fmt::format("is {}, expected between {} and {}", value, std::numeric_limits<T>::min(),
                                                    std::numeric_limits<T>::max()));
        target = static_cast<T>(value);
    }

    template <class E>
    static std::string choicesText() {
        std::string text;
        for (const auto& [value, name] : EnumNames<E>::kNames)
            text += (text.empty() ? "" : ", ") + std::string(name);
        return text;
    }

    void addProblem(const OptionInfo& info, const std::string& what);
    [[nodiscard]] std::string pathOf(const std::string& key) const;

    const OptionValues& m_values;
    std::string m_path;
    std::vector<std::string> m_known;
};

/// Lists flat options with their defaults.
class SchemaCollector {
public:
    template <class T>
    void operator()(const T& value, const OptionInfo& info) {
        OptionSchema schema{info.key, info.title, info.help, detail::toOptionValue(value), info.minimum, info.maximum,
                            info.isLogarithmic, info.unit, info.effect, {}};
        if constexpr (std::is_enum_v<T>)
            for (const auto& [candidate, name] : EnumNames<T>::kNames)
                schema.choices.emplace_back(name);
        options.push_back(std::move(schema));
    }
    std::vector<OptionSchema> options;
};

template <class Options>
[[nodiscard]] OptionValues writeOptions(Options options) {
    OptionsWriter writer;
    describe(writer, options);
    return std::move(writer.values);
}

template <class Options>
[[nodiscard]] std::vector<OptionSchema> schemaOf(Options options = {}) {
    SchemaCollector collector;
    describe(collector, options);
    return std::move(collector.options);
}

/// Reads `values` over the defaults in `options`; returns every problem found, with paths below `path`.
template <class Options>
[[nodiscard]] std::vector<Problem> readOptions(const OptionValues& values, const std::string& path, Options& options) {
    OptionsReader reader(values, path);
    describe(reader, options);
    reader.finish();
    return std::move(reader.problems);
}

} // namespace cpw
