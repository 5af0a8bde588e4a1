// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"

namespace cpw::data {

/// Any file of comma-separated values: every column but the label becomes a field. The label column is the one the label rule
/// names, else the one called "label". With the split "files", validation and test files with the same columns follow the rows
/// of the training file; maximum_rows then counts for each file.
[[nodiscard]] DatasetSource csvSource();
/// The same with tabs.
[[nodiscard]] DatasetSource tsvSource();

} // namespace cpw::data
