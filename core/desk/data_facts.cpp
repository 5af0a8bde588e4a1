// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/data_facts.h"

#include "core/api/spec_json.h"
#include "core/base/text_format.h"
#include "core/data/row_pages.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace cpw::desk {
namespace {

using data::EncodedDataset;

constexpr std::size_t kTopValues = 50;
constexpr std::size_t kShares = 24;

double share(std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

template <class Number>
std::string counted(Number number) {
    return withThousands(static_cast<std::int64_t>(number));
}

/// How many of the rows fulfil something.
template <class Predicate>
std::uint64_t countRows(const EncodedDataset& dataset, const std::vector<std::uint32_t>& rows, const Predicate& isOne) {
    data::RowPages pages(dataset, data::RowPages::Order::Ascending);
    std::uint64_t count = 0;
    for (const auto row : rows) {
        count += isOne(row) ? 1 : 0;
        pages.read(row);
    }
    return count;
}

std::vector<std::uint64_t> rowsOfCodes(const data::Column& column) {
    std::vector<std::uint64_t> counts(column.values.size());
    data::visitCodes(column, [&](std::int32_t code) { ++counts[static_cast<std::size_t>(code)]; });
    return counts;
}

const char* kindOf(data::FieldKind kind) {
    switch (kind) {
    case data::FieldKind::Category: return "category";
    case data::FieldKind::Number: return "number";
    case data::FieldKind::List: return "list";
    }
    return "";
}

api::FieldFacts fieldFacts(const EncodedDataset& dataset, std::size_t field) {
    const auto& column = dataset.table->columns[field];
    const auto counts = rowsOfCodes(column);
    api::FieldFacts facts;
    facts.name = column.name;
    facts.kind = kindOf(dataset.fields[field].coding.kind);
    facts.ids = dataset.fields[field].size;
    std::uint64_t emptyRows = 0;
    for (std::size_t code = 0; code < counts.size(); ++code) {
        facts.distinct += counts[code] > 0 ? 1 : 0;
        emptyRows += column.values[code].empty() ? counts[code] : 0;
        if (facts.example.empty() && counts[code] > 0)
            facts.example = column.values[code];
    }
    facts.coverage = 1 - share(emptyRows, dataset.rows());
    std::vector<std::size_t> order(counts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto shown = std::min(kTopValues, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                      [&](std::size_t a, std::size_t b) { return counts[a] != counts[b] ? counts[a] > counts[b] : a < b; });
    for (std::size_t i = 0; i < shown && counts[order[i]] > 0; ++i) {
        facts.top.push_back({std::string(column.values[order[i]]), counts[order[i]]});
        if (i < kShares)
            facts.shares.push_back(static_cast<float>(share(counts[order[i]], dataset.rows())));
    }
    facts.unseenTestShare = share(unseenTestRows(dataset, field), dataset.split.test.size());
    return facts;
}

api::PartFacts partFacts(const EncodedDataset& dataset, data::Part part, const std::vector<std::uint32_t>& rows) {
    return {data::kPartNames[static_cast<std::size_t>(part)], rows.size(), positivesIn(dataset, rows)};
}

/// Rows of the test part whose fields all have the values of a training row: the model may know their answer.
void warnOfRepeatedRows(const EncodedDataset& dataset, std::vector<std::string>& warnings) {
    const auto hashOf = [&](std::uint32_t row) {
        std::uint64_t hash = 1469598103934665603ULL; // FNV-1a over the codes of the row
        for (const auto& column : dataset.table->columns) {
            hash ^= static_cast<std::uint64_t>(column.codes[row]);
            hash *= 1099511628211ULL;
        }
        return hash;
    };
    // The test rows are few beside the training rows, so it is theirs that are kept.
    std::unordered_map<std::uint64_t, std::uint64_t> testRows; // that no training row was seen of yet
    data::RowPages pages(dataset, data::RowPages::Order::Ascending);
    for (const auto row : dataset.split.test) {
        ++testRows[hashOf(row)];
        pages.read(row);
    }
    std::uint64_t repeated = 0;
    for (const auto row : dataset.split.train) {
        pages.read(row);
        const auto found = testRows.find(hashOf(row));
        if (found == testRows.end())
            continue;
        repeated += found->second;
        testRows.erase(found);
    }
    if (repeated > 0)
        warnings.push_back(fmt::format("{} of {} test rows have the values of a training row in every field; a model may remember their label", counted(repeated),
                                       counted(dataset.split.test.size())));
}

/// A training row later than the first test row tells the model of the future.
void warnOfFutureRows(const EncodedDataset& dataset, const spec::DataSpec& spec, std::vector<std::string>& warnings) {
    const auto& order = dataset.table->order;
    const auto& test = dataset.split.test;
    if (order.size() == 0 || test.empty() || spec.split.kind == spec::SplitKind::PerUser)
        return;
    const auto earliest = std::accumulate(test.begin(), test.end(), order[test.front()],
                                          [&](std::int64_t least, std::uint32_t row) { return std::min(least, order[row]); });
    const auto later = countRows(dataset, dataset.split.train, [&](std::uint32_t row) { return order[row] > earliest; });
    if (later > 0)
        warnings.push_back(fmt::format("{} of {} training rows are later than the earliest test row; split by time if the model is to predict the future",
                                       counted(later), counted(dataset.split.train.size())));
}

void warnOfParts(const api::DataFacts& facts, std::vector<std::string>& warnings) {
    for (const auto& part : facts.parts) {
        if (part.rows == 0)
            warnings.push_back(fmt::format("the {} part has no rows; check the shares of the split", part.name));
        else if (part.positives == 0 || part.positives == part.rows)
            warnings.push_back(fmt::format("all {} rows of the {} part are {}; check label.positive_from", counted(part.rows), part.name,
                                           part.positives == 0 ? "negative" : "positive"));
    }
    for (const auto& field : facts.fields)
        if (field.distinct <= 1)
            warnings.push_back(fmt::format("the field {} has a single value and tells nothing", field.name));
}

} // namespace

std::uint64_t positivesIn(const EncodedDataset& dataset, const std::vector<std::uint32_t>& rows) {
    return countRows(dataset, rows, [&](std::uint32_t row) { return dataset.labels[row] > 0.5F; });
}

std::uint64_t unseenTestRows(const EncodedDataset& dataset, std::size_t field) {
    return countRows(dataset, dataset.split.test, [&](std::uint32_t row) { return dataset.isUnknown(row, field); });
}

api::DataFacts makeFacts(const EncodedDataset& dataset, const data::ImportReport& report, const spec::DataSpec& spec) {
    api::DataFacts facts;
    facts.title = dataset.table->title;
    facts.fingerprint = dataset.fingerprint;
    facts.rows = dataset.rows();
    facts.linesRead = report.linesRead;
    facts.droppedByLabel = report.rowsDroppedByLabel;
    facts.features = dataset.featureCount();
    for (std::size_t field = 0; field < dataset.fieldCount(); ++field)
        facts.fields.push_back(fieldFacts(dataset, field));
    facts.parts = {partFacts(dataset, data::Part::Train, dataset.split.train), partFacts(dataset, data::Part::Valid, dataset.split.valid),
                   partFacts(dataset, data::Part::Test, dataset.split.test)};
    facts.notes = report.notes;
    facts.notes.insert(facts.notes.end(), dataset.notes.begin(), dataset.notes.end());
    warnOfParts(facts, facts.warnings);
    warnOfRepeatedRows(dataset, facts.warnings);
    warnOfFutureRows(dataset, spec, facts.warnings);
    facts.json = api::jsonText(factsJson(dataset, report));
    return facts;
}

} // namespace cpw::desk
