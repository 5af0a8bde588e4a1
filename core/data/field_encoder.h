// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/dataset_source.h"
#include "core/data/encoded_dataset.h"
#include "core/data/value_dictionary.h"
#include "core/spec/data_spec.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cpw::data {

/// Where the ids of the rows may lie instead of in memory.
struct IdsCache {
    std::filesystem::path file = {};                      ///< empty: in memory, whatever their size
    std::uint64_t leastBytes = std::uint64_t{64} << 20U;  ///< of ids; fewer lie in memory
};
/// Beside the table that was read; in memory where that is not cached. There is one file for each table: another encoding of it (of
/// another split, say) takes its place.
[[nodiscard]] IdsCache idsBeside(const ReadResult& read);

/// Splits the table and gives each value of each field an id. Fitted on training rows only: local id 0 is out-of-vocabulary, the
/// others are in order of first appearance among training rows; values with fewer than `minimumCount` training rows get 0.
/// With spec.vocabulary = all every value of the column's dictionary has an id, in the dictionary's order, whether a row has it or
/// not, and `minimumCount` counts all rows.
/// Fields are the columns that spec.fields names, in that order; when it is empty, all but the split's order column. Numbers
/// (spec.numeric) become buckets fitted on training rows; texts with several values (spec.multiValue) a list of ids each.
/// Ids are the same wherever they lie. A file of ids that does not fit is made anew; where none can be kept they lie in memory, with a
/// note. Several processes may share the file's folder.
[[nodiscard]] Result<std::shared_ptr<const EncodedDataset>> encodeDataset(std::shared_ptr<const Table> table, const spec::DataSpec& spec,
                                                                          const IdsCache& idsCache = {});

/// The ids of an encoded data set by text, apart from its rows: what a model folder carries so that new rows can be scored.
/// Immutable once made; any thread may read.
class FieldVocabulary {
public:
    [[nodiscard]] static FieldVocabulary fromDataset(const EncodedDataset& dataset);
    /// A field_vocabulary.json as save() writes it: version 1 for categories alone, 2 with numbers or lists.
    [[nodiscard]] static Result<FieldVocabulary> load(const std::filesystem::path& path);
    [[nodiscard]] Result<void> save(const std::filesystem::path& path) const;

    [[nodiscard]] const std::vector<EncodedField>& fields() const { return m_fields; }
    /// Local id; 0 for a value that training did not know. Of a list the first id.
    [[nodiscard]] std::int32_t encodeValue(std::size_t field, std::string_view value) const;
    /// Local ids of the values of a text; of a field that has no lists its one id.
    [[nodiscard]] std::vector<std::int32_t> encodeList(std::size_t field, std::string_view text) const;
    /// As a sentence words a raw text: a bucket's words, the values of a list joined, else the text itself.
    [[nodiscard]] std::string wordedText(std::size_t field, std::string_view text) const;
    /// The same with the field's offset.
    [[nodiscard]] std::int32_t globalId(std::size_t field, std::string_view value) const {
        return m_fields[field].offset + encodeValue(field, value);
    }
    /// Empty for local id 0; of a number the bucket's words.
    [[nodiscard]] std::string valueText(std::size_t field, std::int32_t localId) const;

private:
    void addField(std::string name, ValueDictionary values, FieldCoding coding);

    std::vector<EncodedField> m_fields;
    std::vector<ValueDictionary> m_values; // code + 1 is the local id
};

} // namespace cpw::data
