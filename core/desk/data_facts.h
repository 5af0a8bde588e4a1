// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/data_desk.h"
#include "core/data/dataset_source.h"
#include "core/data/encoded_dataset.h"

#include <nlohmann/json.hpp>

namespace cpw::desk {

/// Rows among `rows` whose label is 1.
[[nodiscard]] std::uint64_t positivesIn(const data::EncodedDataset& dataset, const std::vector<std::uint32_t>& rows);
/// Rows of the test part whose value of a field has no id of its own.
[[nodiscard]] std::uint64_t unseenTestRows(const data::EncodedDataset& dataset, std::size_t field);

/// What `data describe` knows of a data set: rows, positive rate, parts, fields with their cardinality and the share of test rows
/// whose value training knows, first rows, the import's notes.
[[nodiscard]] nlohmann::json factsJson(const data::EncodedDataset& dataset, const data::ImportReport& report);

/// The same and more for the Data page: top values, shares, leaks. `data.split` says by what the leaks are looked for.
[[nodiscard]] api::DataFacts makeFacts(const data::EncodedDataset& dataset, const data::ImportReport& report, const spec::DataSpec& spec);

} // namespace cpw::desk
