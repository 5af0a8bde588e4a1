// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/encoded_dataset.h"
#include "core/data/value_dictionary.h"
#include "core/spec/data_spec.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// Splits the table and gives each value of each field an id. Fitted on training rows only: local id 0 is out-of-vocabulary, the
/// others are in order of first appearance among training rows; values with fewer than `minimumCount` training rows get 0.
/// Fields are the columns that spec.fields names, in that order; when it is empty, all but the split's order column.
[[nodiscard]] Result<std::shared_ptr<const EncodedDataset>> encodeDataset(std::shared_ptr<const Table> table,
                                                                          const spec::DataSpec& spec);

/// The ids of an encoded data set by text, apart from its rows: what a model folder carries so that new rows can be scored.
/// Immutable once made; any thread may read.
class FieldVocabulary {
public:
    [[nodiscard]] static FieldVocabulary fromDataset(const EncodedDataset& dataset);
    /// A vocabulary.json as save() writes it.
    [[nodiscard]] static Result<FieldVocabulary> load(const std::filesystem::path& path);
    [[nodiscard]] Result<void> save(const std::filesystem::path& path) const;

    [[nodiscard]] const std::vector<EncodedField>& fields() const { return m_fields; }
    /// Local id; 0 for a value that training did not know.
    [[nodiscard]] std::int32_t encodeValue(std::size_t field, std::string_view value) const;
    /// The same with the field's offset.
    [[nodiscard]] std::int32_t globalId(std::size_t field, std::string_view value) const {
        return m_fields[field].offset + encodeValue(field, value);
    }
    /// Empty for local id 0.
    [[nodiscard]] std::string_view valueText(std::size_t field, std::int32_t localId) const;

private:
    void addField(std::string name, ValueDictionary values);

    std::vector<EncodedField> m_fields;
    std::vector<ValueDictionary> m_values; // code + 1 is the local id
};

} // namespace cpw::data
