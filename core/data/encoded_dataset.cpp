// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/encoded_dataset.h"

#include "core/base/expects.h"
#include "core/data/row_pages.h"
#include "core/data/value_dictionary.h"

#include <algorithm>

namespace cpw::data {

const ValueLists* EncodedDataset::listsOf(std::size_t field) const {
    const auto found = std::find_if(lists.begin(), lists.end(), [field](const ValueLists& l) { return l.field == field; });
    return found == lists.end() ? nullptr : &*found;
}

bool EncodedDataset::isUnknown(std::size_t row, std::size_t field) const {
    const auto unknown = fields[field].offset;
    const auto* fieldLists = listsOf(field);
    if (!fieldLists)
        return rowIds(row)[field] == unknown;
    const auto ids = fieldLists->of(table->columns[field].codes[row]);
    return std::find(ids.begin(), ids.end(), unknown) != ids.end();
}

std::span<const std::int32_t> EncodedDataset::readIds(std::size_t row, std::span<std::int32_t> scratch) const {
    if (!fieldIds.isMapped())
        return rowIds(row);
    fieldIds.read(row * fields.size(), scratch);
    return scratch;
}

float EncodedDataset::readLabel(std::size_t row) const {
    if (!fieldIds.isMapped())
        return labels[row];
    float label = 0;
    table->labels.read(row, std::span(&label, 1));
    return label;
}

void EncodedDataset::giveBackRows() const {
    if (!fieldIds.isMapped())
        return; // a set that memory has room for
    fieldIds.giveBack(0, fieldIds.size());
    table->giveBackRows();
}

Column bucketColumn(const EncodedDataset& dataset, std::size_t field) {
    const auto& encoded = dataset.fields[field];
    expects(encoded.coding.kind == FieldKind::Number, "{} has no buckets", encoded.name);
    expects(dataset.fieldIds.size() == dataset.rows() * dataset.fieldCount(), "a data set with {} of its fields",
            dataset.fieldCount());
    ValueDictionary words;
    std::vector<std::int32_t> codeOfId;
    for (std::int32_t local = 0; local < encoded.size; ++local)
        codeOfId.push_back(words.add(encoded.coding.buckets.words(local)));
    std::vector<std::int32_t> codes(dataset.rows());
    RowPages pages(dataset, RowPages::Order::Ascending);
    for (std::size_t row = 0; row < dataset.rows(); ++row) {
        codes[row] = codeOfId[static_cast<std::size_t>(dataset.rowIds(row)[field] - encoded.offset)];
        pages.read(row);
    }
    return {encoded.name, words.takePool(), Numbers<std::int32_t>(std::move(codes))};
}

} // namespace cpw::data
