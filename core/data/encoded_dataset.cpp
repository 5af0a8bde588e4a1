// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/encoded_dataset.h"

#include "core/base/expects.h"
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
    for (std::size_t row = 0; row < dataset.rows(); ++row)
        codes[row] = codeOfId[static_cast<std::size_t>(dataset.rowIds(row)[field] - encoded.offset)];
    return {encoded.name, words.takePool(), Numbers<std::int32_t>(std::move(codes))};
}

} // namespace cpw::data
