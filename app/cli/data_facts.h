// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset_source.h"
#include "core/data/encoded_dataset.h"

#include <nlohmann/json.hpp>

#include <string>

namespace cpw::cli {

/// What `data describe` knows of a data set: rows, positive rate, parts, fields with their cardinality and the share of test rows
/// whose value training knows, first rows, the import's notes.
[[nodiscard]] nlohmann::json dataFacts(const data::EncodedDataset& dataset, const data::ImportReport& report);

/// The facts as text, from their JSON form.
[[nodiscard]] std::string dataFactsText(const std::string& name, const nlohmann::json& facts);

} // namespace cpw::cli
