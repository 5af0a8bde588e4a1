// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/field_rules.h"

#include "core/data/row_reading.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace cpw::data {
namespace {

struct NamedField {
    std::string path; ///< "data.numeric.0"
    const std::string& field;
};

/// Both lists, in the order of the spec.
std::vector<NamedField> namedFields(const spec::DataSpec& spec) {
    std::vector<NamedField> named;
    for (std::size_t i = 0; i < spec.numeric.size(); ++i)
        named.push_back({fmt::format("data.numeric.{}", i), spec.numeric[i].field});
    for (std::size_t i = 0; i < spec.multiValue.size(); ++i)
        named.push_back({fmt::format("data.multi_value.{}", i), spec.multiValue[i].field});
    return named;
}

} // namespace

std::vector<Problem> checkFieldRules(const spec::DataSpec& spec) {
    std::vector<Problem> problems;
    const auto named = namedFields(spec);
    for (std::size_t i = 0; i < named.size(); ++i) {
        const auto path = named[i].path + ".field";
        if (named[i].field.empty())
            problems.push_back({path, "is empty, expected the name of a field", {}, true});
        for (std::size_t j = 0; j < i; ++j)
            if (named[j].field == named[i].field)
                problems.push_back({path,
                                    fmt::format("is {}, which {} has already, expected each field once in both lists together",
                                                quotedValue(named[i].field), named[j].path),
                                    "Remove one of the two.", true});
        if (!spec.fields.empty() && std::find(spec.fields.begin(), spec.fields.end(), named[i].field) == spec.fields.end())
            problems.push_back({path,
                                fmt::format("is {}, which data.fields does not name; it names: {}", quotedValue(named[i].field),
                                            fmt::join(spec.fields, ", ")),
                                {},
                                true});
    }
    for (std::size_t i = 0; i < spec.multiValue.size(); ++i)
        if (spec.multiValue[i].separator.empty())
            problems.push_back({fmt::format("data.multi_value.{}.separator", i),
                                "is empty, expected the text between two values, such as |",
                                {},
                                true});
    return problems;
}

Result<void> checkFieldColumns(const spec::DataSpec& spec, const Table& table) {
    CPW_TRY_VOID(checkProblems(checkFieldRules(spec)));
    for (const auto& [path, field] : namedFields(spec))
        if (!table.find(field))
            return badInput("{}.field is {}, which is no field of {}; known: {}", path, quotedValue(field), table.title,
                            fmt::join(table.columnNames(), ", "));
    return {};
}

FieldRule fieldRule(const spec::DataSpec& spec, std::string_view field) {
    FieldRule rule;
    for (std::size_t i = 0; i < spec.numeric.size(); ++i) {
        const auto& numeric = spec.numeric[i];
        if (numeric.field != field)
            continue;
        rule.coding.kind = FieldKind::Number;
        rule.coding.numberText = numeric.text;
        rule.numeric = &numeric;
        rule.path = fmt::format("data.numeric.{}", i);
    }
    for (std::size_t i = 0; i < spec.multiValue.size(); ++i) {
        const auto& multiValue = spec.multiValue[i];
        if (multiValue.field != field)
            continue;
        rule.coding.kind = FieldKind::List;
        rule.coding.list = {multiValue.separator, multiValue.maximum};
        rule.coding.pooling = multiValue.pooling;
        rule.path = fmt::format("data.multi_value.{}", i);
    }
    return rule;
}

} // namespace cpw::data
