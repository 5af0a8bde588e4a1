// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/encoded_dataset.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cpw::data {

/// Local id of each code of a column, and how many ids there are.
struct ColumnIds {
    std::vector<std::int32_t> localIds;
    std::int32_t size = 1;
};

/// Of one column with its rule: what a row gets from its code.
struct FittedColumn {
    ColumnIds ids; ///< of a list the first of each
    FieldCoding coding;
    std::optional<ValueLists> lists; ///< local ids
    std::shared_ptr<const Column> wording;
    std::vector<std::string> notes;
};

/// Fits what the spec says of the column on the training rows.
[[nodiscard]] Result<FittedColumn> fitColumn(const Column& column, std::span<const std::uint32_t> trainRows,
                                             const spec::DataSpec& spec);

/// Adds the local ids of a text's values to `list` as ValueLists has them: 0 at most once, and 0 alone for no value.
void appendKnownOnce(std::span<const std::int32_t> localIds, std::vector<std::int32_t>& list);

} // namespace cpw::data
