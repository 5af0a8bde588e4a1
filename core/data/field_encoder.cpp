// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/field_encoder.h"

#include "core/base/hash.h"
#include "core/data/column_fitting.h"
#include "core/data/dataset_cache.h"
#include "core/data/field_ids_file.h"
#include "core/data/field_rules.h"
#include "core/data/row_reading.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace cpw::data {
namespace {

constexpr const char* kIdsExtension = ".cpwids";

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

/// Ids of rows begin to end, of all fields. Codes that lie in a mapped file are not kept in memory beside them: at full size they are
/// a gigabyte.
void fillBlock(const EncodedDataset& dataset, std::size_t begin, std::size_t end, std::span<std::int32_t> ids) {
    static constexpr std::size_t kRowsGivenBack = 512 * kIdBlockRows;
    const auto columns = dataset.fieldCount();
    for (std::size_t field = 0; field < columns; ++field) {
        const auto codes = dataset.table->columns[field].codes.span();
        const auto& localIds = dataset.codeIds[field];
        const auto offset = dataset.fields[field].offset;
        for (auto row = begin; row < end; ++row)
            ids[(row - begin) * columns + field] = offset + localIds[static_cast<std::size_t>(codes[row])];
    }
    if (end % kRowsGivenBack != 0 && end != dataset.rows())
        return;
    for (const auto& column : dataset.table->columns)
        column.codes.giveBack(end - std::min(end, kRowsGivenBack), end);
}

/// A block at a time, so that what is written stays in the processor's cache until the last field has written to it.
std::vector<std::int32_t> idsInMemory(const EncodedDataset& dataset) {
    const auto columns = dataset.fieldCount(), rows = dataset.rows();
    std::vector<std::int32_t> ids(rows * columns); // [rows, fields]
    for (std::size_t begin = 0; begin < rows; begin += kIdBlockRows) {
        const auto end = std::min(begin + kIdBlockRows, rows);
        fillBlock(dataset, begin, end, std::span(ids).subspan(begin * columns, (end - begin) * columns));
    }
    return ids;
}

/// Of everything that fillBlock() reads: the rows' codes by the table's fingerprint, and what each code becomes.
FieldIdsKey idsKeyOf(const EncodedDataset& dataset) {
    auto hash = hash64(dataset.table->fingerprint, hash64("ids 1"));
    for (std::size_t field = 0; field < dataset.fieldCount(); ++field) {
        const auto& localIds = dataset.codeIds[field];
        hash = hash64(dataset.fields[field].name, hash);
        hash = hash64(&dataset.fields[field].offset, sizeof dataset.fields[field].offset, hash);
        hash = hash64(localIds.data(), localIds.size() * sizeof(std::int32_t), hash);
    }
    return {dataset.rows(), dataset.fieldCount(), hash};
}

/// From the file where it holds these ids, else written there first.
Result<Numbers<std::int32_t>> idsInFile(EncodedDataset& dataset, const std::filesystem::path& file) {
    const auto key = idsKeyOf(dataset);
    std::error_code ignored;
    if (std::filesystem::exists(file, ignored)) {
        auto kept = openFieldIds(file, key, dataset.fields);
        if (kept && *kept)
            return std::move(**kept);
        if (!kept)
            dataset.notes.push_back(fmt::format("the cached ids of the rows were made again: {}", kept.error().message));
    }
    removeAbandoned(file);
    CPW_TRY_VOID(writeFieldIds(file, key, [&dataset](std::size_t begin, std::size_t end, std::span<std::int32_t> ids) { fillBlock(dataset, begin, end, ids); }));
    CPW_TRY(made, openFieldIds(file, key, dataset.fields));
    if (!made)
        return fail(ErrorCode::Store, "another process put other ids into {} at the same time; start again", file.string());
    return std::move(*made);
}

Numbers<std::int32_t> makeFieldIds(EncodedDataset& dataset, const IdsCache& cache) {
    const auto bytes = static_cast<std::uint64_t>(dataset.rows()) * dataset.fieldCount() * sizeof(std::int32_t);
    if (cache.file.empty() || bytes < cache.leastBytes)
        return Numbers<std::int32_t>(idsInMemory(dataset));
    auto ids = idsInFile(dataset, cache.file);
    if (ids)
        return std::move(*ids);
    dataset.notes.push_back(fmt::format("the ids of the rows lie in memory, because they cannot be kept on disk: {}", ids.error().text()));
    return Numbers<std::int32_t>(idsInMemory(dataset));
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

IdsCache idsBeside(const ReadResult& read) {
    auto file = read.cacheFile;
    return {file.empty() ? file : file.replace_extension(kIdsExtension)};
}

Result<std::shared_ptr<const EncodedDataset>> encodeDataset(std::shared_ptr<const Table> table, const spec::DataSpec& spec, const IdsCache& idsCache) {
    // Before columns are left out: the split may need one that is no field.
    CPW_TRY(split, makeSplit(*table, spec.split));
    table->giveBackRows(); // what the split looked at
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
    dataset->fieldIds = makeFieldIds(*dataset, idsCache);
    wordBuckets(*dataset);
    dataset->fingerprint = encodedFingerprint(*dataset, spec);
    dataset->giveBackRows();
    return dataset;
}

} // namespace cpw::data
