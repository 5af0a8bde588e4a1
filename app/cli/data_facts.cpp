// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/data_facts.h"

#include "app/cli/table_printer.h"
#include "core/base/text_format.h"

#include <fmt/format.h>

#include <algorithm>

namespace cpw::cli {
namespace {

using nlohmann::json;

std::string codingText(const json& field) {
    const auto kind = field.value("kind", "category"); // facts of an older program have none
    if (kind == "number")
        return fmt::format("number, {} buckets", field.at("edges").size() + 1);
    if (kind == "list")
        return fmt::format("list, {:.2f} values on average", field.at("mean_length").get<double>());
    return kind;
}

std::string asText(const json& number) {
    return withThousands(number.get<std::int64_t>());
}

} // namespace

std::string dataFactsText(const std::string& name, const json& facts) {
    auto text = fmt::format("{} ({}): {} rows, {} features\n\n", name, facts.at("title").get<std::string>(), asText(facts.at("rows")),
                            asText(facts.at("features")));
    TextTable parts({{"part"}, {"rows", Align::Right}, {"positive rate", Align::Right}});
    for (const char* part : {"train", "valid", "test"}) {
        const auto& values = facts.at("parts").at(part);
        parts.add({part, asText(values.at("rows")), fmt::format("{:.4f}", values.at("positive_rate").get<double>())});
    }
    TextTable fields({{"field"}, {"kind"}, {"distinct values", Align::Right}, {"ids", Align::Right}, {"test rows with a known value", Align::Right}});
    for (const auto& field : facts.at("fields"))
        fields.add({field.at("name").get<std::string>(), codingText(field), asText(field.at("distinct_values")), asText(field.at("ids")),
                    fmt::format("{:.2f} %", field.at("test_coverage").get<double>() * 100)});
    text += parts.text() + '\n' + fields.text() + "\nFirst rows:\n";
    for (const auto& row : facts.at("first_rows")) {
        std::string line;
        for (const auto& field : facts.at("fields")) {
            const auto key = field.at("name").get<std::string>();
            line += (line.empty() ? "" : ", ") + key + " = " + row.at("values").at(key).get<std::string>();
        }
        text += fmt::format("  {}: {}\n", row.at("label").get<double>() > 0.5 ? "click   " : "no click", line);
    }
    for (const auto& note : facts.at("notes"))
        text += fmt::format("Note: {}\n", note.get<std::string>());
    return text;
}

} // namespace cpw::cli
