// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/json_record.h"

#include "core/data/line_reader.h"
#include "core/data/row_reading.h"

#include <simdjson.h>

#include <algorithm>

namespace cpw::data {

// The parser with a document, not the one on demand: its kernel is chosen for the processor when the program runs.
static_assert(LineReader::kPadding >= simdjson::SIMDJSON_PADDING);

struct JsonRecord::State {
    using Element = simdjson::dom::element;

    struct Value {
        std::optional<Element> element;
        std::string number; ///< text of a number, made when it is asked for
    };

    std::vector<std::string> keys;
    std::vector<Value> values;
    simdjson::dom::parser parser;

    void take(simdjson::dom::object object) {
        for (const auto& [key, value] : object) {
            const auto known = std::find(keys.begin(), keys.end(), key);
            if (known == keys.end())
                continue;
            auto& target = values[static_cast<std::size_t>(known - keys.begin())];
            if (target.element || value.is_null())
                continue;
            target.element = value;
        }
    }
};

JsonRecord::JsonRecord(std::vector<std::string> keys) : m_state(std::make_unique<State>()) {
    m_state->values.resize(keys.size());
    m_state->keys = std::move(keys);
}
JsonRecord::~JsonRecord() = default;
JsonRecord::JsonRecord(JsonRecord&&) noexcept = default;

Result<void> JsonRecord::parse(std::string_view line) {
    for (auto& value : m_state->values)
        value.element.reset();
    simdjson::dom::element document;
    const auto error = m_state->parser.parse(line.data(), line.size(), false).get(document);
    if (error != simdjson::SUCCESS)
        return badInput("it is not JSON: {}", simdjson::error_message(error));
    if (!document.is_object())
        return badInput("it is no object, expected one such as {{\"user_id\": \"7\", \"rating\": 5}}");
    m_state->take(document);
    return {};
}

bool JsonRecord::has(std::size_t key) const {
    return m_state->values[key].element.has_value();
}

std::string_view JsonRecord::text(std::size_t key) const {
    auto& [element, number] = m_state->values[key];
    if (!element)
        return {};
    if (element->is_string())
        return std::string_view(*element);
    if (element->is_bool())
        return bool(*element) ? "true" : "false";
    if (!element->is_number())
        return {};
    number = element->is_int64() ? fmt::format("{}", std::int64_t(*element)) : fmt::format("{}", double(*element));
    return number;
}

std::optional<double> JsonRecord::number(std::size_t key) const {
    const auto& element = m_state->values[key].element;
    if (element && element->is_number())
        return double(*element);
    return numberFromText(text(key));
}

std::vector<std::string_view> JsonRecord::texts(std::size_t key) const {
    std::vector<std::string_view> found;
    simdjson::dom::array array;
    const auto& element = m_state->values[key].element;
    if (!element || element->get(array) != simdjson::SUCCESS)
        return found;
    simdjson::dom::array first;
    if (array.at(0).get(first) == simdjson::SUCCESS)
        array = first;
    for (const auto item : array)
        if (std::string_view text; item.get(text) == simdjson::SUCCESS)
            found.push_back(text);
    return found;
}

std::vector<std::string_view> JsonRecord::texts(std::size_t key, std::string_view inner) const {
    std::vector<std::string_view> found;
    simdjson::dom::array array;
    const auto& element = m_state->values[key].element;
    if (!element || element->get(array) != simdjson::SUCCESS)
        return found;
    for (const auto item : array)
        if (std::string_view text; item[inner].get(text) == simdjson::SUCCESS)
            found.push_back(text);
    return found;
}

std::vector<std::pair<std::string_view, double>> JsonRecord::numbers(std::size_t key) const {
    std::vector<std::pair<std::string_view, double>> found;
    simdjson::dom::object object;
    const auto& element = m_state->values[key].element;
    if (!element || element->get(object) != simdjson::SUCCESS)
        return found;
    for (const auto& [name, value] : object)
        if (double number = 0; value.get(number) == simdjson::SUCCESS)
            found.emplace_back(name, number);
    return found;
}

} // namespace cpw::data
