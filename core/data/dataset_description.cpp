// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/dataset_description.h"

#include <algorithm>

namespace cpw::data {
namespace {

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

FieldDescription describeField(const EncodedDataset& dataset, std::size_t field) {
    const auto& column = dataset.table->columns[field];
    const auto& encoded = dataset.fields[field];
    std::vector<std::size_t> counts(column.values.size());
    for (const auto code : column.codes.span())
        ++counts[static_cast<std::size_t>(code)];
    FieldDescription description;
    description.name = column.name;
    description.vocabularySize = static_cast<std::size_t>(encoded.size);
    std::size_t emptyRows = 0;
    std::size_t most = 0;
    for (std::size_t code = 0; code < counts.size(); ++code) {
        description.distinctValues += counts[code] > 0 ? 1 : 0;
        emptyRows += column.values[code].empty() ? counts[code] : 0;
        if (counts[code] <= most)
            continue;
        most = counts[code];
        description.mostFrequentValue = column.values[code];
    }
    description.coverage = 1 - share(emptyRows, dataset.rows());
    description.mostFrequentShare = share(most, dataset.rows());
    const auto unseen = std::count_if(dataset.split.test.begin(), dataset.split.test.end(),
                                      [&](std::uint32_t row) { return dataset.isUnknown(row, field); });
    description.unseenTestShare = share(static_cast<std::size_t>(unseen), dataset.split.test.size());
    return description;
}

PartDescription describePart(const EncodedDataset& dataset, Part part, const std::vector<std::uint32_t>& rows) {
    const auto positives = std::count_if(rows.begin(), rows.end(), [&](std::uint32_t row) { return dataset.labels[row] > 0.5F; });
    return {kPartNames[static_cast<std::size_t>(part)], rows.size(), static_cast<std::size_t>(positives)};
}

SampleRow sampleRow(const EncodedDataset& dataset, std::uint32_t row) {
    SampleRow sample{row, dataset.labels[row] > 0.5F, {}};
    for (const auto& column : dataset.table->columns)
        sample.values.emplace_back(column.text(row));
    return sample;
}

void addNotes(DatasetDescription& description) {
    for (const auto& part : description.parts) {
        if (part.rows == 0)
            description.notes.push_back(fmt::format("the {} part has no rows; check the shares of the split", part.name));
        else if (part.positives == 0 || part.positives == part.rows)
            description.notes.push_back(fmt::format("all {} rows of the {} part are {}; check label.positive_from", part.rows,
                                                    part.name, part.positives == 0 ? "negative" : "positive"));
    }
    for (const auto& field : description.fields)
        if (field.vocabularySize <= 2 && field.distinctValues <= 1)
            description.notes.push_back(fmt::format("the field {} has a single value and tells nothing", field.name));
}

} // namespace

DatasetDescription describeDataset(const EncodedDataset& dataset, std::size_t sampleRows) {
    DatasetDescription description;
    description.title = dataset.table->title;
    description.fingerprint = dataset.fingerprint;
    description.rows = dataset.rows();
    description.features = static_cast<std::size_t>(dataset.featureCount());
    for (std::size_t field = 0; field < dataset.fieldCount(); ++field)
        description.fields.push_back(describeField(dataset, field));
    description.parts = {describePart(dataset, Part::Train, dataset.split.train),
                         describePart(dataset, Part::Valid, dataset.split.valid),
                         describePart(dataset, Part::Test, dataset.split.test)};
    const auto count = std::min(sampleRows, dataset.split.train.size());
    for (std::size_t i = 0; i < count; ++i)
        description.sampleRows.push_back(sampleRow(dataset, dataset.split.train[i * dataset.split.train.size() / count]));
    description.notes = dataset.notes;
    addNotes(description);
    return description;
}

} // namespace cpw::data
