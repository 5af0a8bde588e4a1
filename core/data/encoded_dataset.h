// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/number_buckets.h"
#include "core/data/split.h"
#include "core/data/table.h"
#include "core/data/value_list.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cpw::data {

enum class FieldKind { Category, Number, List };

/// How the texts of a field become ids.
struct FieldCoding {
    FieldKind kind = FieldKind::Category;
    NumberBuckets buckets = {};                          ///< number
    spec::NumberText numberText = spec::NumberText::Raw; ///< number
    ValueListRule list = {};                             ///< list
    spec::Pooling pooling = spec::Pooling::Mean;         ///< list
};

/// One field of the CTR side. Its values have local ids 0..size-1; local id 0 is out-of-vocabulary (a number: no number at all).
/// Global id = offset + local.
struct EncodedField {
    std::string name;
    std::int32_t size = 0;
    std::int32_t offset = 0;
    FieldCoding coding = {};
};

/// The ids of a field with several values in a text. Every text of the column has a list with at least one id: unknown values
/// share the out-of-vocabulary id, once in a list, and a text without values has that id alone.
struct ValueLists {
    std::size_t field = 0;
    std::vector<std::uint64_t> offsets; ///< [codes + 1], into ids
    std::vector<std::int32_t> ids;      ///< global
    std::vector<std::string> values;    ///< by local id; the first is empty

    [[nodiscard]] std::span<const std::int32_t> of(std::int32_t code) const {
        const auto begin = offsets[static_cast<std::size_t>(code)];
        return std::span(ids).subspan(begin, offsets[static_cast<std::size_t>(code) + 1] - begin);
    }
};

/// What a model trains on, built once and never changed: global ids of every row, labels, split. Shared by const pointer
/// between the preparer and the trainer; safe to read from any thread.
struct EncodedDataset {
    std::shared_ptr<const Table> table; ///< the used columns in field order; row numbers below are rows of this table
    std::vector<EncodedField> fields;
    Numbers<std::int32_t> fieldIds; ///< [rows, fields], row-major, global ids; of a list its first id
    std::vector<std::vector<std::int32_t>> codeIds; ///< [fields][codes of the column], local ids; of a list its first id
    std::vector<ValueLists> lists;      ///< of the fields that have them, in field order
    std::vector<std::shared_ptr<const Column>>
        wording;                   ///< by field: texts for sentences where they are not the table's; may be empty
    std::span<const float> labels; ///< [rows], 0 or 1; points into `table`
    Split split;
    std::string fingerprint;        ///< of content, label rule, split and vocabulary rule
    std::vector<std::string> notes; ///< what a user should know of the encoding, one sentence each

    [[nodiscard]] std::size_t rows() const { return labels.size(); }
    [[nodiscard]] std::size_t fieldCount() const { return fields.size(); }
    [[nodiscard]] std::int32_t featureCount() const { return fields.empty() ? 0 : fields.back().offset + fields.back().size; }
    [[nodiscard]] std::span<const std::int32_t> rowIds(std::size_t row) const {
        return fieldIds.span().subspan(row * fields.size(), fields.size());
    }
    /// The same for rows in no order: of ids in a mapped file they are copied into `scratch`, which has room for them.
    [[nodiscard]] std::span<const std::int32_t> readIds(std::size_t row, std::span<std::int32_t> scratch) const;
    [[nodiscard]] float readLabel(std::size_t row) const;
    /// Of ids in a mapped file: nothing of the rows need stay in this process's memory. It can be read all the same.
    void giveBackRows() const;
    /// As sentences word the field.
    [[nodiscard]] const Column& wordedColumn(std::size_t field) const {
        return wording.empty() || !wording[field] ? table->columns[field] : *wording[field];
    }
    /// Null for a field without lists.
    [[nodiscard]] const ValueLists* listsOf(std::size_t field) const;
    /// Whether training did not know the value (one of the values) of a row.
    [[nodiscard]] bool isUnknown(std::size_t row, std::size_t field) const;
};

/// A column of the buckets' words by local id, for measures by bucket.
[[nodiscard]] Column bucketColumn(const EncodedDataset& dataset, std::size_t field);

} // namespace cpw::data
