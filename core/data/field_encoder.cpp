// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/field_encoder.h"

#include "core/base/hash.h"
#include "core/data/column_fitting.h"
#include "core/data/field_rules.h"
#include "core/data/row_reading.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace cpw::data {
namespace {

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

/// Nothing for a category, so that data sets of categories keep their fingerprints.
std::uint64_t codingHash(const EncodedDataset& dataset, std::size_t field, std::uint64_t hash) {
    const auto& coding = dataset.fields[field].coding;
    switch (coding.kind) {
    case FieldKind::Category:
        break;
    case FieldKind::Number: {
        const auto& edges = coding.buckets.edges();
        return hash64(edges.data(), edges.size() * sizeof(double), hash64(std::string_view("number"), hash));
    }
    case FieldKind::List: {
        const auto& lists = *dataset.listsOf(field);
        hash = hash64(std::string_view(enumId(coding.pooling)), hash);
        return hash64(lists.ids.data(), lists.ids.size() * sizeof(std::int32_t), hash);
    }
    }
    return hash;
}

std::string encodedFingerprint(const EncodedDataset& dataset, const spec::DataSpec& spec) {
    auto hash = hash64(dataset.table->fingerprint, hash64("encoded 1"));
    for (std::size_t field = 0; field < dataset.fieldCount(); ++field) {
        hash = hash64(dataset.fields[field].name, hash);
        hash = hash64(&dataset.fields[field].size, sizeof dataset.fields[field].size, hash);
        hash = codingHash(dataset, field, hash);
    }
    for (const auto* part : {&dataset.split.train, &dataset.split.valid, &dataset.split.test}) {
        hash = hash64(part->data(), part->size() * sizeof(std::uint32_t), hash);
        const auto rows = static_cast<std::uint64_t>(part->size());
        hash = hash64(&rows, sizeof rows, hash);
    }
    if (spec.vocabulary == spec::VocabularyOf::All) // else as it was before there was a choice
        hash = hash64(std::string_view("all values"), hash);
    return hashText(hash64(&spec.minimumCount, sizeof spec.minimumCount, hash));
}

void addField(EncodedDataset& dataset, std::size_t field, FittedColumn fitted) {
    const auto columns = dataset.table->columns.size();
    const auto offset = dataset.featureCount();
    dataset.fields.push_back({dataset.table->columns[field].name, fitted.ids.size, offset, std::move(fitted.coding)});
    dataset.codeIds.push_back(std::move(fitted.ids.localIds));
    dataset.notes.insert(dataset.notes.end(), fitted.notes.begin(), fitted.notes.end());
    if (fitted.lists) {
        fitted.lists->field = field;
        for (auto& id : fitted.lists->ids)
            id += offset;
        dataset.lists.push_back(std::move(*fitted.lists));
    }
    if (fitted.wording) {
        dataset.wording.resize(columns);
        dataset.wording[field] = std::move(fitted.wording);
    }
}

/// Codes that lie in a mapped file are not kept in memory beside the ids: at full size they are a gigabyte.
void giveBackCodes(const Table& table, std::size_t begin, std::size_t end) {
    for (const auto& column : table.columns)
        column.codes.giveBack(begin, end);
}

/// Some rows at a time, so that what is written stays in the processor's cache until the last field has written to it.
void fillFieldIds(EncodedDataset& dataset) {
    static constexpr std::size_t kRowsTogether = 2048, kRowsGivenBack = 512 * kRowsTogether;
    const auto columns = dataset.fieldCount(), rows = dataset.rows();
    dataset.fieldIds.resize(rows * columns); // [rows, fields]
    for (std::size_t begin = 0; begin < rows; begin += kRowsTogether) {
        const auto end = std::min(begin + kRowsTogether, rows);
        for (std::size_t field = 0; field < columns; ++field) {
            const auto codes = dataset.table->columns[field].codes.span();
            const auto& ids = dataset.codeIds[field];
            const auto offset = dataset.fields[field].offset;
            for (auto row = begin; row < end; ++row)
                dataset.fieldIds[row * columns + field] = offset + ids[static_cast<std::size_t>(codes[row])];
        }
        if (end % kRowsGivenBack == 0)
            giveBackCodes(*dataset.table, end - kRowsGivenBack, end);
    }
}

/// Needs every field: the ids of a row are found by their number.
void wordBuckets(EncodedDataset& dataset) {
    for (std::size_t field = 0; field < dataset.fieldCount(); ++field) {
        if (dataset.fields[field].coding.numberText != spec::NumberText::Bucket)
            continue;
        dataset.wording.resize(dataset.fieldCount());
        dataset.wording[field] = std::make_shared<Column>(bucketColumn(dataset, field));
    }
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
    CPW_TRY_VOID(checkFieldColumns(spec, *dataset->table));
    for (std::size_t field = 0; field < columns.size(); ++field) {
        CPW_TRY(fitted, fitColumn(columns[field], dataset->split.train, spec));
        const auto offset = static_cast<std::int64_t>(dataset->featureCount());
        if (offset + fitted.ids.size > std::numeric_limits<std::int32_t>::max())
            return badInput("the fields up to {} have {} values, more than {}; raise data.minimum_count",
                            quotedValue(columns[field].name), offset + fitted.ids.size, std::numeric_limits<std::int32_t>::max());
        addField(*dataset, field, std::move(fitted));
    }
    fillFieldIds(*dataset);
    wordBuckets(*dataset);
    dataset->fingerprint = encodedFingerprint(*dataset, spec);
    return dataset;
}

} // namespace cpw::data
