// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/field_encoder.h"

#include "core/base/expects.h"
#include "core/base/file_io.h"
#include "core/base/hash.h"
#include "core/data/row_reading.h"

#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>

namespace cpw::data {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kVocabularyFormat = "clickprompt field vocabulary";
constexpr int kVocabularyVersion = 1;

std::vector<std::string> wantedFields(const Table& table, const spec::DataSpec& spec) {
    if (!spec.fields.empty())
        return spec.fields;
    auto names = table.columnNames();
    std::erase(names, spec.split.orderColumn);
    return names;
}

/// The table with the wanted columns only; the same one when it has them already.
Result<std::shared_ptr<const Table>> selectColumns(std::shared_ptr<const Table> table, const spec::DataSpec& spec) {
    const auto names = wantedFields(*table, spec);
    if (names.empty())
        return badInput("{} has no column to use as a field; set data.fields", table->title);
    std::vector<Column> columns;
    for (auto name = names.begin(); name != names.end(); ++name) {
        const auto* column = table->find(*name);
        if (!column)
            return badInput("data.fields names {}, which is no column of {}; known: {}", quotedValue(*name), table->title,
                            fmt::join(table->columnNames(), ", "));
        if (std::find(names.begin(), name, *name) != name)
            return badInput("data.fields names {} twice, expected each field once", quotedValue(*name));
        columns.push_back(*column);
    }
    if (names == table->columnNames())
        return table;
    auto selected = std::make_shared<Table>(*table);
    selected->columns = std::move(columns);
    return selected;
}

/// Local id of each code of a column, and how many ids there are.
struct ColumnIds {
    std::vector<std::int32_t> localIds;
    std::int32_t size = 1;
};

ColumnIds fitColumn(const Column& column, std::span<const std::uint32_t> trainRows, int minimumCount) {
    const auto codes = column.codes.span();
    std::vector<std::uint32_t> counts(column.values.size());
    for (const auto row : trainRows)
        ++counts[static_cast<std::size_t>(codes[row])];
    ColumnIds ids;
    ids.localIds.resize(column.values.size());
    for (const auto row : trainRows) {
        const auto code = static_cast<std::size_t>(codes[row]);
        if (ids.localIds[code] == 0 && counts[code] >= static_cast<std::uint32_t>(std::max(minimumCount, 1)))
            ids.localIds[code] = ids.size++;
    }
    return ids;
}

std::string encodedFingerprint(const EncodedDataset& dataset, int minimumCount) {
    auto hash = hash64(dataset.table->fingerprint, hash64("encoded 1"));
    for (const auto& field : dataset.fields) {
        hash = hash64(field.name, hash);
        hash = hash64(&field.size, sizeof field.size, hash);
    }
    for (const auto* part : {&dataset.split.train, &dataset.split.valid, &dataset.split.test}) {
        hash = hash64(part->data(), part->size() * sizeof(std::uint32_t), hash);
        const auto rows = static_cast<std::uint64_t>(part->size());
        hash = hash64(&rows, sizeof rows, hash);
    }
    return hashText(hash64(&minimumCount, sizeof minimumCount, hash));
}

} // namespace

Result<std::shared_ptr<const EncodedDataset>> encodeDataset(std::shared_ptr<const Table> table, const spec::DataSpec& spec) {
    // Before columns are left out: the split may need one that is no field.
    CPW_TRY(split, makeSplit(*table, spec.split));
    CPW_TRY(selected, selectColumns(std::move(table), spec));
    auto dataset = std::make_shared<EncodedDataset>();
    dataset->table = std::move(selected);
    dataset->split = std::move(split);
    dataset->labels = dataset->table->labels.span();

    const auto& columns = dataset->table->columns;
    dataset->fieldIds.resize(dataset->rows() * columns.size()); // [rows, fields]
    std::int64_t offset = 0;
    for (std::size_t field = 0; field < columns.size(); ++field) {
        const auto ids = fitColumn(columns[field], dataset->split.train, spec.minimumCount);
        if (offset + ids.size > std::numeric_limits<std::int32_t>::max())
            return badInput("the fields up to {} have {} values, more than {}; raise data.minimum_count",
                            quotedValue(columns[field].name), offset + ids.size, std::numeric_limits<std::int32_t>::max());
        const auto fieldOffset = static_cast<std::int32_t>(offset);
        dataset->fields.push_back({columns[field].name, ids.size, fieldOffset});
        const auto codes = columns[field].codes.span();
        for (std::size_t row = 0; row < codes.size(); ++row)
            dataset->fieldIds[row * columns.size() + field] = fieldOffset + ids.localIds[static_cast<std::size_t>(codes[row])];
        offset += ids.size;
    }
    dataset->fingerprint = encodedFingerprint(*dataset, spec.minimumCount);
    return dataset;
}

FieldVocabulary FieldVocabulary::fromDataset(const EncodedDataset& dataset) {
    FieldVocabulary vocabulary;
    const auto fieldCount = dataset.fieldCount();
    for (std::size_t field = 0; field < fieldCount; ++field) {
        const auto& column = dataset.table->columns[field];
        const auto size = static_cast<std::size_t>(dataset.fields[field].size);
        std::vector<std::string_view> texts(size); // by local id
        for (std::size_t row = 0; row < dataset.rows(); ++row) {
            const auto local = dataset.fieldIds[row * fieldCount + field] - dataset.fields[field].offset;
            texts[static_cast<std::size_t>(local)] = column.text(row);
        }
        ValueDictionary values;
        for (std::size_t local = 1; local < size; ++local)
            values.add(texts[local]);
        vocabulary.addField(column.name, std::move(values));
    }
    return vocabulary;
}

void FieldVocabulary::addField(std::string name, ValueDictionary values) {
    const auto offset = m_fields.empty() ? 0 : m_fields.back().offset + m_fields.back().size;
    m_fields.push_back({std::move(name), static_cast<std::int32_t>(values.size()) + 1, offset});
    m_values.push_back(std::move(values));
}

std::int32_t FieldVocabulary::encodeValue(std::size_t field, std::string_view value) const {
    expects(field < m_values.size(), "field {} of {}", field, m_values.size());
    return m_values[field].find(value) + 1;
}

std::string_view FieldVocabulary::valueText(std::size_t field, std::int32_t localId) const {
    expects(field < m_values.size() && localId >= 0 && localId < m_fields[field].size, "local id {} of field {}", localId, field);
    return localId == 0 ? std::string_view() : m_values[field][static_cast<std::size_t>(localId - 1)];
}

Result<void> FieldVocabulary::save(const std::filesystem::path& path) const {
    Json json = {{"format", kVocabularyFormat}, {"version", kVocabularyVersion}, {"fields", Json::array()}};
    for (std::size_t field = 0; field < m_fields.size(); ++field) {
        auto values = Json::array();
        for (std::size_t code = 0; code < m_values[field].size(); ++code)
            values.push_back(m_values[field][code]);
        json["fields"].push_back({{"name", m_fields[field].name}, {"values", std::move(values)}});
    }
    return writeTextAtomically(path, json.dump(1) + '\n');
}

Result<FieldVocabulary> FieldVocabulary::load(const std::filesystem::path& path) {
    CPW_TRY(text, readText(path));
    const auto name = path.filename().string();
    try {
        const auto json = Json::parse(text);
        if (json.at("format") != kVocabularyFormat)
            return badInput("{} is not a field vocabulary, expected the format \"{}\"", name, kVocabularyFormat);
        if (json.at("version") != kVocabularyVersion)
            return badInput("{} has version {}, expected {}; export the model again", name, json.at("version").dump(),
                            kVocabularyVersion);
        FieldVocabulary vocabulary;
        for (const auto& field : json.at("fields")) {
            ValueDictionary values;
            for (const auto& value : field.at("values"))
                values.add(value.get_ref<const std::string&>());
            if (values.size() != field.at("values").size())
                return badInput("{} names a value of {} twice, expected each once", name,
                                quotedValue(field.at("name").get<std::string>()));
            vocabulary.addField(field.at("name").get<std::string>(), std::move(values));
        }
        return vocabulary;
    } catch (const nlohmann::json::exception& error) {
        auto failure = badInput("{} is damaged or not a field vocabulary; export the model again", name);
        failure.value().details = error.what();
        return failure;
    }
}

} // namespace cpw::data
