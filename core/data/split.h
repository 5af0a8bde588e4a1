// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/spec/data_spec.h"

#include <cstdint>
#include <vector>

namespace cpw::data {

class Table;

/// As stored in Table::sourceParts.
enum class Part : std::uint8_t { Train, Valid, Test };
inline constexpr const char* kPartNames[] = {"train", "validation", "test"};

/// Row numbers of the three parts, each ascending; together every row at most once.
struct Split {
    std::vector<std::uint32_t> train;
    std::vector<std::uint32_t> valid;
    std::vector<std::uint32_t> test;
};

/// Divides the rows of `table`. random: a counter-based permutation of `seed`; per_user: the last rows of each user by order;
/// by_order: cut of the whole table by order; source and files: what the source marked (Table::sourceParts).
[[nodiscard]] Result<Split> makeSplit(const Table& table, const spec::SplitSpec& spec);

} // namespace cpw::data
