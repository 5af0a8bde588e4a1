// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/option_schema.h"
#include "core/base/result.h"
#include "core/data/table.h"
#include "core/spec/data_spec.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace cpw::data {

/// Progress of reading: bytes done of bytes in all, rows so far. Called at most every 1,000 rows, on the reading thread.
struct ReadProgress {
    std::uint64_t bytesDone = 0;
    std::uint64_t bytesTotal = 0;
    std::uint64_t rows = 0;
};

struct ReadContext {
    std::function<void(const ReadProgress&)> onProgress; ///< may be empty
    std::stop_token stop;                                ///< checked every 1,000 rows; a stop gives ErrorCode::Stopped
    /// 0: everything. Else a look at files of any size: of logs of ratings, and of what describes their items, only so many lines; no
    /// core is asked for, and where none of the items is described their ratings stay.
    std::uint64_t mostLines = 0;
    std::filesystem::path spoolFolder = {}; ///< where rows that are many may lie meanwhile; empty: in memory
};

/// What an import did with the raw lines, for the report.
struct ImportReport {
    std::uint64_t linesRead = 0;
    std::uint64_t rowsKept = 0;
    std::uint64_t rowsDroppedByLabel = 0;
    std::vector<std::string> notes; ///< one sentence each: "12 rows name a movie that movies.dat does not hold; ..."
};

struct ReadResult {
    std::shared_ptr<const Table> table;
    ImportReport report;
    std::filesystem::path cacheFile = {}; ///< that `table` is mapped from; empty when it lies in memory
};

/// One kind of raw data. Stateless; `read` may run on any thread.
struct DatasetSource {
    std::string id;    ///< stable: the name in specs and on the command line
    std::string title; ///< "MovieLens-1M"
    std::string pathHelp; ///< what the path must be: "folder with ratings.dat, users.dat and movies.dat"
    std::vector<OptionSchema> options;
    /// Fills in what the source prescribes unless the user set it (label rule, split, field order): MovieLens positive from 4, 3 dropped.
    spec::DataSpec defaults;
    std::function<Result<ReadResult>(const spec::DataSpec&, const ReadContext&)> read;
    /// Raw files that the table depends on, for the cache's fingerprint; empty for generated data.
    std::function<std::vector<std::string>(const spec::DataSpec&)> files;
};

/// Every source, in one explicit list (dataset_registry.cpp).
[[nodiscard]] const std::vector<DatasetSource>& datasetSources();
/// Error lists the known ids.
[[nodiscard]] Result<const DatasetSource*> findDatasetSource(std::string_view id);
/// Fills in what the source prescribes (MovieLens: positive from 4, 3 dropped) where the spec still has the general default.
[[nodiscard]] spec::DataSpec withSourceDefaults(spec::DataSpec spec);

} // namespace cpw::data
