// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/encoded_dataset.h"
#include "core/spec/data_spec.h"

#include <string_view>
#include <vector>

namespace cpw::data {

/// What can be said of data.numeric and data.multi_value without the data: a field named twice or in both, one that data.fields
/// leaves out, an empty separator.
[[nodiscard]] std::vector<Problem> checkFieldRules(const spec::DataSpec& spec);

/// The same against the columns of a table; the first problem as an error.
[[nodiscard]] Result<void> checkFieldColumns(const spec::DataSpec& spec, const Table& table);

/// The rule of a field as far as the spec knows it: buckets are fitted later. `path` is where the spec has it.
struct FieldRule {
    FieldCoding coding;
    const spec::NumericField* numeric = nullptr; ///< null unless the field is a number
    std::string path;
};
[[nodiscard]] FieldRule fieldRule(const spec::DataSpec& spec, std::string_view field);

} // namespace cpw::data
