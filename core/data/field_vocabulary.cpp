// SPDX-License-Identifier: GPL-3.0-or-later
// FieldVocabulary of field_encoder.h.
#include "core/data/field_encoder.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"
#include "core/data/column_fitting.h"
#include "core/data/row_reading.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>

namespace cpw::data {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kVocabularyFormat = "clickprompt field vocabulary";
constexpr int kVersionOfCategories = 1; // an older program reads it
constexpr int kVocabularyVersion = 2;   // numbers and lists

/// Texts of the values by local id from 1 on.
ValueDictionary valuesOf(const EncodedDataset& dataset, std::size_t field) {
    const auto& encoded = dataset.fields[field];
    ValueDictionary values;
    if (encoded.coding.kind == FieldKind::Number)
        return values;
    std::vector<std::string_view> texts(static_cast<std::size_t>(encoded.size)); // by local id
    if (const auto* lists = dataset.listsOf(field)) {
        texts.assign(lists->values.begin(), lists->values.end());
    } else {
        const auto& column = dataset.table->columns[field];
        for (std::size_t code = 0; code < column.values.size(); ++code)
            texts[static_cast<std::size_t>(dataset.codeIds[field][code])] = column.values[code];
    }
    for (std::size_t local = 1; local < texts.size(); ++local)
        values.add(texts[local]);
    return values;
}

Json toJson(const EncodedField& field, const ValueDictionary& dictionary) {
    Json json = {{"name", field.name}};
    if (field.coding.kind == FieldKind::Number) {
        json["edges"] = field.coding.buckets.edges();
        json["text"] = enumId(field.coding.numberText);
        return json;
    }
    if (field.coding.kind == FieldKind::List) {
        json["separator"] = field.coding.list.separator;
        json["maximum"] = field.coding.list.maximum;
        json["pooling"] = enumId(field.coding.pooling);
    }
    json["values"] = Json::array();
    for (std::size_t code = 0; code < dictionary.size(); ++code)
        json["values"].push_back(dictionary[code]);
    return json;
}

/// Fails with what is wrong, without the file.
Result<FieldCoding> codingFrom(const Json& field) {
    FieldCoding coding;
    const auto name = quotedValue(field.at("name").get<std::string>());
    if (field.contains("edges")) {
        const auto edges = field.at("edges").get<std::vector<double>>();
        const bool isRising = std::adjacent_find(edges.begin(), edges.end(), std::greater_equal<>()) == edges.end();
        const auto text = enumFromId<spec::NumberText>(field.at("text").get<std::string>());
        if (!isRising || !text)
            return badInput("has edges of {} that do not rise, or an unknown form of its text", name);
        coding = {FieldKind::Number, NumberBuckets(edges), *text, {}, {}};
    } else if (field.contains("separator")) {
        coding = {FieldKind::List, {}, {}, {field.at("separator"), field.at("maximum")}, {}};
        const auto pooling = enumFromId<spec::Pooling>(field.at("pooling").get<std::string>());
        if (!pooling || coding.list.separator.empty() || coding.list.maximum < 0)
            return badInput("has an unknown pooling, an empty separator or a negative maximum for {}", name);
        coding.pooling = *pooling;
    }
    return coding;
}

} // namespace

FieldVocabulary FieldVocabulary::fromDataset(const EncodedDataset& dataset) {
    FieldVocabulary vocabulary;
    for (std::size_t field = 0; field < dataset.fieldCount(); ++field)
        vocabulary.addField(dataset.fields[field].name, valuesOf(dataset, field), dataset.fields[field].coding);
    return vocabulary;
}

void FieldVocabulary::addField(std::string name, ValueDictionary values, FieldCoding coding) {
    const auto offset = m_fields.empty() ? 0 : m_fields.back().offset + m_fields.back().size;
    const auto size = coding.kind == FieldKind::Number ? coding.buckets.size() : static_cast<std::int32_t>(values.size()) + 1;
    m_fields.push_back({std::move(name), size, offset, std::move(coding)});
    m_values.push_back(std::move(values));
}

std::int32_t FieldVocabulary::encodeValue(std::size_t field, std::string_view value) const {
    expects(field < m_values.size(), "field {} of {}", field, m_values.size());
    switch (m_fields[field].coding.kind) {
    case FieldKind::Category:
        return m_values[field].find(value) + 1;
    case FieldKind::Number:
        return m_fields[field].coding.buckets.localId(value);
    case FieldKind::List:
        return encodeList(field, value).front();
    }
    return 0;
}

std::vector<std::int32_t> FieldVocabulary::encodeList(std::size_t field, std::string_view text) const {
    expects(field < m_values.size(), "field {} of {}", field, m_values.size());
    if (m_fields[field].coding.kind != FieldKind::List)
        return {encodeValue(field, text)};
    std::vector<std::int32_t> ids, list;
    for (const auto value : m_fields[field].coding.list.split(text))
        ids.push_back(m_values[field].find(value) + 1);
    appendKnownOnce(ids, list);
    return list;
}

std::string FieldVocabulary::wordedText(std::size_t field, std::string_view text) const {
    const auto& coding = m_fields[field].coding;
    if (coding.kind == FieldKind::List)
        return coding.list.joined(text);
    return coding.numberText == spec::NumberText::Bucket ? coding.buckets.words(coding.buckets.localId(text)) : std::string(text);
}

std::string FieldVocabulary::valueText(std::size_t field, std::int32_t localId) const {
    expects(field < m_values.size() && localId >= 0 && localId < m_fields[field].size, "local id {} of field {}", localId, field);
    if (m_fields[field].coding.kind == FieldKind::Number)
        return m_fields[field].coding.buckets.words(localId);
    return localId == 0 ? std::string() : std::string(m_values[field][static_cast<std::size_t>(localId - 1)]);
}

Result<void> FieldVocabulary::save(const std::filesystem::path& path) const {
    const bool isPlain =
        std::ranges::all_of(m_fields, [](const EncodedField& f) { return f.coding.kind == FieldKind::Category; });
    Json json = {{"format", kVocabularyFormat},
                 {"version", isPlain ? kVersionOfCategories : kVocabularyVersion},
                 {"fields", Json::array()}};
    for (std::size_t field = 0; field < m_fields.size(); ++field)
        json["fields"].push_back(toJson(m_fields[field], m_values[field]));
    return writeTextAtomically(path, json.dump(1) + '\n');
}

Result<FieldVocabulary> FieldVocabulary::load(const std::filesystem::path& path) {
    CPW_TRY(text, readText(path));
    const auto name = path.filename().string();
    try {
        const auto json = Json::parse(text);
        if (json.at("format") != kVocabularyFormat)
            return badInput("{} is not a field vocabulary, expected the format \"{}\"", name, kVocabularyFormat);
        if (json.at("version") != kVersionOfCategories && json.at("version") != kVocabularyVersion)
            return badInput("{} has version {}, expected {} or {}; export the model again", name, json.at("version").dump(),
                            kVersionOfCategories, kVocabularyVersion);
        FieldVocabulary vocabulary;
        for (const auto& field : json.at("fields")) {
            auto coding = codingFrom(field);
            if (!coding)
                return withContext(std::move(coding.error()), name);
            ValueDictionary values;
            if (coding->kind != FieldKind::Number) {
                for (const auto& value : field.at("values"))
                    values.add(value.get_ref<const std::string&>());
                if (values.size() != field.at("values").size())
                    return badInput("{} names a value of {} twice, expected each once", name,
                                    quotedValue(field.at("name").get<std::string>()));
            }
            vocabulary.addField(field.at("name").get<std::string>(), std::move(values), std::move(*coding));
        }
        return vocabulary;
    } catch (const nlohmann::json::exception& error) {
        auto failure = badInput("{} is damaged or not a field vocabulary; export the model again", name);
        failure.value().details = error.what();
        return failure;
    }
}

} // namespace cpw::data
