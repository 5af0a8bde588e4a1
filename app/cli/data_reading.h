// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_context.h"
#include "app/cli/result_report.h"
#include "core/data/dataset_source.h"
#include "core/data/encoded_dataset.h"
#include "core/spec/data_spec.h"

#include <memory>
#include <optional>

namespace cpw::cli {

/// Reads a data set (or its cached table) with progress on standard error. Ctrl+C ends the reading with ErrorCode::Stopped.
[[nodiscard]] Result<data::ReadResult> readDataset(const spec::DataSpec& spec, const std::filesystem::path& cacheFolder, CommandContext& context);

/// The same, split and encoded.
[[nodiscard]] Result<std::shared_ptr<const data::EncodedDataset>> encodedDataset(const spec::DataSpec& spec,
                                                                                 const std::filesystem::path& cacheFolder, CommandContext& context);

/// What data is meant by a name: a data set of the project file, else a source that needs no path ("sample").
[[nodiscard]] Result<spec::DataSpec> findData(const std::string& name, CommandContext& context);

/// Beside the project file, whether that exists or not: "<file>.d/cache".
[[nodiscard]] std::filesystem::path cacheFolderOf(const std::filesystem::path& project);

/// Of the test rows; nothing when the truth is not known.
[[nodiscard]] std::optional<BayesBound> bayesBound(const data::EncodedDataset& dataset);

} // namespace cpw::cli
