// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/desk/data_facts.h"

#include "core/data/row_pages.h"

#include <algorithm>

namespace cpw::desk {
namespace {

using nlohmann::json;

constexpr std::size_t kShownRows = 3;

double positiveRate(const data::EncodedDataset& dataset, const std::vector<std::uint32_t>& rows) {
    return rows.empty() ? 0 : static_cast<double>(positivesIn(dataset, rows)) / static_cast<double>(rows.size());
}

/// Share of the test rows whose value has an id of its own.
double coverage(const data::EncodedDataset& dataset, std::size_t field) {
    const auto& rows = dataset.split.test;
    return rows.empty() ? 0 : static_cast<double>(rows.size() - unseenTestRows(dataset, field)) / static_cast<double>(rows.size());
}

json partFacts(const data::EncodedDataset& dataset, const std::vector<std::uint32_t>& rows) {
    return {{"rows", rows.size()}, {"positive_rate", positiveRate(dataset, rows)}};
}

/// Buckets of a number, separator and lengths of lists; nothing more of a category.
json codingFacts(const data::EncodedDataset& dataset, std::size_t field) {
    const auto& coding = dataset.fields[field].coding;
    switch (coding.kind) {
    case data::FieldKind::Category: return {{"kind", "category"}};
    case data::FieldKind::Number: return {{"kind", "number"}, {"edges", coding.buckets.edges()}};
    case data::FieldKind::List: break;
    }
    const auto& lists = *dataset.listsOf(field);
    std::size_t longest = 0, sum = 0;
    data::visitCodes(dataset.table->columns[field], [&](std::int32_t code) {
        longest = std::max(longest, lists.of(code).size());
        sum += lists.of(code).size();
    });
    return {{"kind", "list"},
            {"separator", coding.list.separator},
            {"pooling", enumId(coding.pooling)},
            {"longest", longest},
            {"mean_length", dataset.rows() == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(dataset.rows())}};
}

} // namespace

json factsJson(const data::EncodedDataset& dataset, const data::ImportReport& report) {
    auto fields = json::array();
    for (std::size_t f = 0; f < dataset.fieldCount(); ++f) {
        const auto& field = dataset.fields[f];
        const auto* column = dataset.table->find(field.name);
        fields.push_back({{"name", field.name},
                          {"distinct_values", column ? column->values.size() : 0},
                          {"ids", field.size},
                          {"test_coverage", coverage(dataset, f)}});
        fields.back().update(codingFacts(dataset, f));
    }
    auto notes = report.notes;
    notes.insert(notes.end(), dataset.notes.begin(), dataset.notes.end());
    auto rows = json::array();
    for (std::size_t row = 0; row < std::min(kShownRows, dataset.rows()); ++row) {
        auto values = json::object();
        for (const auto& field : dataset.fields)
            if (const auto* column = dataset.table->find(field.name))
                values[field.name] = column->text(row);
        rows.push_back({{"label", dataset.labels[row]}, {"values", std::move(values)}});
    }
    return {{"title", dataset.table->title},
            {"rows", dataset.rows()},
            {"lines_read", report.linesRead},
            {"rows_dropped_by_label", report.rowsDroppedByLabel},
            {"features", dataset.featureCount()},
            {"fingerprint", dataset.fingerprint},
            {"table", dataset.table->fingerprint},
            {"parts",
             {{"train", partFacts(dataset, dataset.split.train)},
              {"valid", partFacts(dataset, dataset.split.valid)},
              {"test", partFacts(dataset, dataset.split.test)}}},
            {"fields", std::move(fields)},
            {"first_rows", std::move(rows)},
            {"notes", std::move(notes)}};
}

} // namespace cpw::desk
